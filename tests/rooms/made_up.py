"""Classes that hypothesis makes up: steps of every command, and a school that holds them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from rooms.errors import Refusal
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
"""The commands that stand below."""

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
    "counts": st.booleans(), "shared": st.booleans(), "before": st.booleans(),
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
    step("AddDeck", deck=few, title=st.just("t"), pages=st.just(3), width=st.just(4), height=st.just(3),
         noted=st.sampled_from([[], [2], [1, 3]])),
    step("OfferDeck", deck=few, leafing=st.booleans(), download=st.booleans()),
    step("ShareSpeakerNotes", deck=few, shared=st.booleans()),
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
    step("HearAgain"),
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
    step("ReadAnswers", up_to=st.integers(0, 90)),
    step("ReadReplies", up_to=st.integers(0, 90)),
    step("ReadLateWork", up_to=st.integers(0, 90)),
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
