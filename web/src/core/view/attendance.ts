// Who was in class when and what each did, live and later: the same count as `rooms/attendance.py`, on which a golden
// class holds both. What nobody is named for counts for nobody, and late entries may be taken in at any time.
import type { Entry, Event, Role } from "../../wire";
import { type Counts, KINDS, type Kind, nothing } from "./counts";
import { foldTasks, metBy, noTasks } from "./tasks";

/** Whoever was lost and is back so soon never left: their seat was held. */
const SEAT = 60_000;
/** Whoever comes later than that came late. */
const LATE_AFTER = 5 * 60_000;

interface Stay {
  start: number;
  /** null while they are there. */
  end: number | null;
  lost: boolean;
}
interface Part {
  /** null for whoever never came in. */
  role: Role | null;
  stays: Stay[];
  spoke: number;
  live: Counts;
  late: Counts;
}
/** One person's part in the class, times in class ms. */
export interface Attending {
  person: string;
  role: Role | null;
  present: boolean;
  came_late: boolean;
  stays: [number, number | null][];
  here: number;
  spoke: number;
  live: Counts;
  late: Counts;
}

/** Counts on as entries come; told as rows at any moment. */
export class Attendance {
  private readonly parts = new Map<string, Part>();
  private startsAt: number | null = null;
  private begin = 0;
  /** Polls that ask for names. */
  private readonly polls = new Set<string>();
  private readonly made = new Map<string, { by: string; late: boolean }>();
  private readonly given = new Map<string, { seq: number; given: boolean; late: boolean }>();
  private readonly answered = new Set<string>();
  private tasks = noTasks;
  private speaker: string | null = null;
  /** Since when they are heard; null while they cannot be. */
  private since: number | null = null;
  private readonly microphones = new Map<string, string>();

  take(entry: Entry): void {
    this.comeAndGo(entry);
    this.speak(entry);
    if (entry.by !== null && !entry.to.startsWith("person:")) this.act(entry, entry.by);
    this.takeBack(entry.event);
    this.tasks = foldTasks(this.tasks, entry);
    if (entry.event.type === "WorkHandedIn" && entry.by) this.part(entry.by);
  }

  /** How many polls ask for names. */
  get named(): number {
    return this.polls.size;
  }

  /** Everybody's part up to `now`, in the order of coming; last whoever never came in. */
  rows(now: number): Attending[] {
    const came = ({ stays }: Part) => stays[0]?.start ?? Number.POSITIVE_INFINITY;
    const order = ([a, one]: [string, Part], [b, other]: [string, Part]) =>
      came(one) === came(other) ? (a < b ? -1 : 1) : came(one) - came(other);
    return [...this.parts].sort(order).map(([person, part]) => ({
      person,
      role: part.role,
      present: isPresent(part),
      came_late: part.stays.length > 0 && came(part) > this.begin + LATE_AFTER,
      stays: part.stays.map(({ start, end }) => [start, end]),
      here: part.stays.reduce((sum, { start, end }) => sum + Math.max(0, (end ?? now) - start), 0),
      spoke: part.spoke + this.goingOn(person, now),
      live: { ...part.live, tasks: this.done(person, "live") },
      late: { ...part.late, tasks: this.done(person, "late") },
    }));
  }

  private done(person: string, when: "live" | "late"): number {
    return this.tasks.tasks.filter((one) => metBy(one, person) === when).length;
  }

  private goingOn(person: string, now: number): number {
    return person === this.speaker && this.since !== null ? Math.max(0, now - this.since) : 0;
  }

  private part(person: string): Part {
    let part = this.parts.get(person);
    if (!part) {
      part = { role: null, stays: [], spoke: 0, live: nothing(), late: nothing() };
      this.parts.set(person, part);
    }
    return part;
  }

  private comeAndGo({ at, event }: Entry): void {
    switch (event.type) {
      case "ClassScheduled":
        this.startsAt = event.starts_at;
        break;
      case "ClassOpened":
        this.begin = Math.max(0, (this.startsAt ?? event.opened_at) - event.opened_at);
        break;
      case "PersonJoined":
        this.join(this.part(event.person), event.role, at);
        break;
      case "PersonLeft": {
        const stay = this.parts.get(event.person)?.stays.at(-1);
        if (stay?.end === null) Object.assign(stay, { end: at, lost: event.reason === "lost" });
        break;
      }
      case "RoleChanged": {
        const part = this.parts.get(event.person);
        if (part?.role) part.role = event.role;
        break;
      }
      case "ClassEnded":
        for (const { stays } of this.parts.values()) {
          const stay = stays.at(-1);
          if (stay?.end === null) stay.end = at;
        }
    }
  }

  private join(part: Part, role: Role, at: number): void {
    part.role = role;
    const last = part.stays.at(-1);
    if (!last) part.stays.push({ start: at, end: null, lost: false });
    else if (last.end === null) return;
    else if (last.lost && at - last.end <= SEAT) Object.assign(last, { end: null, lost: false });
    else part.stays.push({ start: at, end: null, lost: false });
  }

