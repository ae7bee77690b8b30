"""A media process: forwards the packets of the classes that live in it, and does nothing else.

`python -m server.media.worker --socket FD --parent PID` is started by the server (process.py) and ends with it.
"""

from __future__ import annotations

import argparse
import asyncio
import ctypes
import gc
import os
import signal
import socket

PR_SET_PDEATHSIG = 1  # prctl(2)


def end_with(parent: int) -> None:
    """Have the kernel end this process when the server is gone, also one that is stopped (SIGSTOP) or hangs."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it was gone already
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Serve the server that holds the other end of the socket."""
    parser = argparse.ArgumentParser(prog="python -m server.media.worker", description=__doc__)
    parser.add_argument("--socket", type=int, required=True)
    parser.add_argument("--parent", type=int, required=True)
    options = parser.parse_args()
    end_with(options.parent)
    # A service manager tells every process; the server ends us in time.
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, signal.SIG_IGN)
    for stream in (1, 2):
        os.set_blocking(stream, False)  # a line that nobody reads must not stop the media
    # Imported only now: it takes most of the start, and from here on the kernel watches over us.
    from server.media.serving import Serving

    gc.freeze()  # what was loaded stays: looking through it for garbage would hold up packets for tens of milliseconds
    end = socket.socket(fileno=options.socket)
    try:
        import uvloop
    except ImportError:
        asyncio.run(Serving().run(end))
    else:
        uvloop.run(Serving().run(end))
    os._exit(0)  # to take down every module first would hold up the end of the server


if __name__ == "__main__":
    main()
