"""What was taken back goes from the store also when that failed, or the server died, at just that moment."""

from server.store.log import Log


async def stored(server, made) -> str:
    return str(await server.school.store.log.read(made["id"]))


async def test_what_was_taken_back_is_in_no_store_once_it_can_be_written_again(
    come, made, server, monkeypatch
):
    ada = await come("instructor", "Ada")
    for name in ("m1", "m2"):
        await ada.must("Say", message=name, text=f"secret {name}", to="everyone")
    blank = Log.blank

    async def away(*_):
        raise OSError("the database is away")

    monkeypatch.setattr(Log, "blank", away)
    await ada.must("RedactMessage", message="m1")  # it is done, and everybody sees it
    await ada.sees("MessageRedacted", message="m1")
    assert "secret m1" in await stored(server, made)
    monkeypatch.setattr(Log, "blank", blank)
    await ada.must("Say", message="m3", text="On we go", to="everyone")
    assert "secret m1" not in await stored(server, made)

    monkeypatch.setattr(Log, "blank", away)
    await ada.must("RedactMessage", message="m2")
    monkeypatch.setattr(Log, "blank", blank)
    await server.school.classrooms.forget(made["id"])  # as if the server had died there
    await server.school.classrooms.lend(made["id"])
    assert "secret m2" not in await stored(server, made)
    assert "On we go" in await stored(server, made)
