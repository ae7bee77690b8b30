"""The store on SQLite and on PostgreSQL: the same tests, real databases."""

import asyncio

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from server.store import NoStoreError, Store, open_store
from server.store.decks import Deck
from server.store.engine import newest_migration
from server.store.log import SeqTakenError
from server.store.tables import metadata


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request):
    return "" if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.fixture
async def store(url, tmp_path):
    opened = await open_store(tmp_path, url)
    yield opened
    await opened.close()


async def a_class(store: Store) -> str:
    owner = await store.people.owner()
    course = await store.courses.create_course("Oceanography", owner.id)
    return (await store.courses.create_class(course.id, "Tides", 5, lobby=False, recorded=True)).id


def entry(seq: int, text: str = "x") -> dict[str, object]:
    return {
        "seq": seq,
        "at": seq * 10,
        "wrote": 1_795_310_000_000,
        "by": None,
        "to": "everyone",
        "event": {"t": text},
    }


async def test_what_was_appended_is_read_back_in_order_and_from_any_number(store):
    made = await a_class(store)
    await store.log.append(made, [entry(1), entry(2)])
    await store.log.append(made, [entry(3, "Zoë 李 🌊 \u2028")])
    assert await store.log.read(made) == [entry(1), entry(2), entry(3, "Zoë 李 🌊 \u2028")]
    assert await store.log.read(made, after=2) == [entry(3, "Zoë 李 🌊 \u2028")]
    assert await store.log.last(made) == 3
    assert await store.log.last("c_none") == 0


async def test_a_number_is_written_once_and_a_batch_wholly_or_not_at_all(store):
    made = await a_class(store)
    await store.log.append(made, [entry(1)])
    with pytest.raises(SeqTakenError):
        await store.log.append(made, [entry(2), entry(1)])
    assert await store.log.last(made) == 1


async def test_of_two_writers_of_one_number_exactly_one_wins(store):
    made = await a_class(store)
    results = await asyncio.gather(
        *(store.log.append(made, [entry(1, str(n))]) for n in range(5)), return_exceptions=True
    )
    assert sum(result is None for result in results) == 1
    assert sum(isinstance(result, SeqTakenError) for result in results) == 4


async def test_what_was_taken_back_is_blanked(store):
    made = await a_class(store)
    await store.log.append(made, [entry(1, "secret"), entry(2)])
    await store.log.blank(made, 1, {"t": ""})
    assert [row["event"] for row in await store.log.read(made)] == [{"t": ""}, {"t": "x"}]


@pytest.fixture
def _careless():
    """SQLite as it is built in most places: what is freed stays in the file. (Some builds overwrite it by themselves.)"""

    def careless(connection, _record):
        connection.cursor().execute("PRAGMA secure_delete=OFF")

    event.listen(Pool, "connect", careless)
    yield
    event.remove(Pool, "connect", careless)


@pytest.mark.usefixtures("_careless")
async def test_of_what_was_taken_back_nothing_is_left_in_the_file_of_sqlite(tmp_path):
    store = await open_store(tmp_path)
    made = await a_class(store)
    await store.log.append(made, [entry(1), entry(2, "Zanzibar " * 2_000), entry(3)])
    await store.personal.settle()
    assert b"Zanzibar" in (tmp_path / "amphi.db").read_bytes()
    await store.log.blank(made, 2, {"t": ""})
    await store.personal.settle()
    await store.close()
    assert (tmp_path / "amphi.db").read_bytes().count(b"Zanzibar") == 0


async def test_names_change_in_one_place(store):
    sam = await store.people.create("Sam")
    await store.people.rename(sam.id, "Samuel")
    assert await store.people.names([sam.id, "p_none"]) == {sam.id: "Samuel"}
    found = await store.people.find(sam.id)
    assert found is not None
    assert found.name == "Samuel"


async def test_there_is_one_owner_from_the_first_start_on(store):
    assert (await store.people.owner()) == (await store.people.owner())


