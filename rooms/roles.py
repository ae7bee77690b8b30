"""Rights and roles: which rights there are, who has them from the start, and which one each command needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rooms.facts import Role

Permission = Literal[
    "unmute",
    "camera",
    "screen",
    "draw",
    "write_notes",
    "slides",
    "spotlight",
    "chat_all",
    "chat_private",
    "ask",
    "start_polls",
    "record",
    "manage_breakouts",
    "call_on",
    "mute_others",
    "answer",
    "admit",
    "remove",
    "grant",
    "open_and_end",
]
Reach = Literal["everybody", "person", "lead"]


@dataclass(frozen=True, slots=True)
class Grant:
    """What a right allows, which roles have it from the start, and whom it may be given to or taken from.

    `everybody`: all who do not lead at once, and one person; `person`: one person; `lead`: only those who lead.
    """

    meaning: str
    roles: frozenset[Role]
    reach: Reach


LEAD: frozenset[Role] = frozenset({"instructor", "assistant"})
MEMBERS: frozenset[Role] = LEAD | {"student"}
ALL: frozenset[Role] = MEMBERS | {"guest"}

PERMISSIONS: dict[Permission, Grant] = {
    "unmute": Grant("use one's microphone", ALL, "everybody"),
    "camera": Grant("use one's camera", ALL, "everybody"),
    "screen": Grant("share one's screen", MEMBERS, "everybody"),
    "draw": Grant("draw on the board", LEAD, "everybody"),
    "write_notes": Grant("write in the shared notes of the main room", LEAD, "everybody"),
    "slides": Grant("add slides and films, turn pages and play films", LEAD, "person"),
    "spotlight": Grant("put people on everybody's stage, and lay out everybody's window", LEAD, "person"),
    "chat_all": Grant("write to everyone", ALL, "everybody"),
    "chat_private": Grant("write to one person who does not lead", MEMBERS, "everybody"),
    "ask": Grant("ask questions, and want others' answered", ALL, "everybody"),
    "start_polls": Grant("open and end polls", LEAD, "person"),
    "record": Grant("pause and resume the recording", LEAD, "person"),
    "manage_breakouts": Grant("plan, open and close breakout groups, and move people", LEAD, "person"),
    "call_on": Grant("call on people and lower hands", LEAD, "person"),
    "mute_others": Grant("mute others, stop their screens, ask them to unmute", LEAD, "person"),
    "answer": Grant("answer questions and say who does", LEAD, "lead"),
    "admit": Grant("let people in from the lobby, and say who may come in", LEAD, "lead"),
    "remove": Grant("send people out, and let them back in", LEAD, "lead"),
    "grant": Grant("give and take roles and rights, hand presenting over", LEAD, "lead"),
    "open_and_end": Grant("open and end the class", LEAD, "lead"),
}
"""The one table of rights."""

PRESENTER: frozenset[Permission] = frozenset({"unmute", "camera", "screen", "draw", "slides"})
"""What whoever presents may do, whatever their role and whatever is locked."""

SENDING: dict[str, Permission] = {
    "microphone": "unmute",
    "camera": "camera",
    "screen": "screen",
    "screen_audio": "screen",
}
"""The right that each kind of track needs."""

Right = Permission | Literal["server", "staff", "present", "member", "chat"]
"""`server`: only the server's own code; `staff`: instructors and assistants; `present`: whoever is in the live room;
`member`: whoever belongs to the class, present or not (the concept judges the rest); `chat`: a member with `chat_all`
for everyone, `chat_private` for one person; all others name a right of `PERMISSIONS`."""

WHO_MAY: dict[str, Right] = {
    "ScheduleClass": "server",
    "OpenClass": "open_and_end",
    "EndClass": "open_and_end",
    "PublishClass": "open_and_end",
    "PauseRecording": "record",
    "ResumeRecording": "record",
    "ChooseRecording": "present",
    "JoinClass": "member",
    "LeaveClass": "present",
    "StopWaiting": "member",
    "Admit": "admit",
    "AdmitAll": "admit",
    "Decline": "admit",
    "TellLobby": "admit",
    "SetDoor": "admit",
    "Remove": "remove",
    "LiftBan": "remove",
    "ChangeRole": "grant",
    "SetRight": "grant",
    "SetJoinMuted": "mute_others",
    "HandOver": "present",
    "RaiseHand": "present",
    "LowerHand": "present",
    "LowerAllHands": "call_on",
    "CallOn": "call_on",
    "AskToUnmute": "mute_others",
    "AskQuestion": "ask",
    "UpvoteQuestion": "ask",
    "WithdrawUpvote": "ask",
    "RedactQuestion": "member",
    "AnswerQuestion": "answer",
    "ReopenQuestion": "answer",
    "AssignQuestion": "answer",
    "AllowAnonymity": "answer",
    "ReadAnswers": "member",
    "Say": "chat",
    "ReadReplies": "member",
    "AddFile": "server",
    "DropFile": "member",
    "EditMessage": "chat",
    "RedactMessage": "member",
    "React": "member",
    "PinMessage": "staff",
    "UnpinMessage": "staff",
    "Acknowledge": "member",
    "ReportMessage": "member",
    "SettleReport": "staff",
    "SetSlowMode": "staff",
    "OpenPoll": "start_polls",
    "Vote": "member",
    "EndPoll": "start_polls",
    "WithdrawPoll": "start_polls",
    "PrepareTask": "staff",
    "GiveTask": "staff",
    "DropTask": "staff",
    "HandIn": "member",
    "TakeBackWork": "member",
    "GiveFeedback": "staff",
    "ReadFeedback": "member",
    "PlanBreakouts": "manage_breakouts",
    "OpenBreakouts": "manage_breakouts",
    "MovePerson": "manage_breakouts",
    "CloseBreakouts": "manage_breakouts",
    "ShowResults": "start_polls",
    "HideResults": "start_polls",
    "ChooseGroup": "present",
    "SetLateGroups": "manage_breakouts",
    "JoinGroup": "member",
    "RenameGroup": "manage_breakouts",
    "ExtendBreakouts": "manage_breakouts",
    "TellGroups": "manage_breakouts",
    "SpreadVoice": "manage_breakouts",
    "AddDeck": "server",
    "OfferDeck": "slides",
    "ShareSpeakerNotes": "slides",
    "RemoveDeck": "slides",
    "ShowPage": "slides",
    "HideSlides": "slides",
    "ShowBoard": "present",
    "HideBoard": "present",
    "DrawItem": "member",
    "MoveItems": "member",
    "RewriteItem": "member",
    "EraseItems": "member",
    "RestoreItems": "member",
    "ClearSurface": "present",
    "PublishTrack": "server",
    "MuteTrack": "present",
    "MuteAll": "mute_others",
    "UnmuteTrack": "present",
    "EndTrack": "present",
    "ReportSpeaker": "server",
    "ReportSegment": "server",
    "AddCaption": "server",
    "ReportTranscript": "server",
    "CorrectCaption": "staff",
    "ProposeCorrection": "member",
    "SettleCorrection": "staff",
    "ReviewTranscript": "staff",
    "HearAgain": "staff",
    "SetLanguage": "staff",
    "WantTranslation": "staff",
    "StopTranslation": "staff",
    "WithdrawTranslation": "staff",
    "TranslateLines": "server",
    "FinishTranslation": "server",
    "FailTranslation": "server",
    "AddComment": "member",
    "EditComment": "member",
    "RedactComment": "member",
    "ReactToComment": "member",
    "ApproveComment": "staff",
    "RefuseComment": "staff",
    "TranscribeComment": "server",
    "ReadComments": "member",
    "SetCommentRules": "staff",
    "WriteNotebook": "member",
    "ReturnNotebook": "server",
    "Gesture": "member",
    "GoAway": "present",
    "ComeBack": "present",
    "StartTimer": "staff",
    "PauseTimer": "staff",
    "ResumeTimer": "staff",
    "ExtendTimer": "staff",
    "StopTimer": "staff",
    "PickPerson": "call_on",
    "ClearPick": "call_on",
    "PlanAgenda": "staff",
    "StartSegment": "staff",
    "ExtendSegment": "staff",
    "SetWelcome": "staff",
    "SetTerms": "staff",
    "GiveExtension": "staff",
    "ReadLateWork": "staff",
    "SetVisibility": "staff",
    "AddFilm": "server",
    "ShowFilm": "slides",
    "MoveFilm": "slides",
    "HideFilm": "slides",
    "DropFilm": "slides",
    "TurnSpotlight": "spotlight",
    "LayLayout": "spotlight",
    "NameChapter": "staff",
    "DropChapter": "staff",
    "RestoreChapter": "staff",
    "WantSummary": "staff",
    "WriteSummary": "server",
    "FailSummary": "server",
    "WithdrawSummary": "staff",
    "CutPassage": "staff",
    "RestorePassage": "staff",
    "MarkStop": "staff",
    "DropStop": "staff",
    "HidePerson": "staff",
    "RevealPerson": "staff",
    "TellEdited": "server",
    "ImportClass": "server",
    "ErasePerson": "server",
}

LATE_ABLE: frozenset[str] = frozenset(
    {
        "Say",
        "React",
        "Vote",
        "OpenPoll",
        "GiveTask",
        "HandIn",
        "AddComment",
        "ReactToComment",
        "AskQuestion",
        "UpvoteQuestion",
        "WithdrawUpvote",
        "Gesture",
        "DrawItem",
        "WriteNotebook",
    }
)
"""Commands that may name an earlier moment of the class."""
