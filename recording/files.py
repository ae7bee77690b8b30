"""The shelf a class is written to: append-only files, filled in order by one thread, synced by another.

Appending is a copy into the page cache (20-60 us), but a disk that stalls can hold it for seconds, so it never
happens on the event loop; `fdatasync` (8-16 ms and more) gets a thread of its own and so delays no append.
"""

import errno
import hashlib
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FORSAKEN = ("forsaken", "Another server records this class now.")
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class AppendFile:
    """One file that only grows; `length` is what was handed in, `written` what the kernel has taken."""

    def __init__(self, path: Path, keep: int = 0) -> None:
        self.path = path
        self.length = keep
        self.written = keep
        self.digest = hashlib.sha256()
        self.fd = -1
        self.dirty = False
        self.closed = False

    def open(self) -> None:
        """Opens at the length to keep, cutting a torn tail; what is kept enters the digest again."""
        self.fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
        os.ftruncate(self.fd, self.written)
        at = 0
        while at < self.written:
            block = os.pread(self.fd, min(1 << 20, self.written - at), at)
            self.digest.update(block)
            at += len(block)

    def append(self, data: bytes) -> None:
        """Writes all of `data` or nothing of it; OSError leaves the file at its last whole piece."""
        if self.fd < 0:
            self.open()
        done = 0
        try:
            while done < len(data):
                done += os.pwrite(self.fd, data[done:], self.written + done)
        except OSError:
            os.ftruncate(self.fd, self.written)
            raise
        self.digest.update(data)
        self.written += len(data)
        self.dirty = True

    def close(self) -> None:
        """Syncs and closes; the digest is whole now."""
        self.closed = True
        if self.fd >= 0:
            fd, self.fd = self.fd, -1
            try:
                os.fdatasync(fd)
            finally:
                os.close(fd)


class Pen:
    """Appends to the files of one class in the order asked, away from the event loop.

    After the first failure nothing more is written to any file: `trouble` holds (code, message), and every file
    ends with a whole piece.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trouble: tuple[str, str] | None = None
        self._closed = False
        self._files: list[AppendFile] = []
        self._appends = ThreadPoolExecutor(1, thread_name_prefix="recording")
        self._syncs = ThreadPoolExecutor(1, thread_name_prefix="recording-sync")

    def open(self, name: str, keep: int = 0) -> AppendFile:
        """A file of the folder, its first `keep` bytes kept; it comes into being with its first append."""
        file = AppendFile(self.folder / name, keep)
        self._files.append(file)
        return file

    def append(self, file: AppendFile, data: bytes) -> int:
        """Hands in `data` to be appended; returns the offset it will have. After trouble or close nothing is."""
        offset = file.length
        if self.trouble or self._closed:
            return offset
        file.length += len(data)
        self._appends.submit(self._append, file, data)
        return offset

    def sync(self, reserve: int) -> None:
        """Hands in an fdatasync of all that changed, and stops the pen when the disk has less than `reserve` free."""
        if not self._closed:
            self._syncs.submit(self._sync, reserve)

    def close(self) -> None:
        """Waits until all is written, syncs and closes; blocks, so call it in a thread."""
        self._closed = True
        self._appends.shutdown(wait=True)
        self._syncs.shutdown(wait=True)
        for file in self._files:
            try:
                file.close()
            except OSError as error:
                self._fail(error)

    def forsake(self) -> None:
        """Lays it down at once: what is not written yet never is, since somebody else writes to these files now."""
        if self._closed:
            return
        self.trouble, self._closed = self.trouble or FORSAKEN, True
        self._syncs.shutdown(wait=False, cancel_futures=True)
        self._appends.submit(self._let_go)
        self._appends.shutdown(wait=False)

    def _let_go(self) -> None:
        for file in self._files:
            file.closed = True
            if file.fd >= 0:
                fd, file.fd = file.fd, -1
                os.close(fd)

    def _append(self, file: AppendFile, data: bytes) -> None:
        if self.trouble:
            return
        try:
            file.append(data)
        except OSError as error:
            self._fail(error)

    def _sync(self, reserve: int) -> None:
        try:
            for file in [file for file in self._files if file.dirty and file.fd >= 0]:
                file.dirty = False
                os.fdatasync(file.fd)
            if shutil.disk_usage(self.folder).free < reserve:
                self._fail(OSError(errno.ENOSPC, "less free space than the reserve"))
        except OSError as error:
            self._fail(error)

    def _fail(self, error: OSError) -> None:
        if self.trouble:
            return
        self.trouble = trouble_of(error)


def trouble_of(error: OSError) -> tuple[str, str]:
    """(code, message for people) of a failure to write."""
    if error.errno in FULL:
        return "disk_full", "The disk is full: the class goes on, but it is no longer recorded."
    return (
        "disk_failed",
        f"The recording could not be written ({error.strerror or error}); the class goes on.",
    )
