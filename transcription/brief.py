"""Hears a short stretch of speech soon: Whisper over as much sound as there is, where its usual way is over 30 seconds.

Whisper's encoder is made for 30 s, and the engine fills up what is shorter with silence: of a glance at four seconds, most of
the work is silence. The encoder takes less than that, too, and then costs about what the sound itself costs; the engine's own
loop would also hear the end of the stretch once more where the last word is cut in two, which it nearly always is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import get_suppressed_tokens, merge_punctuations

from transcription.engine import Pcm, Word

FRAMES = 100
"""Frames of the encoder's input in a second."""
SYLLABLE = 50
"""Of fewer frames, silence before the voice included, the engine makes any word; in very few it finds no time for one."""
SILENCE, LEAST, MOST = 100, 500, 3_000
"""Frames of silence behind the sound, and of both together: with less the engine babbles, more it does not take."""
TOKENS, BEGINNING = 9, 10
"""Nobody says more tokens in a second, and so many more for a beginning."""
BEAM = 3
"""Hardly dearer than one: what a step of the decoder costs is mostly the step."""
LOOP = 4
"""Said so often in a row at the end, it is the engine that goes round."""
BEFORE, BEHIND = "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、"
"""Marks that belong to the word behind them, and to the one before."""


def heard_soon(model: WhisperModel, pcm: Pcm, language: str) -> list[Word]:
    """Give the words of `pcm` (under 30 s) with times in ms from its first sample. `language`: ISO 639-1, or "auto"."""
    features = model.feature_extractor(pcm)[:, :MOST]
    frames = features.shape[-1]
    if frames < SYLLABLE:
        return []
    size = min(MOST, max(LEAST, frames + SILENCE)) // 2 * 2
    encoded = model.encode(np.pad(features, ((0, 0), (0, max(0, size - frames))))[:, :size])
    tokenizer = _tokenizer(model, encoded, language)
    prompt = model.get_prompt(tokenizer, [], without_timestamps=True)
    [result] = model.model.generate(
        encoded,
        [prompt],
        beam_size=BEAM,
        max_length=len(prompt) + BEGINNING + TOKENS * frames // FRAMES,
        suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
    )
    tokens = without_loop([token for token in result.sequences_ids[0] if token < tokenizer.eot])
    if not tokens:
        return []
    [timings] = model.find_alignment(tokenizer, [tokens], encoded, frames)
    merge_punctuations(timings, BEFORE, BEHIND)
    return [
        Word(_ms(one["start"]), _ms(one["end"]), one["word"], min(9, int(10 * float(one["probability"]))))
        for one in timings
        if one["word"]
    ]


def without_loop(tokens: Sequence[int]) -> list[int]:
    """Give the tokens with what is repeated at their end `LOOP` times or more said once."""
    for size in range(1, len(tokens) // LOOP + 1):
        begin = len(tokens) - size
        while begin > 0 and tokens[begin - 1] == tokens[begin - 1 + size]:
            begin -= 1
        if len(tokens) - begin >= LOOP * size:
            return list(tokens[: begin + size])
    return list(tokens)


def _tokenizer(model: WhisperModel, encoded: object, language: str) -> Tokenizer:
    many = model.model.is_multilingual
    if not many:
        language = "en"
    elif language == "auto":
        language = model.model.detect_language(encoded)[0][0][0][2:-2]  # as <|de|>
    return Tokenizer(model.hf_tokenizer, many, task="transcribe", language=language)


def _ms(seconds: float) -> int:
    return round(float(seconds) * 1000)
