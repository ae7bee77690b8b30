"""Two server processes share classes through a real Redis: one leads, both serve, and one takes over from the other."""

import pytest

from tests.harness.waiting import eventually
from tests.server.people import Participant, api, join

pytestmark = pytest.mark.redis


async def test_people_on_two_processes_are_in_one_class_and_survive_the_death_of_its_leader(
    start_server, redis_url, tmp_path
):
    shared = {"AMPHI_REDIS_URL": redis_url, "AMPHI_LEASE_SECONDS": "3", "AMPHI_SEAT_SECONDS": "2"}
    first = start_server(tmp_path / "data", **shared, AMPHI_NODE="first")
    second = start_server(tmp_path / "data", **shared, AMPHI_NODE="second")
    made = first.new_class()
    made["tickets"] = {role: link.rsplit("/", 1)[1] for role, link in made["join"].items()}
    ada = await join(first.url, made, "instructor", "Ada")
    sam = await join(second.url, made, "student", "Sam")
    await ada.sees("PersonJoined", person=sam.person)
    await ada.must("OpenPoll", poll="q1", question="High tide?", options=["6", "12"])
    await sam.sees("PollOpened")
    await sam.must("Vote", poll="q1", choices=[1])
    await ada.sees("BallotCast")
    assert [entry["seq"] for entry in sam.entries] == list(range(1, len(sam.entries) + 1))
    await eventually(lambda: [s for s in sam.signals if s["type"] == "tally"], "signals cross over")
    _, timeline = await api(second.url, "GET", f"classes/{made['id']}/timeline", token=sam.token)
    assert timeline["last"] == len(ada.entries)
    # Media goes to the process that leads, whichever door was asked.
    ports = {
        candidate["port"]
        for person in (ada, sam)
        for candidate in (await person.media("createTransport", direction="recv"))["iceCandidates"]
        if candidate["protocol"] == "udp"
    }
    assert ports == {first.port}

    first.kill()
    moved = await eventually(lambda: sam.gone, "the student is told to connect again", 30)
    assert moved[0]["code"] == "moved"
    again = await Participant(second.url, made["id"], sam.person, sam.token).connect(after=len(sam.entries))
    assert (await again.sees("PersonLeft", person=ada.person))["reason"] == "lost"
    await again.must("JoinClass")
    await again.must("Say", message="m1", text="Still in class", to="everyone")
    assert (await api(second.url, "POST", f"classes/{made['id']}/end"))[0] == 200
    await again.sees("ClassEnded")
    assert [e["seq"] for e in again.entries] == list(
        range(len(sam.entries) + 1, len(sam.entries) + 1 + len(again.entries))
    )
    await again.leave()
