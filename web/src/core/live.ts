// The line to the class while it goes on: follows the timeline, comes back by itself, sends what a person does.
import { io, type Socket } from "socket.io-client";
import type { Entry, Hidden, Order } from "../wire";
import {
  ApiError,
  api,
  type ErrorBody,
  type Me,
  newId,
  type People,
  type Tally,
  type TimelineAnswer,
} from "./api";
import { Commands, type Outcome } from "./commands";
import { Timeline } from "./timeline";
import { resumed } from "./view/lesson";
import { isStaff } from "./view/people";

export type Link = "joining" | "waiting" | "on" | "lost" | "gone" | "failed";
export interface LiveState {
  link: Link;
  /** performance.now() since the line is lost. */
  lostSince: number | null;
  gone: { code: string; message: string } | null;
  failed: ErrorBody | null;
  me: Me;
  course: string;
  tallies: Readonly<Record<string, Tally>>;
  /** Persons who write now, with the time (performance.now) until which that is true. */
  typing: Readonly<Record<string, number>>;
  /** Why recording stopped by itself, told to staff until it goes on. */
  trouble: { code: string; message: string } | null;
  /** How often the class was entered; media is set up anew when it grows. */
  entered: number;
}
export type Speaking = (people: ReadonlySet<string>) => void;
type Ack = ({ ok: true } & Record<string, unknown>) | { ok: false; error: ErrorBody };

const ACK_MS = 10_000;
const TYPING_MS = 4000;
const noLine: ErrorBody = {
  code: "no_connection",
  fault: "server",
  message: "The line to the class is lost.",
  next: "We keep it and try again.",
};

interface Options {
  classId: string;
  token: string;
  me: Me;
}

export class Live {
  readonly timeline = new Timeline();
  readonly commands: Commands;
  state: LiveState;
  /** Told which layers of one's own pictures somebody watches. */
  onWanted: (track: string, layers: boolean[]) => void = () => undefined;
  private readonly classId: string;
  private readonly token: string;
  private socket: Socket | null = null;
  private zero: number | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly speakingListeners = new Set<Speaking>();
  private fetching: Promise<void> | null = null;

  constructor({ classId, token, me }: Options) {
    this.classId = classId;
    this.token = token;
    this.commands = new Commands((order) => this.send(order));
    this.state = {
      link: "joining",
      lostSince: null,
      gone: null,
      failed: null,
      me,
      course: "",
      tallies: {},
      typing: {},
      trouble: null,
      entered: 0,
    };
  }

  subscribe = (heard: () => void): (() => void) => {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  };

  onSpeaking(heard: Speaking): () => void {
    this.speakingListeners.add(heard);
    return () => this.speakingListeners.delete(heard);
  }

  private set(change: Partial<LiveState>): void {
    this.state = { ...this.state, ...change };
    for (const heard of this.listeners) heard();
  }

  /** Class time now in ms, by the server's clock. */
  now(): number {
    return this.zero === null ? 0 : Math.max(0, performance.now() - this.zero);
  }

  start(): void {
    if (this.socket) return;
    const socket = io({
      transports: ["websocket", "polling"],
      reconnectionDelay: 400,
      reconnectionDelayMax: 4000,
      auth: (give) => give({ token: this.token, class: this.classId, after: this.timeline.last }),
    });
    this.socket = socket;
    socket.on("connect", () => void this.enter());
    socket.on("disconnect", (reason) => this.lost(reason));
    socket.on("connect_error", (error: Error & { data?: { error?: ErrorBody } }) => this.refused(error));
    socket.on("entries", (sent: { entries: (Entry | Hidden)[]; people?: People }) => this.take(sent));
    socket.on("signal", (signal: Record<string, unknown>) => this.heed(signal));
    socket.on("gone", (gone: { code: string; message: string }) => {
      // Another process leads the class now: the line is cut, and called again at once.
      if (gone.code !== "moved") this.leave(gone);
    });
  }

  stop(): void {
    this.socket?.disconnect();
    this.socket = null;
  }

  private async enter(): Promise<void> {
    const joined = await this.ask("command", { id: newId("join"), do: "JoinClass" });
    if (!joined.ok) return this.notIn(joined.error);
    // Before coming in only the class's hours could be read: the first time everything is read again.
    await this.catchUp(this.state.entered === 0 ? 0 : this.timeline.last);
    const inside = this.timeline.live().people.byId.get(this.state.me.person)?.present;
    const staff = isStaff(this.state.me.role);
    if (!inside && !staff && this.timeline.live().lesson.lobby)
      return this.set({ link: "waiting", lostSince: null });
    this.set({ link: "on", lostSince: null, failed: null, entered: this.state.entered + 1 });
    this.commands.retryLost();
  }

  private notIn(error: ErrorBody): void {
    if (error.code === "no_connection" || error.code === "timeout") return;
    if (error.code === "class_ended") {
      void this.catchUp(0).then(() => this.leave({ code: "ended", message: error.message }));
    } else if (error.code === "removed" || error.code === "declined") this.leave(error);
    else this.set({ link: "failed", failed: error });
  }

