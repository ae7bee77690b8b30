"""Somebody taken out of a recording: their files are gone, their voice is in no byte, and everybody else plays as before."""

from recording import manifest as manifests
from recording import remix
from recording.erasure import figures, needs_mix, take_out
from tests.recording import film
from tests.recording.test_mixer import heard, loudness


async def recorded(taping):
    """Ada speaks at 1 s, Ben at 9 s; Ben's camera is on."""
    streams = []
    for name, tone, start in (("ada", 440, 1.0), ("ben", 1000, 9.0)):
        sink = taping.add(f"{name}-voice", name, "microphone", "audio/opus")
        streams.append((sink, film.sound(2, tone=tone, gain=0.2).packets, start))
    camera = taping.add("ben-face", "ben", "camera")
    streams.append((camera, film.video("h264", 2).packets, 9.0))
    taping.play(*streams)
    return await taping.close(14)


async def test_their_files_go_and_the_mix_made_without_them_takes_the_place_of_the_old_one(taping):
    manifest = await recorded(taping)
    assert figures(manifest, "ben") == {
        "tracks": 2, "voice": 2, "camera": figures(manifest, "ben")["camera"], "screen": 0,
        "bytes": sum(one["size"] for one in manifest["tracks"] if one["person"] == "ben"),
    }  # fmt: skip
    assert needs_mix(manifest, "ben")
    assert "loud" in (taping.folder / "recording.jsonl").read_text()
    remix.remix(taping.folder, "mix~x", ["ben"])  # of an earlier edit
    half = taping.folder / f"{remix.name_of('y')}.part"  # a server that ended meanwhile left it
    half.mkdir()
    (half / "mix~y.mp4").write_bytes(b"ben's voice")
    remix.remix(taping.folder, "mix-anew", ["ben"])
    made = remix.made(taping.folder, "mix-anew")
    for mix in (made, None):  # done again, when they are in no list any more, it changes nothing
        take_out(taping.folder, "ben", mix, ((0, 14_000),))
    assert not half.exists()
    left = manifests.read(taping.folder)
    assert {one["person"] for one in left["tracks"]} == {"ada"}
    wave = heard(taping, left)
    assert loudness(wave, 440, 1.2, 2.8) > 0.1
    assert loudness(wave, 1000, 9.2, 10.8) < 0.01
    files = {path.name for path in taping.folder.iterdir() if path.suffix == ".mp4"}
    assert files == {"mix-anew.mp4", *(one["file"] for one in left["tracks"])}
    ledger = (taping.folder / "recording.jsonl").read_text()
    assert "ben" not in ledger
    assert "loud" not in ledger, "it was measured with them"


async def test_where_single_voices_are_gone_the_mix_is_silent_wherever_they_may_be_heard(taping):
    manifest = await recorded(taping)
    manifests.finish(taping.folder, {**manifest, "gone": ["cameras", "voices"], "tracks": []})
    assert not needs_mix(manifests.read(taping.folder), "ben")
    take_out(taping.folder, "ben", None, ((9_000, 11_000),))
    left = manifests.read(taping.folder)
    assert loudness(heard(taping, left), 440, 1.2, 1.8) > 0.1
    for offset, size, time, duration, *_ in manifest["mix"]["fragments"]:
        raw = (taping.folder / "mix.mp4").read_bytes()[offset : offset + size]
        if time < 11_000 and time + duration > 9_000:
            assert raw == bytes(size)
