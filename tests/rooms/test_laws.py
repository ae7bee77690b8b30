"""The laws of the timeline, on classes that hypothesis makes up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rooms import polls, tasks, wire
from rooms.errors import Refusal
from rooms.facts import Entry, Reader, may_see
from rooms.replay import playing_order, room_at, seen_by
from rooms.roles import LATE_ABLE, SENDING
from rooms.room import replay
from tests.rooms.school import School

PEOPLE = ["ines", "ada", "sam", "tom", "zoe"]
GROUPS = [
    {"group": "g1", "name": "One", "people": ["sam"]},
    {"group": "g2", "name": "Two", "people": ["tom"]},
]
SERVER = {
    "AddFile",
    "AddFilm",
    "PublishTrack",
    "AddDeck",
    "ReportSpeaker",
    "AddCaption",
    "TranscribeComment",
    "ReturnNotebook",
    "ReportTranscript",
    "ReportSegment",
    "WriteSummary",
    "FailSummary",
    "TranslateLines",
    "FinishTranslation",
    "FailTranslation",
    "TellEdited",
    "ImportClass",
    "ErasePerson",
}

TRIED: set[str] = set()

few = st.sampled_from(["a", "b", "c"])
people = st.sampled_from(PEOPLE)


def step(name: str, /, **fields: Any) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """A command with made-up fields."""
    TRIED.add(name)
    return st.tuples(st.just(name), st.fixed_dictionaries(fields))


RESULTS = st.sampled_from(["live", "end", "hidden"])
A_FILE = {"name": "a.txt", "kind": "text/plain", "size": 3, "width": 0, "height": 0}
A_FILM = {"name": "a.mp4", "kind": "video/mp4", "size": 3, "length": 500, "width": 4, "height": 3}
AUDIENCES = ["everyone", "staff", "group:g1", "group:g2", "person:sam"]
ASSIGNMENTS = st.fixed_dictionaries({
    "title": st.sampled_from(["Ebb", "Flow"]), "kind": st.sampled_from(["text", "file", "board"]),
    "counts": st.booleans(), "shared": st.booleans(),
})  # fmt: skip
SURFACES = st.sampled_from(["sheet:a", "sheet:b", "deck:a:1"])
STEPS = st.one_of(
    step("JoinClass"),
    step("JoinClass", recorded=st.booleans(), notice=st.integers(0, 1)),
    step("ChooseRecording", recorded=st.booleans(), notice=st.integers(0, 1)),
    step("LeaveClass"),
    step("RaiseHand"),
    step("LowerHand", person=st.none() | people),
    step("Say", message=few, text=st.just("hello"), to=st.sampled_from(AUDIENCES), reply_to=st.none() | few,
         mentions=st.lists(people, max_size=2), files=st.lists(few, max_size=1),
         announcement=st.booleans()),
    step("AddFile", attachment=few.map(lambda file: A_FILE | {"file": file})),
    step("AddFile", attachment=few.map(lambda file: A_FILE | {"file": file, "length": 900})),
    step("DropFile", file=few),
    step("PinMessage", message=few),
    step("UnpinMessage", message=few),
    step("Acknowledge", message=few),
    step("ReportMessage", message=few, reason=st.just("rude")),
    step("SettleReport", message=few),
    step("SetSlowMode", seconds=st.integers(0, 1)),
    step("EditMessage", message=few, text=st.just("hullo"), mentions=st.lists(people, max_size=1)),
    step("React", message=few, reaction=st.sampled_from(["like", "same"]), given=st.booleans()),
    step("RedactMessage", message=few),
    step("OpenPoll", poll=few, question=st.just("Which?"), options=st.just(["x", "y"]), multiple=st.booleans(),
         anonymous=st.booleans(), results=RESULTS, right=st.sampled_from([[], [1]])),
    step("OpenPoll", poll=few, question=st.just("Which?"), kind=st.sampled_from(["text", "cloud"]),
         anonymous=st.booleans(), results=RESULTS),
    step("OpenPoll", poll=few, question=st.just("Which?"), options=st.just(["x", "y"]), kind=st.just("ranking"),
         anonymous=st.booleans(), results=RESULTS, right=st.sampled_from([[], [1, 0]])),
    step("OpenPoll", poll=few, question=st.just("Which?"), options=st.just(["1", "2", "3", "4", "5"]),
         kind=st.just("rating"), results=RESULTS),
    step("Vote", poll=few, choices=st.lists(st.integers(0, 1), min_size=1, max_size=2)),
    step("Vote", poll=few, texts=st.lists(st.sampled_from(["ebb", "Ebb ", "flood"]), min_size=1, max_size=2)),
    step("EndPoll", poll=few),
    step("WithdrawPoll", poll=few),
    step("PrepareTask", task=few, what=ASSIGNMENTS),
    step("GiveTask", task=few, what=ASSIGNMENTS),
    step("DropTask", task=few),
    step("HandIn", task=few, text=st.sampled_from(["", "so"]), files=st.lists(few, max_size=2, unique=True),
         item=st.none() | few),
    step("TakeBackWork", task=few),
    step("GiveFeedback", task=few, person=people, text=st.sampled_from(["", "well"]),
         verdict=st.sampled_from(["seen", "done", "again"])),
    step("AskQuestion", question=few, text=st.just("why?"), anonymous=st.booleans()),
    step("UpvoteQuestion", question=few),
    step("WithdrawUpvote", question=few),
    step("AnswerQuestion", question=few, text=st.sampled_from(["", "so"])),
    step("ReopenQuestion", question=few),
    step("AssignQuestion", question=few, owner=st.none() | people),
    step("RedactQuestion", question=few),
    step("AllowAnonymity", allowed=st.booleans()),
    step("ShowResults", poll=few),
    step("HideResults"),
    step("PlanBreakouts", groups=st.just(GROUPS)),
    step("OpenBreakouts", groups=st.just(GROUPS), length=st.none() | st.just(10_000), choose=st.booleans()),
    step("ChooseGroup", group=st.sampled_from(["g1", "g2", None])),
    step("SetLateGroups", on=st.booleans()),
    step("JoinGroup", group=st.sampled_from(["g1", "g2"])),
    step("RenameGroup", group=st.sampled_from(["g1", "g2"]), name=st.sampled_from(["Red", "Blue"])),
    step("ExtendBreakouts", more=st.just(10_000)),
    step("TellGroups", text=st.just("five minutes")),
    step("SpreadVoice", on=st.booleans()),
    step("MovePerson", person=people, group=st.sampled_from(["g1", "g2", None])),
    step("CloseBreakouts", countdown=st.sampled_from([0, 10_000])),
    step("PublishTrack", track=few, source=st.sampled_from(["camera", "microphone", "screen"])),
    step("MuteTrack", track=few),
    step("UnmuteTrack", track=few),
    step("EndTrack", track=few),
    step("AddDeck", deck=few, title=st.just("t"), pages=st.just(3), width=st.just(4), height=st.just(3)),
    step("OfferDeck", deck=few, leafing=st.booleans(), download=st.booleans()),
    step("RemoveDeck", deck=few),
    step("ShowPage", deck=few, page=st.integers(1, 3)),
    step("HideSlides"),
    step("ShowBoard", sheet=few, to=st.sampled_from(["everyone", "group:g1"])),
    step("HideBoard", to=st.sampled_from(["everyone", "group:g1"])),
    step("DrawItem", surface=SURFACES, item=few, kind=st.just("line"), colour=st.just("red"),
         width=st.just(20), points=st.just("AAgEgE")),
    step("DrawItem", surface=SURFACES, item=few, kind=st.just("note"), colour=st.just("blue"),
         width=st.just(200), points=st.just("AA"), text=st.just("why?")),
    step("MoveItems", surface=SURFACES, items=st.lists(few, min_size=1), x=st.just(5), y=st.just(-5)),
    step("RewriteItem", surface=SURFACES, item=few, text=st.just("so")),
    step("EraseItems", surface=SURFACES, items=st.lists(few, min_size=1)),
    step("RestoreItems", surface=SURFACES, items=st.lists(few, min_size=1)),
    step("ClearSurface", surface=SURFACES),
    step("ReportSpeaker", person=st.none() | people),
    step("ReportSegment", track=few, file=st.just("f"), start=st.integers(0, 50), end=st.just(60)),
    step("AddCaption", caption=few, person=people, start=st.integers(0, 50), end=st.just(60),
         text=st.just("so"), words=st.just([]), engine=st.just("e")),
    step("CorrectCaption", caption=few, text=st.sampled_from(["so", "so there"]), person=st.none() | people),
    step("ProposeCorrection", proposal=few, caption=few, text=st.sampled_from(["so", "oh so"])),
    step("SettleCorrection", proposal=few, approved=st.booleans()),
    step("ReviewTranscript", reviewed=st.booleans()),
    step("SetLanguage", language=st.sampled_from([None, "fr", "auto"])),
    step("WantTranslation", language=st.sampled_from(["fr", "ar"])),
    step("TranslateLines", language=st.sampled_from(["fr", "ar"]), model=st.just("m"), lines=few.map(
        lambda caption: [{"caption": caption, "source": "so", "text": "donc"}])),
    step("FinishTranslation", language=st.sampled_from(["fr", "ar"]), left=st.just(0)),
    step("FailTranslation", language=st.just("fr"), reason=st.just("no_answer")),
    step("StopTranslation", language=st.just("ar")),
    step("WithdrawTranslation", language=st.sampled_from(["fr", "ar"])),
    step("ReportTranscript", state=st.sampled_from(["working", "done"]), message=st.just("")),
    step("AddComment", comment=few, text=st.just("hm"), to=st.sampled_from(["everyone", "staff"]),
         reply_to=st.none() | few, anonymous=st.booleans(), note=st.none() | few,
         on=st.none() | st.just({"deck": "a", "page": 1})),
    step("EditComment", comment=few, text=st.just("hmm")),
    step("ReactToComment", comment=few, reaction=st.sampled_from(["like", "same"]), given=st.booleans()),
    step("ApproveComment", comment=few),
    step("RefuseComment", comment=few, reason=st.just("off the point")),
    step("TranscribeComment", comment=few, text=st.sampled_from(["", "so"]), engine=st.just("e")),
    step("ReadComments", up_to=st.integers(0, 90)),
    step("ReadFeedback", up_to=st.integers(0, 90)),
    step("SetCommentRules", hold=st.booleans(), anonymous=st.booleans(), required=st.integers(0, 2)),
    step("RedactComment", comment=few),
    step("WriteNotebook", update=st.sampled_from(["AAAA", "AQ=="]), to=st.sampled_from(["everyone", "group:g1"])),
    step("ReturnNotebook", group=st.just("g1"), name=st.just("One"), update=st.just("AAAA"),
         authors=st.just([{"client": 7, "person": "sam"}])),
    step("Gesture", sign=st.sampled_from(["clap", "heart", "no"])),
    step("GoAway"),
    step("ComeBack"),
    step("StartTimer", kind=st.sampled_from(["timer", "stopwatch"]), length=st.sampled_from([5000, 60_000])),
    step("PauseTimer"),
    step("ResumeTimer"),
    step("ExtendTimer", more=st.sampled_from([1000, 60_000])),
    step("StopTimer"),
    step("PickPerson", chance=st.integers(0, 9), anew=st.booleans()),
    step("ClearPick"),
    step("PlanAgenda", segments=st.lists(few, max_size=2, unique=True).map(
        lambda ids: [{"segment": one, "title": "t", "activity": "talk", "length": 60_000} for one in ids])),
    step("StartSegment", segment=st.none() | few),
    step("ExtendSegment", more=st.just(1000)),
    step("SetWelcome", text=st.sampled_from(["", "hello"])),
    step("SetTerms", terms=st.sampled_from([None, 50, 10_000_000]).map(
        lambda window: {"window": window, "promise": 2, "share": 80, "polls": True, "posts": 1})),
    step("GiveExtension", person=people, until=st.none() | st.just(1_790_000_010_000), reason=st.just("ill")),
    step("SetVisibility", level=st.sampled_from(["staff", "class", "public"])),
    step("AddFilm", film=few.map(lambda film: A_FILM | {"film": film})),
    step("ShowFilm", film=few),
    step("MoveFilm", position=st.integers(0, 500), playing=st.booleans()),
    step("HideFilm"),
    step("DropFilm", film=few),
    step("TurnSpotlight", people=st.lists(people, max_size=3)),
    step("LayLayout", layout=st.sampled_from(["stage", "gallery", None])),
    step("NameChapter", start=st.integers(0, 100), title=st.just("Ebb")),
    step("DropChapter", start=st.integers(0, 100)),
    step("RestoreChapter", start=st.integers(0, 100)),
    step("WantSummary"),
    step("WriteSummary", summary=few, model=st.just("m"), points=st.just([{"at": 0, "text": "so"}])),
    step("FailSummary", reason=st.just("no_answer")),
    step("WithdrawSummary", summary=few),
    step("CutPassage", cut=few, start=st.integers(0, 2000), end=st.integers(0, 3000)),
    step("RestorePassage", cut=few),
    step("MarkStop", mark=few, moment=st.integers(0, 3000), words=st.just("Why?")),
    step("DropStop", mark=few),
    step("HidePerson", person=people),
    step("RevealPerson", person=people),
    step("TellEdited"),
    step("PauseRecording"),
    step("ResumeRecording"),
    step("ChangeRole", person=people, role=st.sampled_from(["student", "assistant", "instructor", "guest"])),
    step("Remove", person=people, ban=st.booleans()),
    step("LiftBan", person=people),
    step("SetDoor", door=st.sampled_from(["open", "ask", "signed_in", "closed"])),
    step("TellLobby", text=st.sampled_from(["", "soon"])),
    step("Admit", person=people),
    step("AdmitAll"),
    step("Decline", person=people),
    step("StopWaiting"),
    step("SetRight", right=st.sampled_from(["unmute", "camera", "draw", "write_notes", "chat_all", "ask", "record"]),
         allowed=st.none() | st.booleans(), person=st.none() | people),
    step("SetJoinMuted", on=st.booleans()),
    step("HandOver", person=st.none() | people),
    step("LowerAllHands"),
    step("CallOn", person=st.none() | people),
    step("AskToUnmute", person=people),
    step("MuteAll", but_presenter=st.booleans()),
    step("EndClass"),
    step("PublishClass"),
    step("ImportClass", opened_at=st.just(0), length=st.just(900), person=people, picture=st.booleans(),
         sound=st.booleans(), guests=st.lists(people, max_size=2)),
    step("ErasePerson", person=people, alias=st.just("erased-a")),
)  # fmt: skip

CLASSES = st.lists(st.tuples(people, st.integers(0, 100), STEPS), max_size=60)


def held(steps: list[tuple[str, int, tuple[str, dict[str, Any]]]]) -> School:
    """Hold a class of these steps; what is refused leaves no trace."""
    school = School()
    school.do("sam", "JoinClass")
    school.do("tom", "JoinClass")
    for person, wait, (name, fields) in steps:
        school.now += wait
        try:
            school.server(name, person, **fields) if name in SERVER else school.do(person, name, **fields)
        except Refusal:
            continue
    return school


def test_the_laws_are_tried_with_every_command():
    assert TRIED | {"ScheduleClass", "OpenClass"} == set(wire.COMMANDS)


@settings(max_examples=150, deadline=None)
@given(CLASSES)
def test_replay_equals_live(steps):
    school = held(steps)
    assert school.replayed() == school.room


@settings(max_examples=150, deadline=None)
@given(CLASSES, st.integers(0, 3000), st.sampled_from(sorted(LATE_ABLE)))
def test_a_late_entry_commutes_with_all_that_came_after_its_moment(steps, moment, name):
    school = held(steps)
    if school.room.lesson.ended_at is None:
        school.do("ines", "EndClass")
    fields = {
        "Vote": {"poll": "a", "choices": [0]},
        "OpenPoll": {"poll": "late", "question": "Which?", "options": ["x", "y"], "right": [1]},
        "GiveTask": {"task": "late", "what": {"title": "Ebb"}},
        "HandIn": {"task": "a", "text": "now I see", "files": ["mine"]},
        "Say": {"message": "late", "text": "now I see", "files": ["mine"]},
        "React": {"message": "a", "reaction": "like"},
        "AddComment": {
            "comment": "late",
            "text": "now I see",
            "reply_to": "a" if "a" in school.room.notes.comments else None,
            "anonymous": school.room.notes.rules.anonymous,
        },
        "ReactToComment": {"comment": "a", "reaction": "like"},
        "Gesture": {"sign": "clap"},
        "AskQuestion": {"question": "late", "text": "why?", "anonymous": school.room.questions.anonymity},
        "UpvoteQuestion": {"question": "a"},
        "WithdrawUpvote": {"question": "a"},
        "WriteNotebook": {"update": "AAAA"},
        "DrawItem": {
            "surface": "sheet:a",
            "item": "late",
            "kind": "pen",
            "colour": "red",
            "width": 20,
            "points": "AA",
        },
    }
    school.server("AddFile", "absent", attachment=A_FILE | {"file": "mine"})
    for person in ("ines",) if name in ("OpenPoll", "GiveTask") else ("absent", "sam"):
        try:
            late = school.do(person, name, at=moment, **fields[name])
        except Refusal:
            continue
        before = [entry for entry in school.entries if entry not in late]
        inserted = playing_order([*before, *late])
        # Both orders of the same entries lead to the same room: appended, and inserted at its place.
        assert replay([*playing_order(before), *late]) == replay(inserted)
        for entry in late:
            assert room_at(school.entries, entry.at).seq >= entry.seq or entry.seq <= school.room.seq


@settings(max_examples=100, deadline=None)
@given(CLASSES)
def test_nobody_sends_what_they_have_no_right_to_send(steps):
    room = held(steps).room
    for track in room.tracks.open.values():
        assert room.may(track.person, "student", SENDING[track.source])


@settings(max_examples=100, deadline=None)
@given(CLASSES)
def test_no_reader_gets_an_entry_outside_its_audience(steps):
    school = held(steps)
    for person in PEOPLE:
        role = school.roles.get(person, "student")
        reader = school.room.reader(person, role)
        for entry in seen_by(school.entries, reader):
            assert allowed(entry, reader, school), (entry, reader)


def allowed(entry: Entry, reader: Reader, school: School) -> bool:
    """The rule said once more in other words, from the class itself rather than from the audience's text."""
    if entry.by == reader.person or entry.to == "everyone":
        return True
    leads = reader.role in ("instructor", "assistant")
    if entry.to == "staff":
        return leads
    if entry.to.startswith("person:"):
        return entry.to == f"person:{reader.person}"
    return leads or reader.person in school.room.breakouts.members[entry.to.removeprefix("group:")]


