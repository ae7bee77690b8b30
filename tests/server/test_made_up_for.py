"""The server is killed, or the store away, right behind what somebody asked for: it is done when the class is loaded again."""

import aiohttp

from server import reactions
from server.kept_files import files_folder
from server.store.jobs import Jobs
from server.wanted_jobs import REMIX, SUMMARY
from tests.server.people import join, new_class


async def brought(base, made, person) -> str:
    """A file that somebody brought and said nothing with yet."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{base}/api/v1/classes/{made['id']}/files?name=notes.txt",
            data=b"Only for those who may read it",
            headers={"Authorization": f"Bearer {person.token}"},
        ) as answer,
    ):
        return str((await answer.json())["file"])


async def test_what_was_to_follow_from_an_entry_follows_once_the_class_is_loaded_again(serve, monkeypatch):
    server = await serve(language_model_url="http://127.0.0.1:9/v1", language_model="none")
    base, school = server.settings.address, server.school
    made = await new_class(base)
    ada = await join(base, made, "instructor", "Ada")
    file = await brought(base, made, ada)
    sam = await join(base, made, "student", "Sam")
    await ada.must("EndClass")
    await ada.sees("ClassEnded")
    queue = Jobs.queue

    async def away(*_):
        raise OSError("the database is away")

    monkeypatch.setattr(Jobs, "queue", away)
    remove = reactions.remove
    monkeypatch.setattr(reactions, "remove", lambda *_: 1 / 0)
    await ada.must("DropFile", file=file)
    await ada.must("WantSummary")
    await ada.must("HidePerson", person=sam.person)
    await school.classrooms.here(made["id"]).classroom.settled()
    assert await school.store.jobs.state(SUMMARY, made["id"]) is None
    folder = files_folder(school.data, made["id"])
    assert (folder / file).is_file()
    monkeypatch.setattr(Jobs, "queue", queue)
    monkeypatch.setattr(reactions, "remove", remove)
    await school.classrooms.forget(made["id"])  # as if the server had died there
    await school.classrooms.lend(made["id"])
    for kind in (SUMMARY, REMIX):
        assert await school.store.jobs.state(kind, made["id"]) is not None
    assert not (folder / file).exists()
    for one in (ada, sam):
        await one.leave()
