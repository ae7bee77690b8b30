// What a screen knows of a class at one moment: the fold of the entries up to there.
import type { Attachment, Group, MessageReacted, Role, TrackPublished, Word } from "../../wire";

/** everyone, staff, person:ID or group:ID. */
export type Audience = string;
export type Source = TrackPublished["source"];

export interface LessonView {
  title: string;
  startsAt: number | null;
  lobby: boolean;
  state: "scheduled" | "live" | "ended";
  /** Unix ms of class time 0, null before the opening. */
  openedAt: number | null;
  recorded: boolean;
  recording: "off" | "on" | "paused";
  /** Class ms since which nothing is recorded. */
  pausedAt: number | null;
  endedAt: number | null;
}
export interface PersonView {
  id: string;
  role: Role;
  present: boolean;
  joinedAt: number;
  reason: "left" | "lost" | "removed" | "ended" | null;
}
export interface PeopleView {
  byId: ReadonlyMap<string, PersonView>;
  /** Those who ask to be let in (only staff can read it). */
  asking: readonly string[];
}
/** Hands in the order of raising. */
export interface HandsView {
  queue: readonly { person: string; at: number }[];
}
export interface MessageView {
  message: string;
  by: string;
  at: number;
  wrote: number;
  to: Audience;
  text: string;
  replyTo: string | null;
  late: boolean;
  redacted: boolean;
  /** Persons named in it by @. */
  mentions: readonly string[];
  files: readonly Attachment[];
  announcement: boolean;
  edited: boolean;
  /** One for each person and kind; `given` is false when it was taken back. */
  reactions: readonly {
    reaction: MessageReacted["reaction"];
    person: string;
    seq: number;
    given: boolean;
  }[];
  seq: number;
}
export interface ChatView {
  messages: readonly MessageView[];
}
export interface NoticesView {
  /** Ids of messages, the last pinned last. */
  pinned: readonly string[];
  /** Who has read which announcement (staff: all; others: oneself). */
  read: ReadonlyMap<string, ReadonlySet<string>>;
  /** Open reports (staff; others: their own). */
  reports: readonly { message: string; reason: string; by: string }[];
  /** Seconds between two messages of a student to many; 0: no slow mode. */
  slow: number;
}
export interface PollView {
  poll: string;
  question: string;
  options: readonly string[];
  multiple: boolean;
  by: string | null;
  openedAt: number;
  /** Class ms, null while it runs. */
  endedAt: number | null;
  /** Ballots this reader may see (own; staff: all). Last one of a person counts. */
  ballots: ReadonlyMap<string, { choices: readonly number[]; late: boolean; at: number }>;
}
export interface PollsView {
  polls: readonly PollView[];
}
export interface BreakoutsView {
  state: "none" | "planned" | "open";
  groups: readonly Group[];
  openedAt: number | null;
}
export interface DeckView {
  deck: string;
  title: string;
  pages: number;
  width: number;
  height: number;
}
export interface SlidesView {
  decks: ReadonlyMap<string, DeckView>;
  shown: { deck: string; page: number } | null;
  /** The last page shown, kept while the slides are hidden. */
  last: { deck: string; page: number } | null;
}
export interface TrackView {
  track: string;
  person: string;
  source: Source;
  muted: boolean;
  /** Who muted it, when it was not its owner. */
  mutedBy: string | null;
  at: number;
}
export interface TracksView {
  byId: ReadonlyMap<string, TrackView>;
  speaker: string | null;
}
export interface CaptionView {
  caption: string;
  person: string;
  start: number;
  end: number;
  text: string;
  words: readonly Word[];
}
export interface CaptionsView {
  lines: readonly CaptionView[];
  transcript: { state: "working" | "done" | "failed" | "off" | "no_model" | "none"; message: string };
}
export interface CommentView {
  comment: string;
  by: string;
  at: number;
  wrote: number;
  to: Audience;
  text: string;
  late: boolean;
  redacted: boolean;
}
export interface NotesView {
  comments: readonly CommentView[];
}

export interface View {
  /** Class ms of this view. */
  at: number;
  lesson: LessonView;
  people: PeopleView;
  hands: HandsView;
  chat: ChatView;
  notices: NoticesView;
  polls: PollsView;
  breakouts: BreakoutsView;
  slides: SlidesView;
  tracks: TracksView;
  captions: CaptionsView;
  notes: NotesView;
}
