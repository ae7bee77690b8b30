"""A reader that crashes behind its first page, as a broken file makes a real one."""

import os

if __name__ == "__main__":
    print('{"page": 1, "pages": 3}', flush=True)
    os.abort()
