"""The plan of a class's transcript: which stretches of which tracks are still to be listened to, during it and after.

It does no work itself. The server asks for the next window, has it heard, gives the result back and posts the lines:

    plan = ClassTranscript(spoken)                         # the lines that are on the timeline already
    while True:
        plan.see(manifest)                                 # as often as the recording grows
        if (window := plan.next()) is None:
            break                                          # all done, when plan.state is not "working"
        heard = await transcriber.hear(folder, plan.track(window), window.start, window.end, more=window.more)
        for line in plan.heard(window, heard): ...         # or plan.gave_up(window) on SpeechError "failed",
                                                           # plan.put_off(window) on "hung"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from transcription.engine import Heard
from transcription.merge import Line, caption_id, lines_of
from transcription.windows import Span, joined, next_windows, without

READY = 30_000
"""How much new sound (ms) an open track must have before it is worth a window during class: what Whisper takes at
once. Less would cost more, and more would keep students who catch up waiting."""

QUIET = 5_000
"""A track without new sound for so long (ms) has stopped for now: what it has is transcribed at once."""

TRIES = 3
"""How often a window is tried that the engine hangs on; between, all others have their turn."""

EDGE = 500
"""Sound so near (ms) to a written line belongs to it: listening again leaves it out, else its last syllable becomes a line."""

SPEECH_SOURCES = frozenset({"microphone", "screen_audio"})


class OnTimeline(Protocol):
    """What is needed of the lines that the timeline has: CaptionSpoken has it."""

    @property
    def caption(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Window:
    """A stretch of one track (class ms) to be heard next; with `more` it must end at a pause."""

    track: str
    start: int
    end: int
    more: bool = False


@dataclass
class _Track:
    """What is known of one track: its manifest entry, where it has sound, and what was heard or given up."""

    shown: Mapping[str, Any]
    sound: list[Span] = field(default_factory=list)
    done: list[Span] = field(default_factory=list)
    lost: list[Span] = field(default_factory=list)


class ClassTranscript:
    """The transcript of one class as a plan that is resumed from the timeline: nothing is heard or posted twice."""

    def __init__(self, spoken: Iterable[OnTimeline] = (), *, ready: int = READY, again: bool = False) -> None:
        """`spoken`: the lines that the timeline has already; `ready`: see READY; `again`: parts were lost before, so what
        lies between the lines is heard once more."""
        self._spoken = [(each.caption, each.person, each.start, each.end) for each in spoken]
        self._posted = {caption for caption, *_ in self._spoken}
        self._ready = ready
        self._again = again
        self._tracks: dict[str, _Track] = {}
        self._walls: Mapping[str, Sequence[int]] = {}
        self._edge = 0
        self._ended = False
        self._tried: dict[tuple[str, int], int] = {}

    def see(self, manifest: Mapping[str, Any], walls: Mapping[str, Sequence[int]] | None = None) -> None:
        """Take in the recording's manifest as it is now, live or ended.

        `walls`: for each person the class ms that no window may cross (they moved into another room).
        """
        self._ended = manifest["state"] == "ended"
        self._edge = int(manifest["live_edge"])
        self._walls = walls or {}
        for shown in manifest["tracks"]:
            if shown["source"] in SPEECH_SOURCES:
                track = self._tracks.setdefault(shown["id"], _Track(shown))
                if not track.sound:
                    track.done = self._resumed(shown)
                track.shown = shown
                track.sound = joined((each[2], each[2] + each[3]) for each in shown["fragments"])

    def _resumed(self, shown: Mapping[str, Any]) -> list[Span]:
        """Give what was heard of a track before the server restarted: all up to the end of its last line.

        A line does not name its track, but its id was made of it.
        """
        lines = [
            (start, end)
            for caption, person, start, end in self._spoken
            if person == shown["person"] and caption == caption_id(shown["id"], start)
        ]
        if self._again:
            return joined((max(0, start - EDGE), end + EDGE) for start, end in lines)
        return [(0, max(end for _, end in lines))] if lines else []

    def next(self) -> Window | None:
        """Give the earliest window that is worth hearing now, or None when there is nothing to do (yet).

        Those that were put off come behind all others.
        """
        waiting = (window for name in self._tracks for window in self._waiting(name))
        return min(waiting, key=lambda each: (self._tries(each), each.start, each.track), default=None)

    def _tries(self, window: Window) -> int:
        return self._tried.get((window.track, window.start), 0)

    def _waiting(self, name: str) -> list[Window]:
        track = self._tracks[name]
        growing = self._growing(track)
        cuts = next_windows(
            track.sound,
            track.done + track.lost,
            walls=self._walls.get(track.shown["person"], ()),
            open_end=growing,
        )
        windows = [Window(name, cut.start, cut.end, cut.more) for cut in cuts]
        if growing and windows and windows[-1].more and windows[-1].end - windows[-1].start < self._ready:
            windows.pop()
        return windows

    def _growing(self, track: _Track) -> bool:
        return not self._ended and bool(track.sound) and self._edge - track.sound[-1][1] < QUIET

    def track(self, window: Window) -> Mapping[str, Any]:
        """Give the manifest's entry of the window's track."""
        return self._tracks[window.track].shown

    def heard(self, window: Window, heard: Heard) -> list[Line]:
        """Take the result of a window; give its new caption lines in order, to be posted."""
        track = self._tracks[window.track]
        # A window that yields nothing new would be asked for again and again: then it counts as heard whole.
        until = heard.until if window.start < heard.until <= window.end else window.end
        track.done = joined([*track.done, (window.start, until)])
        found = lines_of(window.track, track.shown["person"], heard.segments)
        lines = [replace(line, group=track.shown.get("group")) for line in found]
        new = [line for line in lines if line.caption not in self._posted]
        self._posted.update(line.caption for line in new)
        return new

    def gave_up(self, window: Window) -> None:
        """Leave a window out that could not be heard: the rest of the class must not wait for it."""
        track = self._tracks[window.track]
        track.lost = joined([*track.lost, (window.start, window.end)])

    def put_off(self, window: Window) -> None:
        """Try a window later again on which the engine hung; after TRIES it is left out."""
        self._tried[window.track, window.start] = self._tries(window) + 1
        if self._tries(window) >= TRIES:
            self.gave_up(window)

    @property
    def state(self) -> Literal["working", "done", "failed"]:
        """ "working" while there is, or may come, more to hear; then "done", or "failed" where a part was lost."""
        if not self._ended or self.next() is not None:
            return "working"
        return "failed" if self.lost else "done"

    @property
    def left(self) -> int:
        """How many ms of sound are still to be heard, over all tracks."""
        rest = (without(track.sound, track.done + track.lost) for track in self._tracks.values())
        return sum(end - start for spans in rest for start, end in spans)

    @property
    def lost(self) -> int:
        """How many ms of sound were given up, over all tracks."""
        return sum(end - start for track in self._tracks.values() for start, end in track.lost)
