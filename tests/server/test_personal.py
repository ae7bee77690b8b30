"""What the tables tell of one person is found and forgotten, on SQLite and on PostgreSQL; nothing of others goes with it."""

import pytest
from sqlalchemy import String

from server.store.personal import NAMED, OWN, REMOVED
from server.store.tables import courses, erasures, metadata, passages, people
from tests.server.test_store import a_class, entry, store, url

__all__ = ["store", "url"]


async def belongs(store, made, name):
    person = await store.people.create(name)
    await store.courses.enrol(made, person.id, "student")
    return person.id


async def test_a_person_is_forgotten_in_every_table_and_others_are_not(store):
    made = await a_class(store)
    owner = await store.people.owner()
    course = (await store.courses.find(made)).course
    ben, tom = await belongs(store, made, "Ben"), await belongs(store, made, "Tom")
    for one in (ben, tom):
        await store.calendars.open(one, "en")
        await store.podcasts.open(course, one)
        await store.mailboxes.name(one, f"{one}@school.org", "en", "UTC", "123456")
        await store.audit.write(course, "exported", one, class_id=made, person=one)
    assert await store.personal.classes(ben) == [made]
    rows = await store.personal.rows(ben)
    assert "123456" not in str(rows) and len(rows["audit"]) == 1
    found, more = await store.personal.find("be", None)
    assert ([(one.id, count) for one, count in found], more) == ([(ben, 1)], False)
    assert {one.id for one, _ in (await store.personal.find("", owner.id))[0]} == {ben, tom}
    for _ in range(2):  # done again it changes nothing
        await store.personal.stand_in("erased-x")
        await store.personal.forget(ben, "erased-x", owner.id)
    await store.personal.forget_words()
    await store.personal.settle()
    assert await store.personal.classes(ben) == []
    assert sum(map(len, (await store.personal.rows(ben)).values())) == 0
    assert sum(map(len, (await store.personal.rows(tom)).values())) == 6
    assert (await store.people.names(["erased-x"])) == {"erased-x": REMOVED}
    assert [one.person for one in await store.audit.read(course)] == [tom, "erased-x"]


async def test_an_erasure_is_asked_for_once_taken_by_one_and_told_once(store):
    made = await a_class(store)
    course = (await store.courses.find(made)).course
    first = await store.erasures.ask("p_ben", "erased-x", None, {"classes": []})
    assert (await store.erasures.ask("p_ben", "erased-y", None, {})).alias == "erased-x"
    taken = await store.erasures.take("a", 60_000, 0)
    assert (taken.id, await store.erasures.take("b", 60_000, 0)) == (first.id, None)
    await store.erasures.note(first.id, ["c1"], "a", 60_000)
    await store.erasures.release()
    assert (await store.erasures.take("b", 60_000, 0)).done == ("c1",)
    for _ in range(2):
        await store.erasures.complete(first.id, [(course, made)], None, "erased-x")
    done = await store.erasures.find(first.id)
    assert (done.state, done.person) == ("done", None)
    assert [one.what for one in await store.audit.read(course)] == ["person_erased"]
    assert len(await store.erasures.digests()) == 1


async def test_entries_are_put_in_the_place_of_others_of_their_numbers(store):
    made = await a_class(store)
    await store.log.append(made, [entry(1), {**entry(2), "by": "p_ben", "to": "person:p_ben"}])
    assert await store.log.names(made, "p_ben")
    await store.log.rewrite(made, [{**entry(2, "gone"), "by": "erased-x"}])
    assert await store.log.read(made) == [entry(1), {**entry(2, "gone"), "by": "erased-x"}]
    assert not await store.log.names(made, "p_ben")


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=str)
def test_every_column_that_may_name_a_person_is_thought_of(table):
    thought = {*(one.c.person for one in OWN), *NAMED, courses.c.owner, people.c.id, passages.c.by}
    thought |= {passages.c.person, erasures.c.person, *metadata.tables["log"].c}
    named = {"person", "by", "owner"}
    assert not [
        one for one in table.c if one.name in named and isinstance(one.type, String) and one not in thought
    ]
