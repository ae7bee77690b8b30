"""What a bot says in class is read while it is said, and stands in the transcript under its name."""

import asyncio
import html
import re

import jiwer
import pytest
import webvtt

from server.bot import sources, voice
from server.bot.participant import taking_part
from tests.e2e.happened import events
from tests.e2e.recordings import fetch
from tests.harness import programs
from tests.harness.stores import lacking
from tests.harness.waiting import eventually
from transcription import weights

pytestmark = [pytest.mark.speech, pytest.mark.slow]

WORDS = (
    "Good morning everybody. Today we talk about the tides of the sea. "
    "The moon pulls the water, and the earth turns under it."
)
FRENCH = "Bonjour à tous, aujourd'hui nous parlons des marées de l'océan Atlantique."
MOST_WRONG = 0.25  # of the words; the voice is a machine's


def plain(text):
    return " ".join(re.sub(r"[^a-z0-9 ]", " ", text.lower()).split())


async def written(server, made):
    """Wait for the transcript; without weights there is none."""

    def state():
        told = events(server, made, "TranscriptChanged")
        if told and told[-1]["state"] == "no_model":
            pytest.skip(told[-1]["message"])
        return told and told[-1]["state"] in ("done", "failed") and told[-1]

    told = await eventually(lambda: asyncio.to_thread(state), "the transcript is done", 120)
    assert told["state"] == "done", told


async def test_spoken_words_become_captions_under_the_name_of_who_spoke(start_server, tmp_path):
    if programs.espeak() is None:
        lacking("espeak-ng", "espeak-ng")
    server = start_server(AMPHI_TRANSCRIPTION="default")
    made = server.new_class()
    spoken = voice.speak(WORDS, tmp_path / "words.wav", voice="en-us", words_per_minute=140)
    live = {}  # the text of each line that was shown while it was spoken
    async with (
        taking_part(made["join"]["instructor"], "Ada <Lovelace>", receive="none") as ada,
        taking_part(made["join"]["student"], "Ben", receive="none") as ben,
    ):
        ben.heed = lambda told: told["type"] == "caption" and live.update({told["line"]: told["text"]})
        await ben.signal(type="captions")
        microphone = sources.microphone("Ada", spoken)
        await ada.publish("microphone", microphone)
        blocks = voice.seconds(spoken) * 50
        await ada.until(lambda: microphone.frames >= blocks, "everything is said", 60)
        shown = plain(" ".join(live.values()))
        await ada.command("EndClass")

    await written(server, made)
    assert len(set(plain(WORDS).split()) & set(shown.split())) >= 6, f"captions while it was said: {shown}"
    lines = webvtt.from_string(fetch(server, made, "transcript.vtt").decode())
    assert {html.unescape(line.voice) for line in lines} == {"Ada <Lovelace>"}
    said = plain(" ".join(line.text for line in lines))
    wrong = jiwer.wer(plain(WORDS), said)
    print(f"{100 * wrong:.1f} % of the words are wrong: {said}")
    assert wrong <= MOST_WRONG


@pytest.mark.long  # of weights that are fetched by hand
async def test_a_class_that_is_set_to_french_is_written_down_in_french(start_server, tmp_path):
    if programs.espeak() is None:
        lacking("espeak-ng", "espeak-ng")
    folder = str(weights.weights_home())  # without those for French the class says so, and this is skipped
    server = start_server(AMPHI_TRANSCRIPTION="default", AMPHI_WEIGHTS=folder)
    made = server.new_class()
    spoken = voice.speak(FRENCH, tmp_path / "french.wav", voice="fr", words_per_minute=140)
    async with taking_part(made["join"]["instructor"], "Ada", receive="none") as ada:
        await ada.command("SetLanguage", language="fr")
        microphone = sources.microphone("Ada", spoken)
        await ada.publish("microphone", microphone)
        blocks = voice.seconds(spoken) * 50
        await ada.until(lambda: microphone.frames >= blocks, "everything is said", 60)
        await ada.command("EndClass")

    await written(server, made)
    text = fetch(server, made, "transcript.vtt").decode()
    assert "Language: fr" in text and "Écrit par un programme" in text
    said = " ".join(line.text for line in webvtt.from_string(text))
    wrong = jiwer.wer(french(FRENCH), french(html.unescape(said)))
    print(f"{100 * wrong:.1f} % of the words are wrong: {said}")
    assert wrong <= MOST_WRONG


def french(text):
    return " ".join(re.findall(r"\w+", text.lower()))
