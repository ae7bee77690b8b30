// The line to the class while it goes on: follows the timeline, comes back by itself, sends what a person does.
import type { Manager } from "socket.io-client";
import { t } from "../texts";
import type { Entry, Hidden, Order } from "../wire";
import {
  ApiError,
  api,
  type ErrorBody,
  isBusy,
  type Me,
  newId,
  type People,
  type TimelineAnswer,
} from "./api";
import { Commands, type Outcome } from "./commands";
import { ClassFiles } from "./files";
import { Line } from "./line";
import { inOwnWords } from "./refusals";
import { atFirst, type LiveState, type Speaking, stillTyping, tallyOf } from "./state";
import { Timeline } from "./timeline";
import type { Choice } from "./view/consent";
import { resumed } from "./view/lesson";
import { isStaff } from "./view/people";

export type { LiveState, Speaking };

const TYPING_MS = 4000;
/** So long at most the page waits for the first tracks to be on their way before it is drawn. */
const DRAWN_BY_MS = 300;

interface Options {
  classId: string;
  token: string;
  me: Me;
  /** Opened in the lobby. */
  line?: Manager | null;
}

export class Live {
  readonly timeline = new Timeline();
  readonly commands: Commands;
  readonly files: ClassFiles;
  state: LiveState;
  /** Called when the class is being entered for the first time: what is asked now follows right behind. */
  entering: () => Promise<void> = () => Promise.resolve();
  chosenInLobby?: Choice;
  private readonly line: Line;
  private readonly classId: string;
  private readonly token: string;
  private zero: number | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly speakingListeners = new Set<Speaking>();
  private readonly signalListeners = new Set<(signal: Record<string, unknown>) => void>();
  private fetching: Promise<void> | null = null;

  constructor({ classId, token, me, line }: Options) {
    this.classId = classId;
    this.token = token;
    this.files = new ClassFiles(classId, token);
    this.line = new Line(line ?? null);
    this.commands = new Commands(
      (order) => this.send(order),
      () => this.state.link === "lost",
    );
    this.state = atFirst(me);
  }

  subscribe = (heard: () => void): (() => void) => {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  };

  onSpeaking(heard: Speaking): () => void {
    this.speakingListeners.add(heard);
    return () => this.speakingListeners.delete(heard);
  }

  /** Signals that the line itself has no use for. */
  onSignal(heard: (signal: Record<string, unknown>) => void): () => void {
    this.signalListeners.add(heard);
    return () => this.signalListeners.delete(heard);
  }

  signal(told: Record<string, unknown>): void {
    this.line.say("signal", told);
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
    if (this.line.isOpen) return;
    const socket = this.line.open(() => ({
      token: this.token,
      class: this.classId,
      after: this.timeline.last,
    }));
    socket.on("connect", () => void this.enter());
    socket.on("disconnect", (reason) => this.lost(reason));
    socket.on("connect_error", (error: Error & { data?: { error?: ErrorBody } }) => this.refused(error));
    socket.on("entries", (sent: { entries: (Entry | Hidden)[]; people?: People }) => this.take(sent));
    socket.on("signal", (signal: Record<string, unknown>) => this.heed(signal));
    socket.on("gone", (gone: { code: string; message: string }) => {
      // Another process leads the class now: the line is cut, and called again at once.
      if (gone.code === "busy") this.wait(gone);
      else if (gone.code !== "moved") this.leave(inOwnWords(gone));
    });
  }

  stop = (): void => this.line.close();

  /** The page is being closed or loaded anew: the seat need not be held as for a line that was cut. */
  closing = (): void => this.line.say("signal", { type: "closing" });

  /** The network changed, or the machine slept: a line that does not answer soon is called anew. */
  check = async (): Promise<void> => {
    if (this.state.busy || this.state.link === "gone" || this.state.link === "failed") return;
    if (this.line.connected && (await this.line.alive({ id: newId("alive"), do: "JoinClass" }))) return;
    if (this.state.link === "on") this.lost("silent");
    if (this.line.isOpen) this.line.callAnew();
  };

  /** Somebody does not want to wait for the next try. */
  callNow = (): void => {
    this.set({ busy: null, link: this.state.entered ? "lost" : "joining" });
    this.line.callNow();
  };

  /** The server is busy: it is asked again by itself, later. */
  private wait({ code, message }: { code: string; message: string }): void {
    const until = this.line.callLater(() => this.set({ busy: null }));
    const { entered, lostSince } = this.state;
    this.set({
      link: entered ? "lost" : "busy",
      lostSince: lostSince ?? performance.now(),
      busy: { code, message, until },
    });
  }

