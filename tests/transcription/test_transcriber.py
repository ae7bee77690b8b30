"""The worker process hears real recordings, and the server outlives whatever happens to it."""

import asyncio
import os
import signal

import numpy as np
import pytest

from transcription.afterwards import ClassTranscript
from transcription.engine import RATE, SpeechError
from transcription.settings import SpeechSettings
from transcription.transcriber import Patience, Transcriber

pytestmark = pytest.mark.speech


@pytest.fixture
async def transcriber(tiny):
    made = Transcriber(SpeechSettings("tiny.en"))
    yield made
    await made.close()


def words_of(segments):
    text = " ".join(segment.text for segment in segments).lower()
    return "".join(each if each.isalnum() else " " for each in text).split()


async def test_a_class_is_transcribed_from_its_recording_and_resumed_without_doing_anything_twice(
    transcriber, recorded
):
    folder, _, manifest = recorded
    plan = ClassTranscript()
    plan.see(manifest)
    lines = []
    while window := plan.next():
        heard = await transcriber.hear(folder, plan.track(window), window.start, window.end, more=window.more)
        lines += plan.heard(window, heard)
    assert plan.state == "done"
    said = words_of(lines)
    # Processors round differently, so that the small weights mishear another word on another machine.
    assert len({"quick", "brown", "fox", "lazy", "dog", "degrees"} & set(said)) >= 5
    assert 2_700 <= lines[0].start <= 3_600
    assert all(word.start >= line.start for line in lines for word in line.words)
    assert transcriber.engine == "faster-whisper tiny.en int8"
    again = ClassTranscript(lines)
    again.see(manifest)
    window = again.next()
    assert window is None or window.start == lines[-1].end


async def test_silence_gives_no_words(transcriber, recorded):
    folder, track, _ = recorded
    assert await transcriber.transcribe(folder, track, 0, 2_500) == []


async def test_a_worker_killed_in_the_middle_of_its_work_is_started_again_and_the_work_is_done(
    transcriber, recorded
):
    folder, track, _ = recorded
    await transcriber.transcribe(folder, track, 0, 1_000)
    first = transcriber.pid
    os.kill(first, signal.SIGSTOP)  # held, so that it is surely in the middle of the job when it is killed
    job = asyncio.create_task(transcriber.transcribe(folder, track, 0, 9_000))
    await asyncio.sleep(0)
    os.kill(first, signal.SIGKILL)
    assert "fox" in words_of(await job)
    assert transcriber.pid != first
    assert transcriber.state == "ready"


async def test_a_hung_worker_is_ended_after_one_try_so_that_others_have_their_turn(tiny, recorded):
    folder, track, _ = recorded
    patience = Patience(job=0.2, audio_second=0)
    transcriber = Transcriber(SpeechSettings("tiny.en"), patience=patience, worker=("-c", HANGING))
    try:
        with pytest.raises(SpeechError) as refusal:
            await transcriber.transcribe(folder, track, 0, 9_000)
        assert refusal.value.code == "hung"
        assert transcriber.state == "failed"
        assert transcriber.pid is None
    finally:
        await transcriber.close()


HANGING = "import json, signal; print(json.dumps({'ready': 'stuck'}), flush=True); signal.pause()"


async def test_a_recording_that_cannot_be_read_fails_and_leaves_the_worker_running(transcriber, recorded):
    folder, track, _ = recorded
    await transcriber.transcribe(folder, track, 0, 1_000)
    worker = transcriber.pid
    with pytest.raises(SpeechError, match="given up after 3 tries: FileNotFoundError"):
        await transcriber.transcribe(folder / "elsewhere", track, 0, 9_000)
    assert transcriber.pid == worker
    assert "fox" in words_of(await transcriber.transcribe(folder, track, 0, 9_000))
    assert transcriber.state == "ready"


async def test_a_worker_without_weights_says_so_and_names_what_to_do(tmp_path):
    transcriber = Transcriber(SpeechSettings(str(tmp_path / "nothing")))
    assert await transcriber.check() == "no_model"
    with pytest.raises(SpeechError) as refusal:
        await transcriber.transcribe(tmp_path, {}, 0, 1_000)
    assert refusal.value.code == "no_model"
    assert transcriber.state == "no_model"
    await transcriber.close()


async def test_a_worker_with_nothing_to_do_ends_and_the_next_job_starts_one(tiny, recorded):
    folder, track, _ = recorded
    transcriber = Transcriber(SpeechSettings("tiny.en"), patience=Patience(idle=0))
    try:
        await transcriber.transcribe(folder, track, 0, 1_000)
        process = transcriber._process
        if process:
            await process.wait()
        assert await transcriber.transcribe(folder, track, 0, 1_000) == []
    finally:
        await transcriber.close()


async def test_transcription_that_is_off_starts_nothing(tmp_path):
    transcriber = Transcriber(SpeechSettings.parse("off"))
    assert await transcriber.check() == "off"
    with pytest.raises(SpeechError):
        await transcriber.transcribe(tmp_path, {}, 0, 1_000)
    assert transcriber.pid is None


def test_the_engine_hears_no_voice_in_noise_and_silence(tiny):
    from transcription.faster_whisper import voiced

    noise = np.random.default_rng(1).normal(0, 0.01, 5 * RATE).astype(np.float32)
    assert voiced(np.zeros(5 * RATE, np.float32), 600) == []
    assert voiced(noise, 600) == []
