// What a screen knows of a class at one moment: the fold of the entries up to there.
import type {
  Attachment,
  DoorChanged,
  GestureMade,
  Group,
  MessageReacted,
  Permission,
  PollOpened,
  Role,
  TimerStarted,
  TrackPublished,
} from "../../wire";
import type { AgendaView } from "./agenda";
import type { BoardView } from "./board";
import type { CaptionsView } from "./captions";
import type { ChaptersView } from "./chapters";
import type { ConsentView } from "./consent";
import type { EditView } from "./edit";
import type { FilmsView } from "./films";
import type { NotebookView } from "./notebook";
import type { NotesView } from "./notes";
import type { SlidesView } from "./slides";
import type { StagingView } from "./staging";
import type { SummaryView } from "./summary";
import type { TasksView } from "./tasks";
import type { TermsView } from "./terms";
import type { TranslationsView } from "./translations";
import type { Level } from "./visibility";
import type { WelcomeView } from "./welcome";

/** everyone, staff, person:ID or group:ID. */
export type Audience = string;
export type Source = TrackPublished["source"];

export interface LessonView {
  title: string;
  startsAt: number | null;
  state: "scheduled" | "live" | "ended";
  /** Unix ms of class time 0, null before the opening. */
  openedAt: number | null;
  recorded: boolean;
  recording: "off" | "on" | "paused";
  /** Class ms since which nothing is recorded. */
  pausedAt: number | null;
  endedAt: number | null;
  /** For those who lead alone, until it is published. */
  draft: boolean;
  /** Unix ms. */
  publishedAt: number | null;
}
export interface PersonView {
  id: string;
  role: Role;
  present: boolean;
  joinedAt: number;
  reason: "left" | "lost" | "removed" | "sent_out" | "ended" | null;
}
export interface PeopleView {
  byId: ReadonlyMap<string, PersonView>;
  /** Those who ask to be let in (only staff can read it). */
  asking: readonly string[];
  /** Those who may not come in any more, removed or not let in. */
  banned: readonly string[];
}
export interface LobbyView {
  door: DoorChanged["door"];
  /** What those who wait are told. */
  told: string;
}
export interface RightsView {
  /** What is set for everybody who does not lead. */
  everybody: ReadonlyMap<Permission, boolean>;
  /** What single persons were given, or lost. */
  persons: ReadonlyMap<string, ReadonlyMap<Permission, boolean>>;
  presenter: string | null;
  joinMuted: boolean;
}
/** Hands in the order of raising. */
export interface HandsView {
  queue: readonly { person: string; at: number }[];
  /** Whose turn it is. */
  called: string | null;
  /** Who was asked last to unmute, as far as this reader is told. */
  asked: { person: string; by: string | null; at: number } | null;
}
export interface QuestionView {
  question: string;
  /** Who asked; null while this reader may not know. */
  by: string | null;
  at: number;
  wrote: number;
  text: string;
  anonymous: boolean;
  late: boolean;
  redacted: boolean;
  /** Who was named to answer it. */
  owner: string | null;
  /** An empty text: it was answered aloud. */
  answer: { by: string | null; seq: number; at: number; wrote: number; text: string } | null;
  votes: ReadonlySet<string>;
}
export interface QuestionsView {
  questions: readonly QuestionView[];
  /** Whether one may ask without one's name. */
  anonymity: boolean;
  /** Up to which seq the reader has read the answers to their questions. */
  read: number;
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
  /** Up to which seq the reader has seen what was written to them later. */
  read: number;
}
export interface BallotView {
  choices: readonly number[];
  texts: readonly string[];
  late: boolean;
  at: number;
}
/** The right answers of a quiz, by number or as texts. */
export interface KeyView {
  right: readonly number[];
  texts: readonly string[];
  explanation: string;
}
export type PollKind = NonNullable<PollOpened["kind"]>;
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
  kind: PollKind;
  /** Ballots are seen by their authors alone. */
  anonymous: boolean;
  /** Who may know how it stands: whoever voted, everybody at the end, or nobody until it is shown. */
  results: NonNullable<PollOpened["results"]>;
  quiz: boolean;
  /** Put after class, to whoever plays it. */
  late: boolean;
  by: string | null;
  openedAt: number;
  /** Class ms, null while it runs. */
  endedAt: number | null;
  /** Known to those who lead from the beginning, to others when it is told to everybody. */
  key: KeyView | null;
  /** Everybody may know the results. */
  shown: boolean;
  /** Ballots this reader may see (own; staff: all that are not anonymous). The last one of a person counts. */
  ballots: ReadonlyMap<string, BallotView>;
}
export interface PollsView {
  polls: readonly PollView[];
  /** The poll whose results are on the stage. */
  onStage: string | null;
}
export interface BreakoutsView {
  state: "none" | "planned" | "open";
  /** The open groups as people sit in them now; once closed, as they sat at the end. */
  groups: readonly Group[];
  /** The plan of those who lead. */
  planned: readonly Group[];
  /** Whether students may choose another group. */
  choose: boolean;
  openedAt: number | null;
  /** Class ms at which everybody comes back, null without an end. */
  endsAt: number | null;
  calledBack: boolean;
  /** Whoever was in no group may join one after the class. */
  late: boolean;
}
export interface BroadcastsView {
  /** Whose microphones are heard in every group. */
  voices: ReadonlySet<string>;
  told: { seq: number; at: number; by: string; text: string } | null;
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
  /** Who spoke last. */
  speaker: string | null;
}
export interface SignView {
  seq: number;
  at: number;
  by: string;
  to: Audience;
  sign: GestureMade["sign"];
  late: boolean;
}
export interface GesturesView {
  /** Those of the last seconds before the last one. */
  recent: readonly SignView[];
  /** Who is away for a moment. */
  away: ReadonlySet<string>;
}
export interface TimerView {
  kind: TimerStarted["kind"];
  length: number;
  /** What it is for, may be empty. */
  name: string;
  /** Class ms from which it counts: later than its start when it stood still meanwhile. */
  from: number;
  pausedAt: number | null;
}
export interface TimersView {
  timer: TimerView | null;
}
export interface PicksView {
  /** Whose turn is shown, since which class ms. */
  shown: { person: string; at: number } | null;
  /** Who was asked in this round. */
  asked: ReadonlySet<string>;
}

export interface View {
  /** Class ms of this view. */
  at: number;
  lesson: LessonView;
  people: PeopleView;
  consent: ConsentView;
  lobby: LobbyView;
  rights: RightsView;
  hands: HandsView;
  questions: QuestionsView;
  chat: ChatView;
  notices: NoticesView;
  polls: PollsView;
  tasks: TasksView;
  breakouts: BreakoutsView;
  slides: SlidesView;
  board: BoardView;
  tracks: TracksView;
  captions: CaptionsView;
  notes: NotesView;
  notebook: NotebookView;
  gestures: GesturesView;
  timers: TimersView;
  picks: PicksView;
  broadcasts: BroadcastsView;
  agenda: AgendaView;
  welcome: WelcomeView;
  terms: TermsView;
  visibility: Level;
  staging: StagingView;
  films: FilmsView;
  chapters: ChaptersView;
  summary: SummaryView;
  translations: TranslationsView;
  edit: EditView;
}
