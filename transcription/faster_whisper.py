"""The default speech engine: faster-whisper with int8 weights on one core, and its detector of voice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.transcribe import Segment as WhisperSegment
from faster_whisper.vad import VadOptions, get_speech_timestamps

from transcription.brief import heard_soon
from transcription.engine import RATE, Pcm, Segment, SpeechError, Word

BEAM = 5
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Tried one after the other on what came out doubtful, the engine's own."""
VOICE_ON, VOICE_OFF = 0.5, 0.35
"""Probabilities at which the voice detector switches; lower values let Whisper invent words on breath and fans."""


class FasterWhisper:
    """Whisper by CTranslate2; `folder` holds weights that were checked already (see `transcription.weights`)."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = f"faster-whisper {name} int8"
        try:
            # A second thread was measured not to help, and would take a core from the running class.
            self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)
        except (RuntimeError, ValueError, OSError) as problem:
            raise SpeechError(
                "no_model", f"the weights in {folder} could not be loaded: {problem}"
            ) from problem

    def transcribe(
        self, pcm: Pcm, language: str, hotwords: str = "", *, quick: bool = False
    ) -> list[Segment]:
        """Give the segments of `pcm` with word times in ms from its first sample."""
        self._know(language)
        found, _ = self._model.transcribe(
            pcm,
            language=None if language == "auto" else language,
            beam_size=1 if quick else BEAM,
            # What is only looked through for names is not tried again where it is doubtful.
            temperature=0.0 if quick else TEMPERATURES,
            vad_filter=True,
            vad_parameters=VadOptions(threshold=VOICE_ON, neg_threshold=VOICE_OFF),
            # Conditioning on the text before makes one mistake repeat itself through the rest of the window.
            condition_on_previous_text=False,
            word_timestamps=True,
            hotwords=hotwords or None,
        )
        return [_segment(segment) for segment in found]

    def glance(self, pcm: Pcm, language: str) -> list[Segment]:
        """Give what is said in `pcm` (under 30 s) as one segment, soon rather than well."""
        self._know(language)
        words = tuple(heard_soon(self._model, pcm, language))
        if not words:
            return []
        return [Segment(words[0].start, words[-1].end, "".join(word.text for word in words).strip(), words)]

    def _know(self, language: str) -> None:
        if not self._model.model.is_multilingual and language not in ("en", "auto"):
            raise SpeechError("language", f"{self.name} knows English only; the class speaks {language!r}")


def voiced(pcm: Pcm, pause: int) -> list[tuple[int, int]]:
    """Give the stretches of `pcm` that hold a voice, in ms from its first sample, parted by pauses >= `pause` ms."""
    if not np.any(pcm):
        return []  # digital silence: a muted microphone, nothing to look for
    options = VadOptions(
        threshold=VOICE_ON, neg_threshold=VOICE_OFF, min_silence_duration_ms=pause, speech_pad_ms=0
    )
    found = get_speech_timestamps(pcm, options, sampling_rate=RATE)
    return [(span["start"] * 1000 // RATE, span["end"] * 1000 // RATE) for span in found]


def _segment(segment: WhisperSegment) -> Segment:
    # The engine gives seconds, some of them as numpy floats that JSON cannot write.
    words = tuple(
        Word(_ms(word.start), _ms(word.end), str(word.word), min(9, int(10 * float(word.probability))))
        for word in segment.words or ()
    )
    return Segment(_ms(segment.start), _ms(segment.end), str(segment.text).strip(), words)


def _ms(seconds: float) -> int:
    return round(float(seconds) * 1000)
