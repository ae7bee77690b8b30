// What travels between the class and its pages: entries, events and commands.

export type Role = "instructor" | "assistant" | "student" | "guest";
export type Audience = string;
export type Source = "microphone" | "camera" | "screen" | "screen_audio";
export interface Group {
  group: string;
  name: string;
  people: string[];
}
export interface Word {
  start: number;
  end: number;
  text: string;
}

export type Event =
  | { type: "ClassScheduled"; title: string; starts_at: number | null; lobby: boolean }
  | { type: "ClassOpened"; opened_at: number; recorded: boolean }
  | { type: "ClassEnded" }
  | { type: "RecordingPaused" }
  | { type: "RecordingResumed" }
  | { type: "AdmissionAsked"; person: string; role: Role }
  | { type: "PersonAdmitted"; person: string }
  | { type: "AdmissionDeclined"; person: string }
  | { type: "PersonJoined"; person: string; role: Role }
  | { type: "PersonLeft"; person: string; reason: "left" | "lost" | "removed" | "ended" }
  | { type: "RoleChanged"; person: string; role: Role }
  | { type: "HandRaised"; person: string }
  | { type: "HandLowered"; person: string }
  | { type: "MessageSaid"; message: string; text: string; reply_to: string | null; late: boolean }
  | { type: "MessageRedacted"; message: string }
  | { type: "PollOpened"; poll: string; question: string; options: string[]; multiple: boolean }
  | { type: "BallotCast"; poll: string; choices: number[]; late: boolean }
  | { type: "PollEnded"; poll: string }
  | { type: "BreakoutsPlanned"; groups: Group[] }
  | { type: "BreakoutsOpened"; groups: Group[] }
  | { type: "PersonMoved"; person: string; group: string | null }
  | { type: "BreakoutsClosed" }
  | { type: "DeckAdded"; deck: string; title: string; pages: number; width: number; height: number }
  | { type: "PageShown"; deck: string; page: number }
  | { type: "SlidesHidden" }
  | { type: "TrackPublished"; track: string; person: string; source: Source; group: string | null }
  | { type: "TrackMuted"; track: string }
  | { type: "TrackUnmuted"; track: string }
  | { type: "TrackEnded"; track: string }
  | { type: "SpeakerChanged"; person: string | null }
  | { type: "SegmentRecorded"; track: string; file: string; start: number; end: number }
  | {
      type: "CaptionSpoken";
      caption: string;
      person: string;
      start: number;
      end: number;
      text: string;
      words: Word[];
      engine: string;
    }
  | { type: "TranscriptChanged"; state: "working" | "done" | "failed" | "off" | "no_model"; message: string }
  | { type: "CommentAdded"; comment: string; text: string; late: boolean }
  | { type: "CommentRedacted"; comment: string };

export type Entry = {
  seq: number;
  at: number;
  wrote: number;
  by: string | null;
  to: Audience;
  event: Event;
};
/** A place in the timeline that another audience may read. */
export type Unseen = { seq: number };

export type CommandBody =
  | { do: "OpenClass" }
  | { do: "EndClass" }
  | { do: "PauseRecording" }
  | { do: "ResumeRecording" }
  | { do: "JoinClass" }
  | { do: "LeaveClass" }
  | { do: "Admit"; person: string }
  | { do: "Decline"; person: string }
  | { do: "Remove"; person: string }
  | { do: "ChangeRole"; person: string; role: Role }
  | { do: "RaiseHand" }
  | { do: "LowerHand"; person: string | null }
  | { do: "Say"; message: string; text: string; reply_to: string | null; to: Audience; at?: number }
  | { do: "RedactMessage"; message: string }
  | { do: "OpenPoll"; poll: string; question: string; options: string[]; multiple: boolean }
  | { do: "Vote"; poll: string; choices: number[]; at?: number }
  | { do: "EndPoll"; poll: string }
  | { do: "PlanBreakouts"; groups: Group[] }
  | { do: "OpenBreakouts"; groups: Group[] | null }
  | { do: "MovePerson"; person: string; group: string | null }
  | { do: "CloseBreakouts" }
  | { do: "ShowPage"; deck: string; page: number }
  | { do: "HideSlides" }
  | { do: "MuteTrack"; track: string }
  | { do: "UnmuteTrack"; track: string }
  | { do: "EndTrack"; track: string }
  | { do: "AddComment"; comment: string; text: string; to: Audience; at?: number }
  | { do: "RedactComment"; comment: string };
export type Command = CommandBody & { id: string };
