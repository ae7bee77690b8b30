"""Comments over the wire: what the desk tells of them, and voices that were looked at before anybody hears them."""

import io

import aiohttp
import av
import numpy as np
import pytest

from recording.brought import UnusableError, whole_of
from recording.listen import read_speech
from recording.voice_note import look
from rooms.room import Room, apply
from server.errors import Problem
from server.foreign_files import run_reader
from server.kept_files import arriving
from server.unseen import NOTHING, unseen, unseen_by_all
from tests.harness.waiting import eventually
from tests.rooms.school import School
from tests.server.test_files import fetch


def a_voice(seconds=2.0, form="webm", codec="libopus", picture=None):
    """What a browser records: sound, perhaps a picture, and no word of its length."""
    out = io.BytesIO()
    with av.open(out, "w", format=form) as container:
        sound = container.add_stream(codec, rate=48_000, layout="mono")
        film = container.add_stream(picture, rate=10, width=64, height=48) if picture else None
        if film is not None:
            film.pix_fmt = "yuv420p"
            for number in range(int(seconds * 10)):
                frame = av.VideoFrame(64, 48, "yuv420p")
                frame.pts = number
                container.mux(film.encode(frame))
            container.mux(film.encode(None))
        for at in range(0, int(seconds * 48_000), 960):
            wave = np.sin((np.arange(960) + at) * 2 * np.pi * 440 / 48_000)
            frame = av.AudioFrame.from_ndarray((wave * 9000).astype(np.int16)[None, :], "s16", "mono")
            frame.sample_rate, frame.pts = 48_000, at
            container.mux(sound.encode(frame))
        container.mux(sound.encode(None))
    return out.getvalue()


async def bring_note(base, made, person, content):
    headers = {"Authorization": f"Bearer {person.token}"}
    url = f"{base}/api/v1/classes/{made['id']}/files"
    asked = {"name": "voice.webm", "note": "1"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, params=asked, data=content, headers=headers) as response,
    ):
        return response.status, await response.json()


async def test_a_voice_is_looked_at_kept_for_its_readers_and_gone_with_its_comment(come, base, made, server):
    ada, sam, kim = (
        await come("instructor", "Ada"),
        await come("student", "Sam"),
        await come("student", "Kim"),
    )
    folder = server.settings.data / "classes" / made["id"] / "files"
    status, told = await bring_note(base, made, sam, a_voice())
    assert (status, told["kind"], told["width"]) == (201, "audio/webm", 0)
    assert told["length"] == pytest.approx(2000, abs=40)
    await sam.must("AddComment", comment="c1", text="", to="staff", note=told["file"])
    seen = [(await fetch(base, made, one, told["file"]))[0] for one in (ada, sam, kim)]
    assert seen == [200, 200, 404]
    kept = folder / told["file"]
    with av.open(str(kept)) as container:
        assert container.duration == pytest.approx(2_000_000, abs=60_000)
    heard = read_speech(folder, {"source": "note", "file": told["file"]}, 0, 2000)
    assert len(heard) == 32_000
    assert np.abs(heard[8000:24_000]).max() > 0.1
    await sam.must("RedactComment", comment="c1")
    await eventually(lambda: not kept.exists(), "its sound is gone from the disk")


async def test_what_is_no_spoken_comment_is_refused_with_the_reason(come, base, made, server):
    sam = await come("instructor", "Sam")
    for content, reason in [
        (a_voice()[:200], "damaged"),
        (b"OggS" + bytes(500), "damaged"),
        (a_voice(form="matroska", codec="flac"), "its sound"),
    ]:
        status, told = await bring_note(base, made, sam, content)
        assert (status, told["error"]["code"]) == (415, "not_a_note"), reason
        assert reason in told["error"]["message"]
    status, told = await bring_note(base, made, sam, a_voice(picture="libvpx"))
    assert (told["kind"], told["width"], told["height"]) == ("video/webm", 64, 48)
    left = [path for path in server.settings.data.rglob("*") if "arriving" in path.parts and path.is_file()]
    assert left == []


def boxes(content, path, start=0, end=None):
    """Where the boxes of this path begin and end in an MP4 file (ISO/IEC 14496-12, 4.2)."""
    at, end = start, len(content) if end is None else end
    while at < end:
        size = int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] == path[0]:
            if len(path) == 1:
                yield at + 8, at + size
            else:
                yield from boxes(content, path[1:], at + 8, at + size)
        at += size