  /** Of the main room the class knows who speaks; of a group only the lines that were recognised there. */
  private speak({ at, to, event }: Entry): void {
    switch (event.type) {
      case "SpeakerChanged":
        this.fallSilent(at);
        this.speaker = event.person;
        this.since = event.person === null ? null : at;
        break;
      case "TrackPublished":
        if (event.source === "microphone") this.microphones.set(event.track, event.person);
        break;
      case "TrackMuted":
        if (this.isSpeakers(event.track)) this.fallSilent(at);
        break;
      case "TrackUnmuted":
        if (this.isSpeakers(event.track)) this.since ??= at;
        break;
      case "TrackEnded":
        if (this.isSpeakers(event.track)) this.nobodySpeaks(at);
        this.microphones.delete(event.track);
        break;
      case "PersonLeft":
        if (event.person === this.speaker) this.nobodySpeaks(at);
        break;
      case "PersonMoved":
        if (event.person === this.speaker && event.group !== null) this.nobodySpeaks(at);
        break;
      case "BreakoutsOpened":
        if (event.groups.some(({ people }) => people.includes(this.speaker ?? ""))) this.nobodySpeaks(at);
        break;
      case "ClassEnded":
        this.nobodySpeaks(at);
        break;
      case "CaptionSpoken":
        if (to.startsWith("group:")) this.part(event.person).spoke += event.end - event.start;
    }
  }

  private isSpeakers(track: string): boolean {
    return this.speaker !== null && this.microphones.get(track) === this.speaker;
  }

  private fallSilent(at: number): void {
    if (this.speaker !== null && this.since !== null)
      this.part(this.speaker).spoke += Math.max(0, at - this.since);
    this.since = null;
  }

  private nobodySpeaks(at: number): void {
    this.fallSilent(at);
    this.speaker = null;
  }

  private act({ seq, event }: Entry, by: string): void {
    switch (event.type) {
      case "MessageSaid":
        this.make("messages", event.message, by, event.late);
        break;
      case "CommentAdded":
        if (!event.anonymous) this.make("comments", event.comment, by, event.late);
        break;
      case "CommentApproved":
        if (event.person && !this.made.has(`comments ${event.comment}`))
          this.make("comments", event.comment, event.person, event.late);
        break;
      case "QuestionAsked":
        if (!event.anonymous) this.make("questions", event.question, by, event.late);
        break;
      case "HandRaised":
        this.count("hands", by, false);
        break;
      case "GestureMade":
        this.count("reactions", by, event.late);
        break;
      case "ItemDrawn":
        this.count("strokes", by, event.late);
        break;
      case "MessageReacted":
        this.react(`${by} ${event.message} ${event.reaction}`, by, { ...event, seq });
        break;
      case "PollOpened":
        if (!event.anonymous) this.polls.add(event.poll);
        break;
      case "BallotCast": {
        const key = `${by} ${event.poll}`;
        if (!this.polls.has(event.poll) || this.answered.has(key)) return;
        this.answered.add(key);
        this.count("answers", by, event.late);
      }
    }
  }

  /** What was answered, and so later, to a poll that was put after class is as if it had not been asked. */
  private withdraw(poll: string): void {
    if (!this.polls.delete(poll)) return;
    for (const key of this.answered)
      if (key.endsWith(` ${poll}`) && this.answered.delete(key))
        this.count("answers", key.slice(0, -poll.length - 1), true, -1);
  }

  private count(kind: Kind, by: string, late: boolean, times = 1): void {
    const part = this.part(by);
    (late ? part.late : part.live)[kind] += times;
  }

  private make(kind: Kind, name: string, by: string, late: boolean): void {
    this.made.set(`${kind} ${name}`, { by, late });
    this.count(kind, by, late);
  }

  /** Of one person's reactions of a kind to a message the one written last counts, wherever it was placed. */
  private react(
    key: string,
    by: string,
    { seq, given, late }: { seq: number; given: boolean; late: boolean },
  ): void {
    const before = this.given.get(key);
    if (before && seq < before.seq) return;
    this.given.set(key, { seq, given, late });
    if (before?.given) this.count("reactions", by, before.late, -1);
    if (given) this.count("reactions", by, late);
  }

  private takeBack(event: Event): void {
    if (event.type === "MessageRedacted") this.lose("messages", event.message);
    if (event.type === "CommentRedacted" || event.type === "CommentRefused")
      this.lose("comments", event.comment);
    if (event.type === "QuestionRedacted") this.lose("questions", event.question);
    if (event.type === "PollWithdrawn") this.withdraw(event.poll);
  }

  private lose(kind: Kind, name: string): void {
    const gone = this.made.get(`${kind} ${name}`);
    if (!gone) return;
    this.made.delete(`${kind} ${name}`);
    this.count(kind, gone.by, gone.late, -1);
  }
}

const isPresent = ({ stays }: Part): boolean => stays.at(-1)?.end === null;

/** Everybody's part in these entries, which are in playing order, as far as they stand up to `upTo`. */
export function attendanceOf(entries: readonly Entry[], upTo = Number.POSITIVE_INFINITY): Attendance {
  const found = new Attendance();
  for (const entry of entries) {
    if (entry.at > upTo) break;
    found.take(entry);
  }
  return found;
}

/** Whether somebody gave no sign at all, live or later. */
export const isSilent = (one: Attending): boolean =>
  one.spoke === 0 && KINDS.every((kind) => one.live[kind] + one.late[kind] === 0);
