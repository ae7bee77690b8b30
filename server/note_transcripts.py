"""Writes down what is said in spoken comments, by the same engine as the class, one comment at a time."""

import structlog

from server.kept_files import files_folder
from server.school import School
from server.store.jobs import Job
from server.wanted_jobs import NOTES
from transcription.engine import SpeechError
from transcription.transcriber import Transcriber

LEASE_MS = 300_000
TRIES = 3

log = structlog.get_logger("transcripts")


class NoteTranscripts:
    """Takes jobs for spoken comments from the store; a job is one class's comments that nobody has listened to yet."""

    def __init__(self, school: School, transcriber: Transcriber) -> None:
        self._school, self._transcriber = school, transcriber

    async def turn(self) -> bool:
        """Do one job; False if there is none."""
        node = self._school.classrooms.leases.node
        job = await self._school.store.jobs.take(NOTES, node, LEASE_MS)
        if job is None:
            return False
        state, message = await self._listen(job)
        again = state == "failed" and job.tries < TRIES and self._transcriber.state != "no_model"
        await self._school.store.jobs.finish(job, "waiting" if again else state, message)
        return True

    async def _listen(self, job: Job) -> tuple[str, str]:
        if await self._transcriber.check() == "no_model":
            return "failed", self._transcriber.reason
        heard: set[str] = set()
        state = ("done", "")
        while (found := await self._next(job.class_id, heard)) is not None:  # others may come meanwhile
            comment, file, length = found
            heard.add(comment)
            try:
                await self._write_down(job.class_id, comment, file, length)
            except SpeechError as error:
                log.warning(
                    "a spoken comment was not understood", class_id=job.class_id, reason=error.message
                )
                state = ("failed", error.message)
        return state

    async def _next(self, class_id: str, heard: set[str]) -> tuple[str, str, int] | None:
        room = (await self._school.classrooms.read(class_id)).room
        for name, one in room.notes.standing.items():
            if one.note is not None and one.transcript is None and name not in heard:
                return name, one.note.file, one.note.length
        return None

    async def _write_down(self, class_id: str, comment: str, file: str, length: int) -> None:
        folder = files_folder(self._school.data, class_id)
        track = {"source": "note", "file": file}
        segments = await self._transcriber.transcribe(folder, track, 0, length)
        text = " ".join(each.text.strip() for each in segments).strip()
        fields = {"comment": comment, "text": text, "engine": self._transcriber.engine}
        request = {"what": "do", "do": "TranscribeComment", "fields": fields}
        reply = await self._school.classrooms.ask(class_id, request)
        if not reply["ok"] and reply["error"]["code"] != "no_such_comment":  # it was taken back meanwhile
            raise RuntimeError(reply["error"]["message"])
