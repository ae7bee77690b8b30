"""The mix holds everybody who speaks, at their moment, and never stops."""

import numpy as np
import pytest

from recording.recover import recover
from tests.recording import film
from tests.recording.conftest import as_played, decoded, demuxed, track_of


def heard(taping, manifest):
    """The mix as one array from class time 0, 48 kHz."""
    blocks = decoded(as_played(taping.folder, manifest["mix"]), "audio")
    out = np.zeros(round(blocks[-1][0] * 48000) + 2000, np.float32)
    for time, frame in blocks:
        samples = frame.to_ndarray()[0]
        start = round(time * 48000)
        out[start : start + len(samples)] = samples[: len(out) - start]
    return out


def loudness(wave, hertz, start, end):
    part = wave[round(start * 48000) : round(end * 48000)]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)))) / len(part) * 4
    place = round(hertz * len(part) / 48000)
    return float(spectrum[place - 2 : place + 3].max())


def click(times):
    return np.where((times % 1.0) < 0.005, 0.8, 0.0)


async def test_the_mix_has_a_frame_every_20_ms_from_the_first_to_the_last_moment(taping):
    mic = taping.add("mic", source="microphone", codec="audio/opus")
    taping.play((mic, film.sound(1).packets, 2.0))
    manifest = await taping.close(6)
    times = [time for time, _ in demuxed(as_played(taping.folder, manifest["mix"]))]
    assert times == [number * 960 for number in range(len(times))]
    assert manifest["live_edge"] == pytest.approx(6000, abs=60)
    assert manifest["recorded"] == [[0, manifest["live_edge"]]]
    assert manifest["mix"]["holes"] == []


async def test_everybody_is_heard_in_their_own_seconds(taping):
    streams = []
    for name, tone, start in (("a", 440, 1.0), ("b", 1000, 2.0), ("c", 2500, 3.0)):
        source = "screen_audio" if name == "c" else "microphone"
        sink = taping.add(name, name, source, "audio/opus")
        streams.append((sink, film.sound(2, tone=tone, gain=0.2).packets, start))
    taping.play(*streams)
    wave = heard(taping, await taping.close(7))
    for tone, start in ((440, 1.0), (1000, 2.0), (2500, 3.0)):
        assert loudness(wave, tone, start + 0.2, start + 1.8) == pytest.approx(0.2, rel=0.25)
        assert loudness(wave, tone, start + 2.1, start + 2.6) < 0.01
    assert np.abs(wave[: 48000 * 9 // 10]).max() < 0.01


async def test_many_loud_voices_do_not_clip(taping):
    streams = [
        (
            taping.add(f"m{n}", f"p{n}", "microphone", "audio/opus"),
            film.sound(2, tone=400, gain=0.8).packets,
            1.0,
        )
        for n in range(4)
    ]
    taping.play(*streams)
    wave = heard(taping, await taping.close(4))
    assert 0.8 < np.abs(wave[60000:130000]).max() <= 1.0
    assert loudness(wave, 1200, 1.3, 2.8) < 0.02


async def test_a_sound_is_in_the_mix_at_the_moment_of_its_picture(taping):
    """A click each second and a bar that jumps: through loss, jitter and drifting clocks at most 40 ms apart."""
    mic = taping.add("mic", source="microphone", codec="audio/opus")
    cam = taping.add("cam")
    voice, pictures = film.sound(6, shape=click), film.video("h264", 6)
    for sink, start, rtp in ((mic, 0.031, voice.times[0]), (cam, 0.058, pictures.times[0])):
        sink.sender_report(9000.0, rtp, 1001.0 + start)
    taping.play(
        (mic, film.network(voice.packets, 1, jitter=0.03), 1.0),
        (cam, film.network(pictures.packets, 2, delay=0.06, jitter=0.02), 1.0),
    )
    manifest = await taping.close(9)
    wave = heard(taping, manifest)
    packets = demuxed(as_played(taping.folder, track_of(manifest, "cam")))
    for second in (2, 3, 4):
        seen = packets[second * 25][0] / 90000
        near = wave[round((seen - 0.2) * 48000) : round((seen + 0.2) * 48000)]
        clicked = seen - 0.2 + int(np.argmax(np.abs(near) > 0.2)) / 48000
        assert abs(clicked - seen) <= 0.02


async def test_broken_packets_of_sound_leave_the_others_whole(taping):
    mic = taping.add("mic", source="microphone", codec="audio/opus")
    packets = film.sound(2).packets
    broken = [
        film.Sent(p.data[:12] + bytes([p.data[12]]) + b"\xff" * 3, p.at) if n % 10 == 5 else p
        for n, p in enumerate(packets)
    ]
    taping.play((mic, broken, 1.0))
    wave = heard(taping, await taping.close(5))
    assert loudness(wave, 440, 1.2, 2.8) > 0.15


async def test_where_nobody_is_heard_for_a_while_is_told_and_survives_a_crash(taping):
    sink = taping.add("mic", source="microphone", codec="audio/opus")
    taping.play((sink, film.sound(2, tone=440, gain=0.2).packets, 3.0), until=6.0)
    quiet = taping.recorder.manifest(())["quiet"]
    assert len(quiet) == 1
    assert quiet[0] == [0, pytest.approx(3000, abs=40)]
    other = taping.add("other", "p2", "microphone", "audio/opus")
    taping.play((other, film.sound(1, tone=440, gain=0.2).packets, 6.0))
    manifest = await taping.close(12)
    # One second between two sentences is no silence; what comes before the end is.
    assert manifest["quiet"][1:] == [[pytest.approx(7000, abs=60), pytest.approx(12000, abs=450)]]
    assert recover(taping.folder)["quiet"] == manifest["quiet"]
