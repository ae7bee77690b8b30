"""The film and the sound of a class in which somebody is hidden: nothing of them is seen, heard or named."""

import asyncio
import io
import json
import shutil

import av
import numpy as np

from server.recordings import recording_folder
from tests.harness.waiting import eventually
from tests.recording import film
from tests.recording.conftest import Taping
from tests.recording.lecture import is_colour, plain
from tests.server.people import api, join, new_class
from tests.server.test_downloads import get, told

SECONDS = 6.0
RED, CYAN, MAGENTA = (190, 40, 40), (0, 220, 220), (210, 0, 210)
ADAS, BENS = 440, 1320
"""The tones of their voices, in Hz."""


async def held(server, base):
    """Ada teaches; Benedikta shares a screen and speaks. (class, Ada, Benedikta, a third who watches)."""
    made = await new_class(base, title="Tides", recorded=False)
    ada, ben, tom = [
        await join(base, made, role, name)
        for role, name in (("instructor", "Ada"), ("student", "Benedikta"), ("student", "Tom"))
    ]
    classrooms = server.school.classrooms
    room = classrooms.here(made["id"]).classroom

    async def does(by, do, **fields):
        asked = {"what": "do", "do": do, "fields": fields, "person": by, "by": by}
        reply = await classrooms.ask(made["id"], asked)
        assert reply["ok"], reply

    for person, track, source in (
        (ada, "acam", "camera"),
        (ben, "bcam", "camera"),
        (ben, "bscreen", "screen"),
    ):
        await does(person.person, "PublishTrack", track=track, source=source)
    room.zero -= 4.5  # the class goes on without anybody waiting for it
    await does(None, "ReportSpeaker", person=ben.person)
    line = {"caption": "c1", "start": 500, "end": 1500, "text": "my secret plan", "words": [], "engine": "x"}
    await does(None, "AddCaption", person=ben.person, **line)
    await does(None, "AddCaption", person=ada.person, **line | {"caption": "c2", "text": "thank you"})
    room.zero -= SECONDS
    await ada.must("EndClass")
    return made, ada, ben, tom


def tape(folder, ada, ben):
    """What a recorder would have kept of them."""
    shutil.rmtree(folder, ignore_errors=True)
    taping = Taping(folder)
    sound = lambda hertz: film.sound(SECONDS, tone=hertz, gain=0.2)
    picture = lambda colour: film.video(
        "vp8", SECONDS, fps=5, sizes=((320, 240),), every=5, make=plain(colour)
    )
    voice = {"source": "microphone", "codec": "audio/opus"}
    taping.play(
        (taping.add("acam", ada, codec="video/VP8"), picture(RED).packets, 0.0),
        (taping.add("bcam", ben, codec="video/VP8"), picture(MAGENTA).packets, 0.0),
        (taping.add("bscreen", ben, source="screen", codec="video/VP8"), picture(CYAN).packets, 0.0),
        (taping.add("amic", ada, **voice), sound(ADAS).packets, 0.0),
        (taping.add("bmic", ben, **voice), sound(BENS).packets, 0.0),
        until=SECONDS,
    )
    return taping.close(SECONDS)


def share(content, hertz):
    """How strong a tone is in the middle of a file."""
    with av.open(io.BytesIO(content)) as container:
        sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    middle = sound[96_000:192_000] * np.hanning(96_000)
    spectrum = np.abs(np.fft.rfft(middle))
    return float(spectrum[hertz * 2 - 4 : hertz * 2 + 5].max() / spectrum.max())


def colours(content):
    """Which of their colours is anywhere in a film."""
    spots = [(x, y) for x in range(20, 1280, 60) for y in range(20, 720, 50)]
    with av.open(io.BytesIO(content)) as container:
        pictures = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    return {
        colour
        for colour in (RED, CYAN, MAGENTA)
        if any(is_colour(picture, x, y, colour, 40) for picture in pictures for x, y in spots)
    }


def words(content):
    """Captions and chapters as they stand in a file."""
    with av.open(io.BytesIO(content)) as container:
        chapters = [one["metadata"]["title"] for one in container.chapters()]
        lines = [bytes(one)[2:].decode() for one in container.demux(subtitles=0) if one.size]
    return chapters, [line for line in lines if line]


async def film_of(base, made, person):
    """(film, sound) as soon as they are there; asked for until then, since the sound is made anew before."""
    path = f"classes/{made['id']}/downloads"

    async def ready():
        await api(base, "POST", path, token=person.token)
        found = await told(base, made, person)
        return found["files"] if found["state"] == "ready" else None

    film_file, sound_file = await eventually(ready, "the film", 90)
    return (await get(base + film_file["url"]))[2], (await get(base + sound_file["url"]))[2]


async def test_of_somebody_hidden_nothing_is_seen_heard_or_named_in_film_and_sound(serve):
    server = await serve(download_processes=1, transcription_language="de")
    base = server.settings.address
    made, ada, ben, tom = await held(server, base)
    folder = recording_folder(server.settings.data, made["id"])
    await asyncio.create_task(tape(folder, ada.person, ben.person))
    assert json.loads((folder / "manifest.json").read_bytes())["tracks"]
    whole, sound = await film_of(base, made, tom)
    assert CYAN in colours(whole) and MAGENTA in colours(whole)
    assert share(whole, BENS) > 0.5 and share(sound, ADAS) > 0.5
    assert words(whole) == (
        ["Benedikta teilt einen Bildschirm"],
        ["Benedikta: my secret plan\nAda: thank you"],
    )

    await ada.must("HidePerson", person=ben.person)
    assert (await told(base, made, tom))["files"] == []
    without, sound = await film_of(base, made, tom)
    assert colours(without) == {RED}
    for content in (without, sound):
        assert share(content, ADAS) > 0.9
        assert share(content, BENS) < 0.003, "more than 50 dB below"
        assert not [one for one in (b"Benedikta", b"secret", ben.person.encode()) if one in content]
    assert words(without) == (["Jemand teilt einen Bildschirm"], ["Ada: thank you"])
    for one in (ada, ben, tom):
        await one.leave()
