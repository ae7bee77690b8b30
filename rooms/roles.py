"""Who may give which command: one table, read by the room before anything else is judged."""

from __future__ import annotations

from typing import Literal

Right = Literal["server", "staff", "present", "member"]
"""`server`: only the server's own code; `staff`: instructors and assistants; `present`: whoever is in the live room;
`member`: whoever belongs to the class, present or not (the concept judges the rest)."""

WHO_MAY: dict[str, Right] = {
    "ScheduleClass": "server",
    "OpenClass": "staff",
    "EndClass": "staff",
    "PauseRecording": "staff",
    "ResumeRecording": "staff",
    "JoinClass": "member",
    "LeaveClass": "present",
    "Admit": "staff",
    "Decline": "staff",
    "Remove": "staff",
    "ChangeRole": "staff",
    "RaiseHand": "present",
    "LowerHand": "present",
    "Say": "member",
    "AddFile": "server",
    "DropFile": "member",
    "EditMessage": "member",
    "RedactMessage": "member",
    "React": "member",
    "PinMessage": "staff",
    "UnpinMessage": "staff",
    "Acknowledge": "member",
    "ReportMessage": "member",
    "SettleReport": "staff",
    "SetSlowMode": "staff",
    "OpenPoll": "staff",
    "Vote": "member",
    "EndPoll": "staff",
    "PlanBreakouts": "staff",
    "OpenBreakouts": "staff",
    "MovePerson": "staff",
    "CloseBreakouts": "staff",
    "AddDeck": "server",
    "ShowPage": "staff",
    "HideSlides": "staff",
    "PublishTrack": "server",
    "MuteTrack": "present",
    "UnmuteTrack": "present",
    "EndTrack": "present",
    "ReportSpeaker": "server",
    "ReportSegment": "server",
    "AddCaption": "server",
    "ReportTranscript": "server",
    "AddComment": "member",
    "RedactComment": "member",
}

LATE_ABLE: frozenset[str] = frozenset({"Say", "React", "Vote", "AddComment"})
"""Commands that may name an earlier moment of the class."""
