"""Searching classes: every kind of passage at its moment, for each reader what they may see and no more."""

import copy
import io
import threading
import zipfile

import aiohttp
import pytest

from rooms.captions import AddCaption
from rooms.facts import Reader, may_see
from rooms.words import Word
from server.classrooms import Timeline
from server.finder import index, rebuild
from server.live.limits import RATES
from server.passages import passages
from server.store import open_store
from server.store.passages import Access, Passage
from server.store.tokens import letter_of, marked, wanted
from server.whats_next import known_of
from tests.harness.waiting import eventually
from tests.rooms.school import School
from tests.server.people import api, join, new_class


async def found(base, path, token, **options):
    status, told = await api(base, "GET", path, token=token, **options)
    assert status == 200, told
    return [(hit["kind"], hit["at"], "".join(hit["text"])) for one in told["classes"] for hit in one["hits"]]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def store(request, tmp_path):
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    opened = await open_store(tmp_path, url)
    yield opened
    await opened.close()


def passage(key, text, at=0, kind="said"):
    return Passage(kind, key, 1, at, "everyone", None, None, text)


async def test_both_databases_find_words_of_every_script_and_forget_what_is_replaced(store):
    owner = await store.people.owner()
    course = await store.courses.create_course("Oceanography", owner.id)
    made = (await store.courses.create_class(course.id, "Tides", None, lobby=False, recorded=True)).id
    texts = {
        "a": "Spring tides, don't forget: 'high' (water)",
        "b": "今天我们讲潮汐的原理",
        "c": "نتحدث عن المدّ والجزر",
        "d": "Ebbe und Flut im Café",
    }
    await store.passages.write(made, [passage(key, text) for key, text in texts.items()], 4, Access())

    async def keys(question):
        places = await store.passages.find([made], wanted(question))
        return sorted(one.key for one in (await store.passages.texts([p.row for p in places])).values())

    assert await keys("tide") == ["a"]
    assert await keys("TIDES spring") == ["a"]
    assert await keys("tide flut") == []
    assert await keys("潮汐") == ["b"]
    assert await keys("潮理") == []
    assert await keys("جزر") == ["c"]
    assert await keys("cafe") == ["d"]
    assert await keys("' \" * ( & | ! :") == []
    await store.passages.write(made, [passage("a", "neap"), passage("b", "")], 6, Access())
    assert (await keys("tide"), await keys("潮汐"), await keys("neap")) == ([], [], ["a"])
    assert await store.passages.upto(made) == 6
    assert await store.passages.find(["c_other"], wanted("neap")) == []


async def a_lesson(base, server):
    """A class with something of each kind that holds the word tide, for different readers."""
    made = await new_class(base)
    ada = await join(base, made, "instructor", "Ada")
    sam = await join(base, made, "student", "Sam")
    kim = await join(base, made, "student", "Kim")
    live = await server.school.classrooms.lend(made["id"])
    words = (Word(10, 12, "The"), Word(13, 15, "tied"), Word(16, 20, "rises"))
    await live.classroom.do(AddCaption("k1", ada.person, 10, 20, "The tied rises", words, "e"))
    await ada.must("CorrectCaption", caption="k1", text="The tide rises")
    await sam.must("Say", message="m1", text="High tide?", to="everyone")
    await sam.must("Say", message="m2", text="tide for staff", to="staff")
    await kim.must("Say", message="m3", text="tide to Sam", to=f"person:{sam.person}")
    await sam.must("Say", message="m4", text="tide taken back", to="everyone")
    await kim.must("AskQuestion", question="q1", text="Why two tides?")
    await ada.must("OpenPoll", poll="p1", question="How many tides?", options=["1", "2"])
    await ada.must("AddComment", comment="n1", text="tide for us", to="staff")
    groups = [{"group": "g1", "name": "One", "people": [sam.person]}]
    await ada.must("OpenBreakouts", groups=groups)
    await live.classroom.do(AddCaption("k2", sam.person, 30, 40, "tide in the group", (), "e"), to="group:g1")
    await sam.must("RedactMessage", message="m4")
    await ada.must("EndClass")
    return made, ada, sam, kim


