// Shorthand for timelines in tests.
import type { DeskClass } from "../../src/core/api";
import type { Entry, Event } from "../../src/wire";

export function entry(seq: number, at: number, by: string | null, event: Event, to = "everyone"): Entry {
  return { seq, at, wrote: 1_795_310_000_000 + at, by, to, event };
}

export const lesson: Entry[] = [
  entry(1, 0, null, { type: "ClassScheduled", title: "Why arches stand", starts_at: null, lobby: false }),
  entry(2, 0, "t", { type: "ClassOpened", opened_at: 1_795_310_000_000, recorded: true }),
  entry(3, 10, "t", { type: "PersonJoined", person: "t", role: "instructor" }),
  entry(4, 900, "a", { type: "PersonJoined", person: "a", role: "student" }),
  entry(5, 1200, "b", { type: "PersonJoined", person: "b", role: "student" }),
  entry(6, 2000, "t", { type: "TrackPublished", track: "cam_t", person: "t", source: "camera" }),
  entry(7, 2100, "a", { type: "TrackPublished", track: "mic_a", person: "a", source: "microphone" }),
  entry(8, 3000, "a", { type: "HandRaised", person: "a" }),
  entry(9, 3500, "b", { type: "HandRaised", person: "b" }),
  entry(10, 4000, "a", {
    type: "MessageSaid",
    message: "m1",
    text: "Is the keystone the strongest?",
    reply_to: null,
    late: false,
  }),
  entry(11, 5000, "t", {
    type: "PollOpened",
    poll: "p1",
    question: "Which part is heavy?",
    options: ["Keystone", "Abutments"],
    multiple: false,
  }),
  entry(12, 5600, "a", { type: "BallotCast", poll: "p1", choices: [1], late: false }, "staff"),
  entry(13, 7000, "t", { type: "PollEnded", poll: "p1" }),
  entry(14, 8000, "t", { type: "TrackMuted", track: "mic_a" }),
  entry(15, 9000, "t", {
    type: "BreakoutsOpened",
    groups: [{ group: "g1", name: "Pair 1", people: ["a", "b"] }],
  }),
  entry(16, 9500, "t", { type: "PersonMoved", person: "b", group: null }),
  entry(17, 9800, "t", { type: "BreakoutsClosed" }),
  entry(18, 9900, "t", {
    type: "DeckAdded",
    deck: "d1",
    title: "Arches",
    pages: 3,
    width: 1280,
    height: 720,
  }),
  entry(19, 9950, "t", { type: "PageShown", deck: "d1", page: 2 }),
  entry(20, 10_000, "b", { type: "PersonLeft", person: "b", reason: "removed" }),
  entry(21, 12_000, "t", { type: "ClassEnded" }),
  entry(22, 5200, "c", { type: "BallotCast", poll: "p1", choices: [1], late: true }, "staff"),
  entry(23, 4100, "c", {
    type: "MessageSaid",
    message: "m2",
    text: "I came later, same question",
    reply_to: "m1",
    late: true,
  }),
  entry(24, 4000, "c", { type: "CommentAdded", comment: "n1", text: "Good question", late: true }),
];

/** What the desk tells of a class in which nothing is new. */
export const NOTHING_NEW: DeskClass["unseen"] = {
  new: 0,
  held: 0,
  again: 0,
  feedback: 0,
  answers: 0,
  replies: 0,
  votes: 0,
  messages: 0,
  drawings: 0,
};
