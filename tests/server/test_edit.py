"""A class edited after its end: what is cut out reaches nobody who does not lead, by any way out, until it is restored."""

from tests.harness.waiting import eventually
from tests.server.people import api
from tests.server.test_downloads import get, is_recorded


async def events(base, made, token, query="after=0"):
    told = (await api(base, "GET", f"classes/{made['id']}/timeline?{query}", token=token))[1]["entries"]
    return [one["event"].get("message") for one in told if one.get("event", {}).get("type") == "MessageSaid"]


async def manifest(base, made, token, query=""):
    return (await api(base, "GET", f"classes/{made['id']}/manifest{query}", token=token))[1]


async def held(base, made, come):
    """Ben writes early and Ada late; how many milliseconds lie between."""
    ada, ben, tom = (
        await come("instructor", "Ada"),
        await come("student", "Ben"),
        await come("student", "Tom"),
    )
    await ben.must("Say", message="early", text="A slip of the tongue", to="everyone")
    await is_recorded(base, made, ada, 4.3)
    await ada.must("Say", message="late", text="Never mind", to="everyone")
    await is_recorded(base, made, ada, 5.8)
    await ada.must("EndClass")
    await ada.sees("ClassEnded")
    return ada, ben, tom


async def test_what_is_cut_out_is_read_played_and_found_by_those_who_lead_alone(base, made, come):
    ada, ben, tom = await held(base, made, come)
    until = next(one["at"] for one in ada.entries if one.get("event", {}).get("message") == "late") - 1
    await ada.must("CutPassage", cut="x", start=0, end=until)
    assert await events(base, made, tom.token) == ["late"]
    assert await events(base, made, tom.token, "after=0&uncut=1") == ["late"]
    assert await events(base, made, ada.token) == ["late"]
    assert await events(base, made, ada.token, "after=0&uncut=1") == ["early", "late"]
    assert await events(base, made, ben.token) == ["early", "late"]  # his own
    await no_bytes_of_it(base, made, ada, tom, until)
    await nowhere_else(base, made, tom)
    await ada.must("RestorePassage", cut="x")
    assert await events(base, made, tom.token) == ["early", "late"]
    assert (await manifest(base, made, tom.token))["recorded"][0][0] == 0


async def no_bytes_of_it(base, made, ada, tom, until):
    """The sound that was cut out is not told of, and refused to whoever asks for it all the same."""
    edited, whole = await manifest(base, made, tom.token), await manifest(base, made, ada.token, "?uncut=1")
    assert (await manifest(base, made, tom.token, "?uncut=1"))["recorded"] == edited["recorded"]
    assert edited["recorded"][0][0] == until
    assert (await manifest(base, made, ada.token))["recorded"] == edited["recorded"]
    cut, kept = whole["mix"]["fragments"][0], edited["mix"]["fragments"][0]
    assert cut[2] + cut[3] <= until < kept[2] + kept[3]
    address = f"{base}/api/v1/classes/{made['id']}/media/{whole['mix']['file']}"

    async def status(token, asked, **more):
        return (await get(address, token, **({"Range": asked} if asked else {}), **more))[0]

    cut_bytes, kept_bytes = (f"bytes={one[0]}-{one[0] + one[1] - 1}" for one in (cut, kept))
    assert await status(tom.token, kept_bytes) == 206
    for asked in (cut_bytes, "", "bytes=-1000000", f"bytes={cut[0]}-", "bytes=0-1,5-6", "bytes=x"):
        assert await status(tom.token, asked) == 403, asked
    # A file that changed since is sent whole, whatever part of it is asked for (RFC 9110, 13.1.5).
    assert await status(tom.token, kept_bytes, **{"If-Range": "Mon, 01 Jan 1990 00:00:00 GMT"}) == 403
    # Chromium asks so for the rest of what it has a part of.
    tag = {"If-Range": (await get(address, tom.token, Range=kept_bytes))[1]["ETag"]}
    assert await status(tom.token, kept_bytes, **tag) == 206
    assert await status(tom.token, cut_bytes, **tag) == 403
    assert await status(ada.token, cut_bytes) == 206


async def nowhere_else(base, made, tom):
    """Not in what is saved, nor in what is found, nor in what a window that connects now is told."""
    path = f"{base}/api/v1/classes/{made['id']}"
    saved = (await get(f"{path}/chat.md", tom.token))[2].decode()
    assert "Never mind" in saved
    assert "slip" not in saved

    async def hits():
        told = (await api(base, "GET", f"classes/{made['id']}/search?q=slip", token=tom.token))[1]
        return [hit for one in told.get("classes", []) for hit in one["hits"]]

    await eventually(lambda: _none(hits), "what is cut out is not found")
    tom.entries.clear()
    await tom.sio.disconnect()
    await tom.connect()
    await tom.sees("PassageCut")
    assert [one["message"] for one in tom.saw("MessageSaid")] == ["late"]


async def _none(hits):
    return not await hits()


async def test_only_those_who_lead_edit_a_class_and_only_once_it_has_ended(base, made, come):
    ada, ben = await come("instructor", "Ada"), await come("student", "Ben")
    assert (await ada.do("CutPassage", cut="x", start=0, end=900))["error"]["code"] == "not_ended_yet"
    await ada.must("EndClass")
    assert (await ben.do("CutPassage", cut="x", start=0, end=900))["error"]["code"] == "not_allowed"


async def test_of_somebody_hidden_others_learn_neither_name_nor_words(base, made, come):
    ada, ben, tom = (
        await come("instructor", "Ada"),
        await come("student", "Benedikta"),
        await come("student", "Tom"),
    )
    await ben.must("Say", message="early", text="A slip of the tongue", to="everyone")
    await ada.must("Say", message="late", text="Thank you", to="everyone", mentions=[ben.person])
    await ada.must("EndClass")
    await ada.must("HidePerson", person=ben.person)
    path = f"classes/{made['id']}/timeline?after=0"
    told = {who.person: (await api(base, "GET", path, token=who.token))[1] for who in (ada, ben, tom)}
    for who in (ada, tom):
        assert await events(base, made, who.token) == ["late"]
    assert await events(base, made, ben.token) == ["early", "late"]
    assert "Benedikta" not in str(told[tom.person])
    assert ben.person not in str(told[tom.person])
    mask = next(one for one in told[tom.person]["people"] if one.startswith("hidden-"))
    joined = [
        one["event"]["person"]
        for one in told[tom.person]["entries"]
        if one.get("event", {}).get("type") == "PersonJoined"
    ]
    assert joined == [ada.person, mask, tom.person]
    assert told[tom.person]["people"][mask]["name"] == ""
    assert ben.person in told[ben.person]["people"]
    hidden = [
        one["event"]
        for one in told[ada.person]["entries"]
        if one.get("event", {}).get("type") == "PersonHidden"
    ]
    assert hidden == [{"type": "PersonHidden", "person": ben.person}]
    assert told[ada.person]["people"][ben.person]["name"] == "Benedikta"
    saved = (await get(f"{base}/api/v1/classes/{made['id']}/chat.json", tom.token))[2].decode()
    assert "Thank you" in saved
    assert not [one for one in ("slip", "Benedikta", ben.person) if one in saved]
    await ada.must("RevealPerson", person=ben.person)
    assert await events(base, made, tom.token) == ["early", "late"]
