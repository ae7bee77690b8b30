"""A reader that crashes behind its first page, as a broken file makes a real one; or goes on for ever, if told to."""

import os
import sys
import time

if __name__ == "__main__":
    print('{"page": 1, "pages": 3}', flush=True)
    while "on" in sys.argv:
        time.sleep(60)
    os.abort()
