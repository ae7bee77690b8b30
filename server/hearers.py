"""Who turns the speech of a class into text: for each set of weights in use there is a worker."""

from server.school import School
from server.spoken import hearing
from transcription.transcriber import Transcriber


class Hearers:
    """The workers for one purpose; `nice`: how far they stand behind all other processes."""

    def __init__(self, school: School, *, nice: int = 19) -> None:
        self._school, self._nice = school, nice
        self.usual = Transcriber(hearing(school.settings, None), nice=nice)
        """For whatever has no language of its own."""
        self._others: dict[str, Transcriber] = {}

    async def of(self, class_id: str) -> tuple[Transcriber, str | None]:
        """Who hears a class, and its own language where it has one."""
        language = (await self._school.classrooms.read(class_id)).room.spoken.language
        if language is None:
            return self.usual, None
        settings = hearing(self._school.settings, language)
        if settings.weights == self.usual.settings.weights or settings.weights is None:
            return self.usual, language
        if settings.weights not in self._others:
            self._others[settings.weights] = Transcriber(settings, nice=self._nice)
        return self._others[settings.weights], language

    async def close(self) -> None:
        """End all workers."""
        for one in (self.usual, *self._others.values()):
            await one.close()