  private lost(reason: string): void {
    if (this.state.link === "gone") return;
    if (reason === "io client disconnect") return;
    // The server tells again, on the next line, what is still in trouble.
    this.set({ link: "lost", lostSince: this.state.lostSince ?? performance.now(), trouble: null });
    if (reason === "io server disconnect") this.socket?.connect();
  }

  private refused(error: Error & { data?: { error?: ErrorBody } }): void {
    const told = error.data?.error;
    if (told && told.fault !== "server") {
      this.socket?.disconnect();
      if (told.code === "class_ended") this.leave({ code: "ended", message: told.message });
      else this.set({ link: "failed", failed: told });
      return;
    }
    this.set({
      link: this.state.entered ? "lost" : "joining",
      lostSince: this.state.lostSince ?? performance.now(),
    });
  }

  private leave(gone: { code: string; message: string }): void {
    this.set({ link: "gone", gone });
    this.socket?.disconnect();
  }

  private take({ entries, people }: { entries: (Entry | Hidden)[]; people?: People }): void {
    const before = this.timeline.live().lesson;
    const missing = this.timeline.add(entries, people);
    const view = this.timeline.live();
    if (this.zero === null && view.lesson.state === "live") this.zero = performance.now() - view.at;
    this.commands.arrived(this.timeline.last);
    if (this.state.trouble && resumed(before, view.lesson)) this.set({ trouble: null });
    if (missing) void this.catchUp(this.timeline.last);
    const mine = view.people.byId.get(this.state.me.person);
    if (mine && mine.role !== this.state.me.role) this.set({ me: { ...this.state.me, role: mine.role } });
    if (this.state.link === "waiting") this.admitted(entries);
  }

  private admitted(entries: (Entry | Hidden)[]): void {
    for (const entry of entries) {
      if (!("event" in entry) || !("person" in entry.event) || entry.event.person !== this.state.me.person)
        continue;
      if (entry.event.type === "PersonAdmitted") void this.enter();
      if (entry.event.type === "AdmissionDeclined")
        this.leave({ code: "declined", message: "The teacher did not let you in." });
    }
  }

  /** Read what is missing over HTTP; one read at a time. */
  private catchUp(after: number): Promise<void> {
    this.fetching ??= api
      .timeline(this.classId, after, this.token)
      .then((answer) => this.read(answer))
      .catch(() => undefined)
      .finally(() => {
        this.fetching = null;
      });
    return this.fetching;
  }

  private read(answer: TimelineAnswer): void {
    if (answer.opened_at !== null) this.zero = performance.now() - answer.now;
    const course =
      typeof answer.course === "string"
        ? answer.course
        : ((answer.course as { title?: string })?.title ?? "");
    if (course !== this.state.course) this.set({ course });
    this.take(answer);
  }

  private heed(signal: Record<string, unknown>): void {
    if (signal.type === "speaking") {
      const people = new Set(signal.people as string[]);
      for (const heard of this.speakingListeners) heard(people);
    } else if (signal.type === "tally") {
      const { poll, counts, late_counts, voters, late_voters } = signal as unknown as Tally & {
        poll: string;
      };
      const tally = { counts, late_counts: late_counts ?? [], voters, late_voters: late_voters ?? 0 };
      this.set({ tallies: { ...this.state.tallies, [poll]: tally } });
    } else if (signal.type === "wanted") {
      this.onWanted(String(signal.track), signal.layers as boolean[]);
    } else if (signal.type === "trouble" && signal.what === "recording") {
      this.set({ trouble: { code: String(signal.code), message: String(signal.message) } });
    } else if (signal.type === "typing" && typeof signal.person === "string") {
      this.set({ typing: { ...this.state.typing, [signal.person]: performance.now() + TYPING_MS } });
      setTimeout(() => this.set({ typing: { ...this.state.typing } }), TYPING_MS + 50);
    }
  }

  /** The counts of a poll, if this reader may know them. */
  askTally = (poll: string): void => {
    void api
      .tally(this.classId, poll, this.token)
      .then((tally) => this.set({ tallies: { ...this.state.tallies, [poll]: tally } }))
      .catch(() => undefined);
  };

  typing = (): void => {
    this.socket?.volatile.emit("signal", { type: "typing" });
  };

  /** One media request; throws an ApiError if it is refused. */
  media = async (asked: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const answer = await this.ask("media", asked);
    if (!answer.ok) throw new ApiError(answer.error, 0);
    return answer;
  };

  private async send(order: Order): Promise<Outcome> {
    const answer = await this.ask("command", order as unknown as Record<string, unknown>);
    return answer.ok ? { ok: true, seq: typeof answer.seq === "number" ? answer.seq : undefined } : answer;
  }

  private async ask(event: "command" | "media", payload: Record<string, unknown>): Promise<Ack> {
    if (!this.socket?.connected) return { ok: false, error: noLine };
    try {
      return (await this.socket.timeout(ACK_MS).emitWithAck(event, payload)) as Ack;
    } catch {
      return {
        ok: false,
        error: { ...noLine, code: "timeout", message: "The class did not answer in time." },
      };
    }
  }

  /** Out of the class by one's own will. */
  async goOut(): Promise<void> {
    await this.ask("command", { id: newId("out"), do: "LeaveClass" });
    this.stop();
  }
}