async def test_there_is_one_owner_also_when_several_ask_at_once_on_the_first_start(store):
    owners = await asyncio.gather(*(store.people.owner() for _ in range(8)))
    assert len({one.id for one in owners}) == 1


async def test_the_desk_shows_courses_owned_and_classes_belonged_to(store):
    made = await a_class(store)
    owner, sam = await store.people.owner(), await store.people.create("Sam")
    assert [role for _, role in (await store.courses.desk(owner.id))[1]] == ["instructor"]
    assert await store.courses.desk(sam.id) == ([], [])
    await store.courses.enrol(made, sam.id, "student")
    await store.courses.enrol(made, sam.id, "assistant")
    courses, classes = await store.courses.desk(sam.id)
    assert [course.title for course in courses] == ["Oceanography"]
    assert [(found.id, role) for found, role in classes] == [(made, "assistant")]
    assert await store.courses.roles(made) == {sam.id: "assistant", owner.id: "instructor"}


async def test_a_class_is_scheduled_then_live_then_ended(store):
    made = await a_class(store)
    states = []
    for change in (None, store.courses.opened, store.courses.ended):
        if change is not None:
            await change(made, 1_795_310_000_000)
        found = await store.courses.find(made)
        states.append(found.state)
    assert states == ["scheduled", "live", "ended"]


async def test_a_class_that_was_begun_is_unfinished_until_it_ended_also_if_its_opening_was_not_noted(store):
    made = await a_class(store)
    await store.log.append(made, [entry(1)])
    assert await store.courses.unfinished() == []  # only scheduled: nobody was in it
    await store.log.append(made, [entry(2)])
    assert await store.courses.unfinished() == [made]
    await store.courses.ended(made, 1_795_310_000_000)
    assert await store.courses.unfinished() == []


async def test_a_deck_belongs_to_its_class_only(store):
    made, other = await a_class(store), await a_class(store)
    deck = Deck("d1", made, "Slides", 3, 1600, 900)
    await store.decks.add(deck)
    assert await store.decks.find(made, "d1") == deck
    assert await store.decks.find(other, "d1") is None


async def test_prepared_polls_keep_their_order_and_are_replaced_together(store):
    owner = await store.people.owner()
    mine, other = [await store.courses.create_course(title, owner.id) for title in ("Tides", "Winds")]
    polls = [{"poll": f"p{n}", "question": f"Zoë 李 {n}?"} for n in range(12)]
    await store.bank.write(mine.id, polls)
    await store.bank.write(other.id, polls[:1])
    assert await store.bank.read(mine.id) == polls
    await store.bank.write(mine.id, polls[3:1:-1])
    assert await store.bank.read(mine.id) == [polls[3], polls[2]]
    assert await store.bank.read(other.id) == polls[:1]
    await store.bank.write(other.id, [])
    assert await store.bank.read(other.id) == []


async def test_whoever_is_known_to_a_draft_alone_is_discarded_with_it(store):
    owner = await store.people.owner()
    made = [await a_class(store) for _ in range(2)]
    guests = [await store.people.guest(one, "Kim Lee") for one in made]
    await store.people.guest(made[0], "Ola Berg")
    line = {"type": "CaptionSpoken", "caption": "c", "person": guests[0]}
    await store.log.append(made[0], [entry(1) | {"by": owner.id}, entry(2) | {"event": line}])
    await store.log.append(made[0], [entry(3) | {"by": await store.people.guest(made[0], "Ola Berg")}])
    await store.log.append(made[1], [entry(1) | {"by": guests[1]}])
    await store.courses.discard(made[0])
    found, _ = await store.personal.find("", None)
    assert sorted(one.id for one, _ in found) == sorted([owner.id, guests[1]])


