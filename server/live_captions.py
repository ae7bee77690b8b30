"""Tells those who read captions what is being said just now: signals, until the lines of the transcript are there.

Only while somebody reads them, only who speaks, and of each class two at most: it costs a fifth to half a core a speaker.
"""

import time
from dataclasses import dataclass, field
from typing import Any

import structlog

from server.glossaries import glossary_of
from server.hearers import Hearers
from server.job_loop import take_turns
from server.recordings import recording_folder
from server.requests import Live
from server.school import School
from server.seats import Connection
from transcription.engine import SpeechError
from transcription.glossary import put_right
from transcription.live_captions import LEAST_NEW, LEAST_NEW_OF, LONGEST, LiveCaption, LiveSpeech

LOOK_SECONDS = 0.1
EVERY = 0.4
"""Seconds between two glances at a speaker, at least: less than a recording takes for its next half second."""
REST = 1.3
"""A glance that took long is followed by a longer pause, so many times as long: captions get slower before the class does."""
SPEAKERS = 2
"""Of one class at once."""
LINGER = 2.0
"""Seconds for which somebody counts as speaking who was heard."""
BEFORE = 1500
"""So much (ms) before somebody is noticed to speak, they may have begun."""
RESTS = 1500
"""A track whose sound ends so long ago (ms) has stopped for now: a fragment is there sooner."""
AGAIN_SECONDS = 10.0
NICE = 5
"""Behind the class itself, but before what may wait until it is over."""

log = structlog.get_logger("live captions")


@dataclass(slots=True)
class _Speaker:
    """One track that is listened to."""

    speech: LiveSpeech
    due: float = 0.0  # by the monotonic clock


@dataclass(slots=True)
class _Class:
    """The speakers of one class by track; `language`: what it was last heard in."""

    language: str = ""
    speakers: dict[str, _Speaker] = field(default_factory=dict)
    not_before: float = 0.0


class LiveCaptions:
    """Listens in all classes that this process leads and in which somebody reads captions, one glance after the other."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._hearers = Hearers(school, nice=NICE)
        self._classes: dict[str, _Class] = {}

    async def run(self) -> None:
        """Work until cancelled."""
        if self._hearers.usual.state != "off":
            await take_turns(self._turn, LOOK_SECONDS)

    async def close(self) -> None:
        """End the workers."""
        await self._hearers.close()

    async def _turn(self) -> bool:
        """One glance at whoever waits longest; False when nobody does."""
        read = {live.classroom.id: live for live in self._school.classrooms.led if live.signals.readers()}
        self._classes = {name: self._classes.get(name) or _Class() for name in read}
        now = time.monotonic()
        waiting: list[tuple[float, str, dict[str, Any]]] = []
        for name, live in read.items():
            if self._classes[name].not_before <= now:
                waiting += [
                    (speaker.due, name, track)
                    for speaker, track in self._speaking(live)
                    if speaker.due <= now and self._next(live, speaker, track) is not None
                ]
        if not waiting:
            return False
        _, name, track = min(waiting, key=lambda one: one[0])
        try:
            await self._glance(read[name], track)
        except SpeechError as error:
            # The transcript says what is the matter; whoever reads captions has its lines meanwhile.
            log.warning("no live captions for a moment", class_id=name, code=error.code, reason=error.message)
            self._classes[name].not_before = time.monotonic() + AGAIN_SECONDS
        return True

    def _speaking(self, live: Live) -> list[tuple[_Speaker, dict[str, Any]]]:
        """Those who speak in a class, each with the track of the recording as far as it is written."""
        known, now = self._classes[live.classroom.id].speakers, time.monotonic()
        spoke = live.signals.spoke
        manifest = live.recording.manifest(max(0, live.classroom.now() - LONGEST - BEFORE))
        tracks = [] if manifest is None else [one for one in manifest["tracks"] if _is_voice(one)]
        heard = {one["id"] for one in tracks if now - spoke.get(one["person"], -LINGER) < LINGER}
        for name in list(known):
            if name not in heard and not known[name].speech.speaking:
                del known[name]
        # Whoever is in the middle of a line goes on; then come those who spoke last.
        tracks.sort(key=lambda one: (one["id"] not in known, -spoke.get(one["person"], 0.0)))
        chosen = [one for one in tracks if one["id"] in known or one["id"] in heard][:SPEAKERS]
        for one in chosen:
            known.setdefault(one["id"], _Speaker(LiveSpeech(max(0, _edge(one) - BEFORE))))
        return [(known[one["id"]], one) for one in chosen]

    def _next(self, live: Live, speaker: _Speaker, track: dict[str, Any]) -> tuple[int, int] | None:
        """The stretch of a speaker's track to hear now, None where too little of it is new."""
        edge, language = _edge(track), self._classes[live.classroom.id].language
        rests = live.classroom.now() - edge > RESTS
        return speaker.speech.next(edge, 1 if rests else LEAST_NEW_OF.get(language, LEAST_NEW))

    async def _glance(self, live: Live, track: dict[str, Any]) -> None:
        class_id, began = live.classroom.id, time.monotonic()
        speaker = self._classes[class_id].speakers[track["id"]]
        stretch = self._next(live, speaker, track)
        assert stretch is not None
        transcriber, language = await self._hearers.of(class_id)
        self._classes[class_id].language = language or transcriber.settings.language
        terms = await glossary_of(self._school, class_id)
        folder = recording_folder(self._school.data, class_id)
        start, edge = stretch
        heard = await transcriber.hear(folder, track, start, edge, language=language, quick=True)
        for caption in speaker.speech.heard(heard, edge):
            await self._tell(live, track, caption, put_right(caption.text, terms))
        took = time.monotonic() - began
        speaker.due = began + max(EVERY, REST * took)

    async def _tell(self, live: Live, track: dict[str, Any], caption: LiveCaption, text: str) -> None:
        room = live.classroom.room
        shown = {"line": caption.line, "text": text, "over": caption.over}
        signal = {"type": "caption", "person": track["person"], "track": track["id"], **shown}
        place = room.breakouts.place.get
        spread = track["person"] in room.broadcasts.voices and track["source"] == "microphone"

        def hears(reader: Connection) -> bool:
            near = place(reader.person) == track.get("group") or spread
            return near and reader.person in room.people.present

        await live.classroom.signal(signal, [one for one in live.signals.readers() if hears(one)])


def _is_voice(track: dict[str, Any]) -> bool:
    return track["source"] == "microphone" and bool(track["fragments"])


def _edge(track: dict[str, Any]) -> int:
    """Class ms up to which a track is written."""
    last = track["fragments"][-1]
    return int(last[2] + last[3])