@settings(max_examples=100, deadline=None)
@given(CLASSES)
def test_an_anonymous_ballot_reaches_its_author_alone_and_a_key_nobody_who_does_not_lead_before_the_end(
    steps,
):
    school = held(steps)
    anonymous = {poll for poll, found in school.room.polls.polls.items() if found.anonymous}
    for person in PEOPLE:
        role = school.roles.get(person, "student")
        ended: set[str] = set()
        for entry in seen_by(school.entries, school.room.reader(person, role)):
            match entry.event:
                case polls.BallotCast(poll) if poll in anonymous:
                    assert entry.by == person
                case polls.KeyKept():
                    assert entry.by == person or school.room.people.roles.get(person, role) != "student"
                case polls.PollEnded(poll):
                    ended.add(poll)
                case polls.KeyRevealed(poll):
                    assert poll in ended


@settings(max_examples=100, deadline=None)
@given(CLASSES)
def test_what_is_handed_in_and_said_to_it_reaches_its_author_and_those_who_lead_alone(steps):
    school = held(steps)
    for person in PEOPLE:
        role = school.roles.get(person, "student")
        leads = school.room.people.roles.get(person, role) in ("instructor", "assistant")
        for entry in seen_by(school.entries, school.room.reader(person, role)):
            match entry.event:
                case tasks.WorkHandedIn() | tasks.WorkTakenBack() | tasks.TaskPrepared():
                    assert leads or entry.by == person
                case tasks.FeedbackGiven(_, whose):
                    assert leads or person in (whose, entry.by)


def test_an_audience_nobody_knows_is_seen_by_nobody():
    assert not may_see("nonsense", None, Reader("ines", "instructor"))


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parent.parent / "timelines" / "v1").glob("*.jsonl")), ids=str
)
def test_old_classes_still_play(path):
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    expected = lines.pop()
    entries = [wire.entry_from_json(line) for line in lines]
    room = replay(entries)
    assert {
        "seq": room.seq,
        "state": room.lesson.state,
        "messages": sorted(room.chat.messages),
        "tallies": {poll: list(room.polls.tally(poll).counts) for poll in room.polls.polls},
        "late": {poll: list(room.polls.tally(poll).late_counts) for poll in room.polls.polls},
        "comments": sorted(room.notes.comments),
        "captions": sorted(room.captions.lines),
    } == expected
    assert playing_order(entries)[-1].at <= (room.lesson.ended_at or 0)