async def test_everybody_finds_what_they_may_see_of_a_class_and_nothing_else(base, server):
    made, ada, sam, kim = await a_lesson(base, server)
    path = f"classes/{made['id']}/search?q=tide"

    async def all_there():
        return len(await found(base, path, ada.token)) == 7

    await eventually(all_there, "the class can be searched", every=0.3)
    everybody = {"The tide rises", "High tide?", "Why two tides?", "How many tides? · 1 · 2"}
    for person, more in (
        (ada, {"tide for staff", "tide for us", "tide in the group"}),
        (sam, {"tide for staff", "tide to Sam", "tide in the group"}),
        (kim, {"tide to Sam"}),
    ):
        hits = await found(base, path, person.token)
        assert {text for _, _, text in hits} == everybody | more
        assert hits[0][:2] == ("said", 13), "at the very word, which was corrected"
    assert await found(base, f"classes/{made['id']}/search?q=tied", ada.token) == []
    status, told = await api(base, "GET", "search?q=tide", token=kim.token)
    assert (status, told["error"]["code"]) == (401, "sign_in_needed")
    # The owner, who has never been in it, finds it on the desk; another course does not have it.
    assert len(await found(base, "search?q=tide", "token-of-the-tests")) == 7
    assert await found(base, "search?q=tide&course=k_other", "token-of-the-tests") == []
    for one in (ada, sam, kim):
        await one.leave()


async def test_files_to_keep_hold_the_corrected_words_under_the_title_of_the_class(base, server):
    made, ada, sam, kim = await a_lesson(base, server)
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {kim.token}"}) as session:
        for form in ("vtt", "srt", "txt", "md", "docx", "json"):
            async with session.get(f"{base}/api/v1/classes/{made['id']}/transcript.{form}") as response:
                assert response.status == 200
                name = response.headers["Content-Disposition"]
                assert name == f"attachment; filename*=UTF-8''Tides.{form}"
                body = await response.read()
            if form == "docx":
                with zipfile.ZipFile(io.BytesIO(body)) as packed:
                    body = packed.read("word/document.xml")
            assert b"The tide rises" in body
            assert b"group" not in body  # what was said in a group is not for her
            assert b"tied" not in body
    for one in (ada, sam, kim):
        await one.leave()


