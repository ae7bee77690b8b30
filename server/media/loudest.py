"""Whose voice is passed on: in each breakout group the three who are loudest, and whoever presents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

MOST = 3  # voices of one group at once; more than three at a time nobody understands
SILENCE = 127  # -dBov
SOUNDING = 60  # -dBov; a packet louder than that may be a word
FAINT = 80  # -dBov; enough for a packet that its sender marks as voice (RFC 6464 section 3)
RESTING = 3.0  # seconds without a sound after which a place is free again: longer than people think
GAP = 0.3  # seconds; between two words a pause is shorter
# seconds for which a voice sounds before it takes the place of one that pauses: a click does not
STEADY = 0.04
HELD = 1.5  # seconds for which the loudness of a voice counts on
DEPTH = 20.0  # dB below its own loudness at which a voice pauses, whatever the room behind it sounds like
LOUDER = 6.0  # dB by which a voice must exceed the weakest of three who all go on speaking ...
LASTING = 0.1  # ... and the seconds for which that must hold
WEIGHT = 0.4  # of a new packet in the loudness of a voice


class Voice:
    """One microphone as it was heard so far. Loudness is in dB above silence."""

    __slots__ = (
        "forwarded",
        "group",
        "loud",
        "peak",
        "peak_at",
        "peer",
        "since",
        "sounded",
        "stronger_since",
        "uttered",
    )  # fmt: skip

    def __init__(self, peer: str, group: str | None, now: float) -> None:
        self.peer, self.group = peer, group
        self.forwarded = False
        self.loud = self.peak = 0.0
        self.peak_at = self.sounded = self.uttered = now - 1e6
        self.since = now  # when the present sound began
        self.stronger_since: float | None = None

    def hear(self, level: int, voice: bool, now: float) -> bool:
        """Take one packet; whether there is sound in it."""
        present = float(SILENCE - level)
        self.loud += WEIGHT * (present - self.loud)
        if self.loud >= self.peak or now - self.peak_at > HELD:
            self.peak, self.peak_at = self.loud, now
        sounds = level < SOUNDING or (voice and level < FAINT)
        if sounds:
            if now - self.sounded > GAP:
                self.since = now
            self.sounded = now
            if present >= self.peak - DEPTH:
                self.uttered = now
        return sounds


class Loudest:
    """The voices of one room. `forward(track, on)` is called for each that begins or ends to be passed on.

    It begins to be passed on inside of `heard`, so that not even the packet that says so is missing.
    """

    def __init__(self, forward: Callable[[str, bool], None]) -> None:
        self._forward = forward
        self._voices: dict[str, Voice] = {}
        self._places: Mapping[str, str | None] = {}
        self._presenting: frozenset[str] = frozenset()

    def began(self, track: str, peer: str, now: float) -> None:
        """A microphone is there; it is not passed on before it is heard, unless its person presents."""
        self._voices[track] = voice = Voice(peer, self._places.get(peer), now)
        if peer in self._presenting:
            self._turn(track, voice, on=True)

    def ended(self, track: str) -> None:
        """A microphone is gone."""
        self._voices.pop(track, None)

    def heard(self, track: str, level: int, voice: bool, now: float) -> None:
        """A packet of that microphone came, with its level in -dBov (0 loudest .. 127) and its mark as voice."""
        own = self._voices.get(track)
        if own is None or not own.hear(level, voice, now) or own.forwarded:
            return
        rivals = self._rivals(own.group)
        if len(rivals) < MOST:
            self._turn(track, own, on=True)
            return
        loser = self._displaced(own, rivals, now)
        if loser is not None:
            self._turn(loser, self._voices[loser], on=False)
            self._turn(track, own, on=True)

    def _rivals(self, group: str | None) -> list[str]:
        """Those who hold a place; whoever presents needs none."""
        return [
            track
            for track, voice in self._voices.items()
            if voice.forwarded and voice.group == group and voice.peer not in self._presenting
        ]

    def _displaced(self, own: Voice, rivals: Collection[str], now: float) -> str | None:
        """Whom this voice takes the place of: who has paused longest, else whom it clearly drowns out."""
        voices = self._voices
        quiet = min(rivals, key=lambda track: voices[track].uttered)
        pausing = voices[quiet]
        if now - pausing.uttered > GAP and (
            own.loud >= pausing.peak - DEPTH or now - pausing.peak_at > HELD  # noise is no reason to make way
        ):
            own.stronger_since = None
            return quiet if now - own.since >= STEADY else None
        weakest = min(rivals, key=lambda track: voices[track].peak)
        if own.loud < voices[weakest].peak + LOUDER:
            own.stronger_since = None
            return None
        if own.stronger_since is None:
            own.stronger_since = now
        return weakest if now - own.stronger_since >= LASTING else None

    def tick(self, now: float) -> None:
        """Some times a second: who has been silent for long gives the place up."""
        for track, voice in list(self._voices.items()):
            if voice.forwarded and now - voice.sounded > RESTING and voice.peer not in self._presenting:
                self._turn(track, voice, on=False)

    def place(self, places: Mapping[str, str | None]) -> None:
        """Who is in which breakout group; whoever is not named is in the main room."""
        self._places = dict(places)
        for track, voice in list(self._voices.items()):
            group = self._places.get(voice.peer)
            if voice.group != group:
                voice.group = group
                if voice.peer not in self._presenting:
                    self._turn(track, voice, on=False)  # it takes a place there with its next sound

    def present(self, peers: Collection[str]) -> None:
        """Who presents: their voices are passed on beside the three."""
        before, self._presenting = self._presenting, frozenset(peers)
        for track, voice in list(self._voices.items()):
            if voice.peer in self._presenting:
                self._turn(track, voice, on=True)
            elif voice.peer in before and len(self._rivals(voice.group)) > MOST:
                self._turn(track, voice, on=False)

    def _turn(self, track: str, voice: Voice, *, on: bool) -> None:
        if voice.forwarded != on:
            voice.forwarded, voice.stronger_since = on, None
            self._forward(track, on)