def a_repeating_voice(times=99):
    """A megabyte whose index says of each of its pictures that it is the same half megabyte."""
    content = bytearray(a_voice(seconds=times / 10, form="mp4", codec="aac", picture="libx264"))
    tables = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
    for at, end in boxes(content, tables):
        if not list(boxes(content, [b"stss"], at, end)):  # only of pictures some are keyframes, some are not
            continue
        [(sizes, _)], [(chunks, _)] = (boxes(content, [name], at, end) for name in (b"stsz", b"stco"))
        assert int.from_bytes(content[sizes + 8 : sizes + 12], "big") == times
        for number in range(30, times):  # the first ones are left whole, so that there is a picture
            content[sizes + 12 + 4 * number : sizes + 16 + 4 * number] = (500_000).to_bytes(4, "big")
        count = int.from_bytes(content[chunks + 4 : chunks + 8], "big")
        assert count > times - 5, "the pictures have places of their own"
        content[chunks + 128 : chunks + 8 + 4 * count] = content[chunks + 8 : chunks + 12] * (count - 30)
    return bytes(content) + (1_100_000).to_bytes(4, "big") + b"free" + bytes(1_099_992)


async def test_a_voice_does_not_grow_on_the_disk_into_many_times_what_was_brought(tmp_path):
    file = tmp_path / "voice"
    file.write_bytes(a_repeating_voice())
    with pytest.raises(Problem) as refused:
        await run_reader("recording.voice_note", str(file), seconds=60, broken="not_a_note")
    assert refused.value.code == "not_a_note"
    assert [(one.name, one.stat().st_size < 4_000_000) for one in tmp_path.iterdir()] == [("voice", True)]


def test_of_what_comes_in_nothing_stays_behind_also_of_a_reader_that_was_ended(tmp_path):
    with arriving(tmp_path) as path:
        path.write_bytes(b"sound")
        whole_of(path).write_bytes(b"half")
    assert list((tmp_path / "arriving").iterdir()) == []


async def test_what_came_in_when_the_server_was_ended_is_gone_when_it_starts_again(serve, tmp_path):
    left = tmp_path / "data" / "arriving" / "abc.whole"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    await serve()
    assert not left.exists()


@pytest.mark.long
def test_a_voice_of_more_than_three_minutes_is_refused(tmp_path):
    file = tmp_path / "long.webm"
    file.write_bytes(a_voice(seconds=184))
    with pytest.raises(UnusableError, match="longer than three minutes"):
        look(file)


def test_the_desk_knows_what_is_new_also_of_a_class_that_left_memory():
    school = School()
    school.do("sam", "JoinClass")
    school.do("sam", "AddComment", comment="a", text="Why?")
    school.do("ines", "ReadComments", up_to=school.room.seq)
    school.do("ines", "AddComment", comment="b", text="So.", reply_to="a")
    room = Room()
    for entry in school.entries:
        apply(room, entry)
    kept = {"unseen": unseen_by_all(room)}
    for person, role, new in [("ines", "instructor", 0), ("sam", "student", 1), ("owner", "instructor", 2)]:
        assert unseen(room, {}, person, role) == unseen(None, kept, person, role) == NOTHING | {"new": new}
    assert unseen(None, {}, "sam", "student") == NOTHING


def test_the_desk_knows_that_ones_question_was_answered_until_that_was_read():
    school = School()
    for person in ("sam", "tom"):
        school.do(person, "JoinClass")
    school.do("sam", "AskQuestion", question="q", text="Why twice a day?", anonymous=False)
    school.do("ines", "AnswerQuestion", question="q", text="There are two bulges.")

    def told(person: str) -> list[int]:
        kept = {"unseen": unseen_by_all(school.room)}
        return [
            one["answers"]
            for one in (unseen(school.room, {}, person, "student"), unseen(None, kept, person, "student"))
        ]

    assert (told("sam"), told("tom")) == ([1, 1], [0, 0])
    school.do("sam", "ReadAnswers", up_to=school.room.seq)
    assert told("sam") == [0, 0]


def test_the_desk_tells_of_late_messages_to_somebody_who_may_read_them():
    school = School()
    for person in ("sam", "tom", "zoe"):
        school.do(person, "JoinClass")
    school.do("sam", "Say", message="m", text="Why twice?")
    school.do("ines", "EndClass")
    school.do("tom", "Say", message="n", text="Two bulges.", reply_to="m")
    school.do("tom", "Say", message="o", text="Ask @zoe.", to="person:sam", mentions=["zoe"])

    def told(person: str) -> list[int]:
        kept = {"unseen": unseen_by_all(school.room)}
        return [
            one["replies"]
            for one in (unseen(school.room, {}, person, "student"), unseen(None, kept, person, "student"))
        ]

    assert (told("sam"), told("tom"), told("zoe")) == ([1, 1], [0, 0], [0, 0])
    school.do("sam", "ReadReplies", up_to=school.room.seq)
    assert told("sam") == [0, 0]
