"""The process that makes films of classes: one request a line on stdin, one answer a line on stdout, then the next.

Requests: `{"do": "chunk", "recording", "shelf", "key", "plan"}`, `{"do": "join", "recording", "shelf", "keys", "words",
"signature", "plan"}` with the plan of `copies` where the film is copied, and `{"do": "copy", ...}` with the same but the signature; answers `{"ok": true, "cpu": seconds}` or `{"error": code, "message"}`. It yields to everything else on the machine, and
ends when stdin closes.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import av

from recording import copying, mp4
from recording.composite import make
from recording.loudness import gains, integrated, steps
from recording.processes import end_with_server
from recording.shelf import Piece, Shelf

FULL = (errno.ENOSPC, errno.EDQUOT)


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Do what is asked; whatever goes wrong is told, and the next request can come."""
    began = time.process_time()
    try:
        _do(request)
    except RuntimeError as error:
        return {"error": "cannot", "message": str(error)}
    except OSError as error:
        return {"error": "full" if error.errno in FULL else "failed", "message": str(error)}
    except Exception as error:
        return {"error": "failed", "message": f"{type(error).__name__}: {error}"}
    return {"ok": True, "cpu": round(time.process_time() - began, 2)}


def _do(request: dict[str, Any]) -> None:
    shelf = Shelf(Path(request["shelf"]))
    shelf.folder.mkdir(parents=True, exist_ok=True)
    if request["do"] == "chunk":
        make(Path(request["recording"]), shelf.path(request["key"]), request["plan"])
        return
    pieces = levelled(_found(shelf, request["keys"]))
    words, recording = _words(request["words"]), Path(request["recording"])
    if request["do"] == "copy":
        copying.write(recording, request["plan"], shelf.copy, pieces, words)
    elif request["plan"] is None:
        join(shelf, pieces, words, request["signature"])
    else:
        join_copied(shelf, pieces, words, request["signature"], (recording, request["plan"]))


def join(shelf: Shelf, pieces: list[Piece], words: mp4.Words, signature: str) -> None:
    """Make film and sound of chunks that are all there; the chunks' own files are put away."""
    mp4.write(shelf.sound, pieces, words, pictures=False)
    begin = mp4.write(shelf.film, pieces, words)
    shelf.note(pieces, begin, signature)
    shelf.tidy()


def join_copied(
    shelf: Shelf, pieces: list[Piece], words: mp4.Words, signature: str, source: tuple[Path, dict[str, Any]]
) -> None:
    """The same where the film is what was recorded, by a plan of `copies`; the sound stays in its chunks."""
    recording, plan = source
    mp4.write(shelf.sound, pieces, words, pictures=False)
    copying.write(recording, plan, shelf.film, pieces, words)
    shelf.note([], 0, signature)
    shelf.tidy(keep={piece.key for piece in pieces})


def _found(shelf: Shelf, keys: list[str]) -> list[Piece]:
    pieces = [piece for piece in map(shelf.find, keys) if piece is not None]
    if len(pieces) != len(keys):
        raise FileNotFoundError("a chunk is missing")
    return pieces


def _words(told: dict[str, Any]) -> mp4.Words:
    return mp4.Words(
        told["title"],
        told["album"],
        told["language"],
        [tuple(line) for line in told["captions"]],
        [tuple(line) for line in told["chapters"]],
        {language: [tuple(line) for line in lines] for language, lines in told["translated"].items()},
    )


def levelled(pieces: list[Piece]) -> list[Piece]:
    """The same chunks, their sound as loud as all downloads are."""
    loudness = integrated([block for piece in pieces for block in piece.head["loud"]])
    each = gains(steps(loudness), [peak for piece in pieces for peak in piece.head["peaks"]])
    found = []
    for piece in pieces:
        count = len(piece.head["sound"])
        found.append(piece.turned(each[:count]))
        each = each[count:]
    return found


def main() -> None:
    """Serve until stdin ends."""
    end_with_server()
    os.nice(19)
    av.logging.set_level(None)
    # What libraries print must not be taken for an answer.
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        out.write(json.dumps(answer(json.loads(line))) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
