"""The sound of the class as one track that never stops: every microphone and shared screen of the main room, live.

Decoding a packet takes about 15 us and encoding 20 ms of the mix about 150 us, so both are done on the event loop;
only the file is written elsewhere.
"""

import numpy as np
from av import AudioFrame, CodecContext
from av.audio.codeccontext import AudioCodecContext
from av.error import FFmpegError
from av.packet import Packet

from recording.frames import Format, Frame
from recording.levels import Levels
from recording.quiet import Quiet
from recording.track_file import TrackFile

MIX = "mix"
RATE = 48000
BLOCK = 960
"""Samples in a frame of the mix: 20 ms."""
DELAY = 0.4
"""Seconds the mix is behind the class: what `reorder` may take, and a little."""
AHEAD = 312
"""Samples by which the encoder's output lags its input (6.5 ms): it is fed that much earlier."""
RING = 1 << 18
"""Samples kept for voices that are ahead of the mix: 5.4 s."""
LOOSE = 240
"""Samples (5 ms) that a packet may be off before it is moved: corrections of the clock must not click."""
SILENCE = b"\xf8\xff\xfe"
"""20 ms of silence in Opus (CELT, full band, mono): no encoder needed while nobody speaks."""
QUIET_AFTER = 10
"""Silent frames that are still encoded, so that the encoder fades out by itself."""
MOST_AT_ONCE = 500
"""Frames (10 s) mixed in one go after the process was held up."""
LOUDEST = 30000.0


def opus_decoder(layout: str = "mono") -> AudioCodecContext:
    """A decoder for Opus packets at 48 kHz, mixing down to `layout` itself."""
    decoder = CodecContext.create("libopus", "r")
    assert isinstance(decoder, AudioCodecContext)
    decoder.format = "s16"
    decoder.layout = layout
    decoder.sample_rate = RATE
    return decoder


def decode(decoder: AudioCodecContext, data: bytes) -> np.ndarray:
    """The samples of one packet; none when it is broken."""
    try:
        frames = decoder.decode(Packet(data))
        blocks = [np.frombuffer(memoryview(frame.planes[0]), np.int16, frame.samples) for frame in frames]
    except (FFmpegError, ValueError):
        return np.empty(0, np.int16)
    return blocks[0] if len(blocks) == 1 else np.concatenate([np.empty(0, np.int16), *blocks])


def opus_encoder() -> AudioCodecContext:
    """An encoder for a mono track at 48 kHz."""
    encoder = CodecContext.create("libopus", "w")
    assert isinstance(encoder, AudioCodecContext)
    encoder.format, encoder.layout, encoder.sample_rate, encoder.bit_rate = "s16", "mono", RATE, 48000
    encoder.options = {"application": "audio", "frame_duration": "20", "compression_level": "3"}
    return encoder


class _Voice:
    """One track that is heard: its decoder, and where its next samples go."""

    def __init__(self) -> None:
        self.decoder = opus_decoder()
        self.next = -1

    def place(self, ticks: int, length: int) -> int:
        """Where a packet at class time `ticks` goes: right behind the last one, unless it is really elsewhere."""
        at = self.next if abs(ticks - self.next) <= LOOSE else ticks
        self.next = at + length
        return at


class Mixer:
    """Adds voices onto one ring of samples by class time, and encodes what no packet can change any more."""

    def __init__(self, file: TrackFile, quiet: Quiet | None = None, levels: Levels | None = None) -> None:
        self._file = file
        self.quiet = quiet or Quiet()
        self.levels = levels or Levels()
        self._ring = np.zeros(RING, np.float32)
        self._voices: dict[str, _Voice] = {}
        self._encoder = opus_encoder()
        self._format = Format('audio/mp4; codecs="opus"', channels=1)
        self._at = 0
        self._quiet = QUIET_AFTER
        self._gain = 1.0
        self._on = False
        self._heard = 0
        self.late = 0
        """Packets that came after their moment had been mixed."""

    def hear(self, track: str, ticks: int, frame: Frame) -> None:
        """Adds one packet of a voice at class time `ticks` (48 kHz)."""
        voice = self._voices.get(track)
        if voice is None:
            voice = self._voices[track] = _Voice()
        samples = decode(voice.decoder, frame.data)
        at = voice.place(ticks, len(samples))
        if not self._on or not len(samples) or at + len(samples) > self._at + RING - BLOCK:
            return
        if at < self._at + AHEAD:
            self.late += 1
            samples = samples[self._at + AHEAD - at :]
            at = self._at + AHEAD
        self._heard = max(self._heard, at + len(samples))
        start = at % RING
        first = min(len(samples), RING - start)
        self._ring[start : start + first] += samples[:first]
        self._ring[: len(samples) - first] += samples[first:]

    def leave(self, track: str) -> None:
        """A voice has ended."""
        self._voices.pop(track, None)

    def advance(self, now: float) -> None:
        """Mixes up to class time `now` (seconds) less the delay."""
        self._run_to(round((now - DELAY) * RATE), MOST_AT_ONCE)

    def pause(self, at: float) -> None:
        """Mixes up to class time `at` (seconds) and stops."""
        self._run_to(round(at * RATE), 1 << 30)
        self.quiet.end(self._at * 1000 // RATE)
        self.levels.end()
        self._file.close()
        self._on = False

    finish = pause

    def resume(self, at: float) -> None:
        """Goes on at class time `at` (seconds), behind a hole."""
        self._at = round(at * RATE)
        self._ring[:] = 0
        self._on = True

    def _run_to(self, end: int, most: int) -> None:
        while self._on and self._at + BLOCK <= end and most:
            most -= 1
            nobody = self._quiet > QUIET_AFTER and self._heard <= self._at + AHEAD
            block = None if nobody else self._next_block()
            at = self._at * 1000 // RATE
            self.quiet.hear(block, at)
            self.levels.hear(None if block is None else block * self._gain, at)
            for data in [SILENCE] if block is None else self._encode(block):
                self._file.steady(self._at, Frame(data, 0, 0.0, True, self._format, BLOCK))
                self._at += BLOCK

    def _next_block(self) -> np.ndarray:
        start = (self._at + AHEAD) % RING
        first = min(BLOCK, RING - start)
        block = np.concatenate((self._ring[start : start + first], self._ring[: BLOCK - first]))
        self._ring[start : start + first] = 0
        self._ring[: BLOCK - first] = 0
        return block

    def _encode(self, block: np.ndarray) -> list[bytes]:
        peak = float(np.abs(block).max())
        self._quiet = 0 if peak else self._quiet + 1
        if self._quiet > QUIET_AFTER:
            return [SILENCE]
        # Several loud voices must not clip: turn down at once, up again over a second or so.
        self._gain = min(1.0, self._gain * 1.02, LOUDEST / peak if peak else 1.0)
        frame = AudioFrame.from_ndarray((block * self._gain).astype(np.int16)[None, :], "s16", "mono")
        frame.sample_rate = RATE
        return [bytes(packet) for packet in self._encoder.encode(frame)]