@pytest.mark.parametrize("file", ["transcript.docx", "chapters.json"])
async def test_files_of_a_whole_class_are_asked_for_as_seldom_as_a_whole_class(
    base, server, monkeypatch, file
):
    monkeypatch.setitem(RATES, "whole", (2, 0.0001))
    made, *people = await a_lesson(base, server)
    headers = {"Authorization": f"Bearer {people[1].token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for status in (200, 200, 429):
            async with session.get(f"{base}/api/v1/classes/{made['id']}/{file}") as response:
                assert response.status == status
    for one in people:
        await one.leave()


async def test_what_is_kept_of_a_class_judges_like_its_room(base, server):
    made, ada, sam, kim = await a_lesson(base, server)
    await ada.must("Remove", person=kim.person)
    room = (await server.school.classrooms.read(made["id"])).room
    for room.visibility.level in ("class", "staff", "public"):
        kept = Access.of(room)
        for person in (ada.person, sam.person, kim.person, "p_other", None):
            for role in ("instructor", "student", "guest"):
                assert kept.reader(person, role) == room.reader(person, role)
                assert kept.may_read(person, role) == room.may_read(person, role)
    for one in (ada, sam, kim):
        await one.leave()


async def test_what_a_process_read_of_a_class_before_another_one_closed_it_opens_nothing(base, server):
    """Two processes of a school, played by one: what it read before comes back into its memory after that."""
    made, ada, sam, kim = await a_lesson(base, server)
    classrooms, class_id, words = server.school.classrooms, made["id"], "high tide"
    live = classrooms.here(class_id).classroom
    among = [(await server.school.store.courses.find(class_id), "student")]
    before = Timeline(list(live.entries), copy.deepcopy(live.room))

    async def hits():
        return await server.finder.find(among, kim.person, words)

    assert await eventually(hits, "all is found", every=0.3)
    await ada.must("SetVisibility", level="staff")
    last = len(live.entries)

    async def kept():
        return await server.school.store.passages.upto(class_id) == last

    await eventually(kept, "that is known to the index")
    for one in (ada, sam, kim):
        await one.leave()
    await eventually(lambda: not live.seats.connections, "nobody is there")
    await classrooms.forget(class_id)
    classrooms._shelf[class_id] = copy.deepcopy(before)
    assert await hits() == []
    classrooms._shelf[class_id] = before
    classrooms.relay = object()  # there are others
    room, told = await known_of(server.school, among[0][0])
    assert (room.seq, told["closed"]) == (last, True), "lists and mail are told what is so now"
    classrooms.relay = None


def test_what_was_spoken_is_found_at_the_moment_of_its_word_as_it_reads_now():
    school = School()
    school.do("ada", "JoinClass")
    words = (Word(500, 600, "潮"), Word(600, 700, "汐"), Word(900, 1000, "tide"), Word(1100, 1200, "tide"))
    spoken = {
        "caption": "k",
        "person": "ada",
        "start": 500,
        "end": 1200,
        "text": "潮汐, tide tide",
        "engine": "e",
    }
    school.server(
        "AddCaption",
        **spoken,
        words=[{"start": one.start, "end": one.end, "text": one.text} for one in words],
    )

    def moment(question):
        kept = passages(school.entries, lambda *_: "", lambda *_: "")["said", "k"]
        return kept.moment(letter_of(kept.text, wanted(question)))

    assert [moment(one) for one in ("潮", "汐", "tide", "nothing")] == [500, 600, 900, 500]
    school.do("ada", "CorrectCaption", caption="k", text="The neap tide tide")
    assert moment("tide") == 900
    assert 500 <= moment("neap") < 900
    assert Passage("said", "k", 1, 7, "everyone", None, None, "no times").moment(3) == 7


def test_a_comment_is_found_as_it_reads_now_by_those_who_have_it():
    school = School()
    school.do("sam", "JoinClass")

    def kept(comment):
        return passages(school.entries, lambda *_: "", lambda *_: "")["comment", comment]

    school.do("sam", "AddComment", comment="a", text="my password is hunter2")
    school.do("sam", "EditComment", comment="a", text="sorry")
    assert (kept("a").text, kept("a").person) == ("sorry", "sam")
    school.do("ines", "SetCommentRules", hold=True, anonymous=True, required=0)
    school.do("sam", "AddComment", comment="b", text="why")
    school.do("tom", "AddComment", comment="c", text="why not", anonymous=True)
    school.do("tom", "EditComment", comment="c", text="why not now")
    assert (kept("b").to, kept("b").by, kept("c").to) == ("staff", "sam", "staff")
    for comment in ("b", "c"):
        school.do("ada", "ApproveComment", comment=comment)
    assert (kept("b").to, kept("b").by, kept("b").person) == ("everyone", "sam", "sam")
    assert (kept("c").to, kept("c").by, kept("c").person, kept("c").text) == (
        ("everyone", None, None, "why not now")
    )
    school.do("sam", "AddComment", comment="d", text="I am lost", to="staff")
    school.do("ines", "AddComment", comment="e", text="come to me", to="staff", reply_to="d")
    assert (kept("e").to, kept("e").by) == ("staff", "ines")
    school.do("ada", "RedactComment", comment="c")
    assert kept("c").text == ""


async def test_a_search_reads_only_so_many_letters_and_stops_nobody_meanwhile(base, server, monkeypatch):
    made, *people = await a_lesson(base, server)
    read, threads = [], set()

    def marked_here(text, groups):
        read.append(text)
        threads.add(threading.get_ident())
        return marked(text, groups)

    monkeypatch.setattr("server.finder.marked", marked_here)
    monkeypatch.setattr("server.finder.MOST_READ", 60)
    path = f"classes/{made['id']}/search?q=tide"

    async def all_there():
        return len(await found(base, path, people[0].token)) == 7

    await eventually(all_there, "all is found, marked or not", every=0.3)
    read.clear()
    await found(base, path, people[0].token)
    assert 0 < sum(map(len, read)) <= 60
    assert threading.get_ident() not in threads
    for one in people:
        await one.leave()


async def test_all_classes_can_be_read_anew(base, server):
    made, ada, sam, kim = await a_lesson(base, server)
    store, data = server.school.store, server.school.data
    await store.passages.clear(made["id"])
    assert made["id"] in await store.passages.behind()
    assert await rebuild(store, data) == 1
    places = await store.passages.find([made["id"]], wanted("tide"))
    staff = Reader(None, "instructor")
    assert sum(may_see(one.to, one.by, staff) for one in places) == 7
    timeline = await server.school.classrooms.read(made["id"])
    await index(
        store, data, made["id"], timeline.entries, timeline.room
    )  # what is there is not written twice
    assert len(await store.passages.find([made["id"]], wanted("tide"))) == len(places)
    for one in (ada, sam, kim):
        await one.leave()