  private async enter(): Promise<void> {
    const first = this.state.entered === 0;
    const choice = first ? this.chosenInLobby : this.timeline.live().consent.get(this.state.me.person);
    const asked = this.line.ask("command", { id: newId("join"), do: "JoinClass", ...choice });
    const ahead = first ? this.entering() : null;
    const joined = await asked;
    if (!joined.ok) return this.notIn(joined.error);
    // Before coming in only the class's hours could be read: the first time everything is read again.
    await this.catchUp(first ? 0 : this.timeline.last);
    const inside = this.timeline.live().people.byId.get(this.state.me.person)?.present;
    const staff = isStaff(this.state.me.role);
    if (!inside && !staff && this.timeline.live().people.asking.includes(this.state.me.person))
      return this.set({ link: "waiting", lostSince: null, busy: null });
    // Drawing the room takes as long as finding the way for the first picture: it is found meanwhile.
    if (ahead) await Promise.race([ahead, new Promise((done) => setTimeout(done, DRAWN_BY_MS))]);
    if (!this.line.connected) return; // lost again meanwhile
    this.line.served();
    this.set({ link: "on", lostSince: null, failed: null, busy: null, entered: this.state.entered + 1 });
    this.commands.retryLost();
  }

  private notIn(error: ErrorBody): void {
    if (error.code === "no_connection") return;
    if (error.code === "class_ended") {
      void this.catchUp(0).then(() => this.leave({ code: "ended", message: error.message }));
    } else if (error.code === "removed" || error.code === "declined") this.leave(error);
    else if (isBusy(error)) this.wait(error);
    else this.set({ link: "failed", failed: error });
  }

  private lost(reason: string): void {
    if (this.state.link === "gone" || this.state.link === "failed") return;
    if (reason === "io client disconnect") return;
    // The server tells again, on the next line, what is still in trouble and who else is away.
    this.set({
      link: this.state.entered ? "lost" : "joining",
      lostSince: this.state.lostSince ?? performance.now(),
      trouble: null,
      away: new Set(),
    });
    if (reason === "io server disconnect" && !this.state.busy) this.line.callAnew();
  }

  private refused(error: Error & { data?: { error?: ErrorBody } }): void {
    const told = error.data?.error && inOwnWords(error.data.error);
    if (told && isBusy(told)) this.wait(told);
    else if (told) {
      this.line.close();
      if (told.code === "class_ended") this.leave({ code: "ended", message: told.message });
      else if (told.code === "removed" || told.code === "declined") this.leave(told);
      else this.set({ link: "failed", failed: told });
    } else
      this.set({
        link: this.state.entered ? "lost" : "joining",
        lostSince: this.state.lostSince ?? performance.now(),
      });
  }

  private leave(gone: { code: string; message: string }): void {
    this.set({ link: "gone", gone });
    this.commands.giveUp();
    this.line.close();
  }

  private take({ entries, people }: { entries: (Entry | Hidden)[]; people?: People }): void {
    const before = this.timeline.live().lesson;
    const missing = this.timeline.add(entries, people);
    const view = this.timeline.live();
    if (this.zero === null && view.lesson.state === "live") this.zero = performance.now() - view.at;
    this.commands.arrived(this.timeline.last);
    const typing = stillTyping(this.state.typing, entries);
    if (typing !== this.state.typing) this.set({ typing });
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
        this.leave({ code: "declined", message: t("core.not_let_in") });
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
    if (answer.course !== this.state.course) this.set({ course: answer.course });
    this.take(answer);
  }

  private heed(signal: Record<string, unknown>): void {
    if (signal.type === "speaking") {
      const people = new Set(signal.people as string[]);
      for (const heard of this.speakingListeners) heard(people);
    } else if (signal.type === "tally") {
      this.set({ tallies: { ...this.state.tallies, [String(signal.poll)]: tallyOf(signal) } });
    } else if (signal.type === "trouble" && signal.what === "recording") {
      this.set({ trouble: inOwnWords({ code: String(signal.code), message: String(signal.message) }) });
    } else if (signal.type === "media" && signal.what === "renew") {
      this.set({ renewals: this.state.renewals + 1 });
    } else if (signal.type === "away") {
      this.set({ away: new Set(signal.people as string[]) });
    } else if (signal.type === "typing" && typeof signal.person === "string") {
      this.set({ typing: { ...this.state.typing, [signal.person]: performance.now() + TYPING_MS } });
      setTimeout(() => this.set({ typing: { ...this.state.typing } }), TYPING_MS + 50);
    } else for (const heard of this.signalListeners) heard(signal);
  }

  /** The counts of a poll, if this reader may know them. */
  askTally = (poll: string): void => {
    void api
      .tally(this.classId, poll, this.token)
      .then((tally) => this.set({ tallies: { ...this.state.tallies, [poll]: tally } }))
      .catch(() => undefined);
  };

  typing = (to: string): void => this.signal({ type: "typing", to });

  /** One media request; throws an ApiError if it is refused. */
  media = async (asked: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const answer = await this.line.ask("media", asked);
    if (!answer.ok) throw new ApiError(answer.error, 0);
    return answer;
  };

  private async send(order: Order): Promise<Outcome> {
    const answer = await this.line.ask("command", order as unknown as Record<string, unknown>);
    return answer.ok ? { ok: true, seq: typeof answer.seq === "number" ? answer.seq : undefined } : answer;
  }

  /** Out of the class by one's own will. */
  async goOut(): Promise<void> {
    await this.line.ask("command", { id: newId("out"), do: "LeaveClass" });
    this.stop();
  }
}