async def test_a_job_is_taken_once_and_again_when_its_worker_falls_silent(store):
    made = await a_class(store)
    await store.jobs.queue("transcript", made)
    await store.jobs.queue("transcript", made)
    taken = await asyncio.gather(*(store.jobs.take("transcript", f"w{n}", 60_000) for n in range(4)))
    jobs = [job for job in taken if job is not None]
    assert len(jobs) == 1
    assert jobs[0].tries == 1
    await store.jobs.keep(jobs[0], f"w{taken.index(jobs[0])}", -1)  # the claim has run out
    again = await store.jobs.take("transcript", "w9", 60_000)
    assert again is not None
    assert again.tries == 2
    await store.jobs.finish(again, "done")
    assert await store.jobs.take("transcript", "w9", 60_000) is None
    assert await store.jobs.state("transcript", made) == ("done", "")
    await store.jobs.queue("transcript", made)
    assert (await store.jobs.take("transcript", "w9", 60_000)) is not None


async def test_work_that_was_done_is_done_anew_once_nobody_has_asked_for_a_while(store):
    made = await a_class(store)
    await store.jobs.queue_rested("download", made, 0)
    assert await store.jobs.state("download", made) is None, "nothing was made that could be out of date"
    await store.jobs.queue("download", made)
    await store.jobs.queue_rested("download", made, 60_000)
    first = await store.jobs.take("download", "w1", 60_000)
    assert first, "what waits by itself is not held up"
    await store.jobs.queue_rested("download", made, 60_000)
    await store.jobs.finish(first, "failed")
    await store.jobs.queue_rested("download", made, 60_000)
    assert await store.jobs.state("download", made) == ("failed", ""), "that is for people to try again"
    await store.jobs.finish(first, "done")
    await store.jobs.queue_rested("download", made, -1)
    await store.jobs.queue_rested("download", made, 60_000)
    assert await store.jobs.take("download", "w1", 60_000) is None, "each time puts it off"
    await store.jobs.queue_rested("download", made, -1)
    second = await store.jobs.take("download", "w1", 60_000)
    assert second
    await store.jobs.finish(second, "done")
    await store.jobs.queue_rested("download", made, 60_000)
    await store.jobs.queue("download", made)
    assert await store.jobs.take("download", "w1", 60_000), "whoever asks at once does not wait"


async def test_who_gives_up_in_the_midst_of_writing_leaves_no_lock_behind(store):
    made = await a_class(store)

    def give_up(_connection, _cursor, statement, *_):
        if statement.startswith("INSERT INTO jobs"):
            writing.cancel()

    event.listen(store.engine.sync_engine, "before_cursor_execute", give_up)
    writing = asyncio.create_task(store.jobs.queue("download", made))
    with pytest.raises(asyncio.CancelledError):
        await writing
    async with asyncio.timeout(4):
        await store.log.append(made, [entry(1)])
    assert await store.jobs.state("download", made) == ("waiting", ""), "it was over when it stopped"


async def test_opening_an_old_store_again_keeps_everything(store, url, tmp_path):
    made = await a_class(store)
    await store.log.append(made, [entry(1)])
    again = await open_store(tmp_path, url)
    assert await again.log.read(made) == [entry(1)]
    await again.close()


async def test_two_servers_may_open_a_new_store_at_once(url, tmp_path):
    stores = await asyncio.gather(*(open_store(tmp_path, url) for _ in range(3)))
    assert len({(await store.people.owner()).id for store in stores[:1]}) == 1
    for store in stores:
        await store.close()


async def test_the_migrations_make_exactly_the_tables_that_the_code_uses(store):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def ours(_object, name, kind, _reflected, _compared):
        """FTS5's own tables and PostgreSQL's own index stand in the migration alone."""
        return not (name or "").startswith(("passages_words", "ix_passages_tokens"))

    async with store.engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(
                MigrationContext.configure(sync, opts={"include_object": ours}), metadata
            )
        )
        head = await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())
    assert differences == []
    assert head == newest_migration()


async def test_a_database_that_does_not_answer_is_named(tmp_path):
    with pytest.raises(NoStoreError):
        await open_store(tmp_path, "postgresql://nobody@127.0.0.1:9/none")
