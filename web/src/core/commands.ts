// What a person does: shown at once, sent with an own id, sent again after a lost line, kept if it fails.
import { t } from "../texts";
import type { Command, Order } from "../wire";
import { ApiError, type ErrorBody, newId } from "./api";

export type Outcome = { ok: true; seq?: number } | { ok: false; error: ErrorBody };
export type Send = (order: Order) => Promise<Outcome>;
/** `at` in class ms only for late-able commands. */
export type Act = (command: Command & { at?: number }) => Promise<Outcome>;

export interface Pending {
  command: Order;
  /** "sent" = accepted with this seq, waiting for its entry. */
  state: "sending" | "failed" | "sent";
  seq: number | null;
  error: ErrorBody | null;
  since: number;
}

/** The school is out of reach: it waits on this device, and its writer need not do it again (`offline/outbox.ts`). */
export const KEPT = "kept_here";

/** Whether nothing is left for its writer to do. */
export const isDone = (outcome: Outcome): boolean => outcome.ok || outcome.error.code === KEPT;

/** A click given while the line is lost waits so long for it. */
const HELD_MS = 60_000;
/** Codes after which the same command may be sent again by itself. */
const AGAIN = new Set(["no_connection", "timeout", "busy", "class_moved", "not_present"]);

export class Commands {
  private list: readonly Pending[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly held = new Set<(back: boolean) => void>();

  /** `isLost`: whether there is a line that will come back and bring `retryLost`. */
  constructor(
    private readonly send: Send,
    private readonly isLost: () => boolean = () => false,
  ) {}

  get pending(): readonly Pending[] {
    return this.list;
  }

  subscribe = (heard: () => void): (() => void) => {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  };

  private set(list: readonly Pending[]): void {
    this.list = list;
    for (const heard of this.listeners) heard();
  }

  private change(id: string, change: Partial<Pending>): void {
    this.set(this.list.map((one) => (one.command.id === id ? { ...one, ...change } : one)));
  }

  act: Act = (body) => {
    const command = { ...body, id: newId("c") } as Order;
    this.set([...this.list, { command, state: "sending", seq: null, error: null, since: Date.now() }]);
    return this.run(command);
  };

  private async run(command: Order): Promise<Outcome> {
    let outcome = await this.trySend(command);
    // Without a line a click waits for it, under its own id: the server does once what it is asked twice.
    while (!keeps(command) && again(outcome) && this.isLost() && (await this.back()))
      outcome = await this.trySend(command);
    if (outcome.ok) this.settle(command.id, outcome.seq);
    else if (keeps(command)) this.change(command.id, { state: "failed", error: outcome.error });
    else this.drop(command.id);
    return outcome;
  }

  private trySend(command: Order): Promise<Outcome> {
    return this.send(command).catch((cause: unknown) => failed(cause));
  }

  /** Until the line is back; false when it was away too long. */
  private back(): Promise<boolean> {
    return new Promise((done) => {
      const timer = setTimeout(() => settle(false), HELD_MS);
      const settle = (back: boolean) => {
        clearTimeout(timer);
        this.held.delete(settle);
        done(back);
      };
      this.held.add(settle);
    });
  }

  private settle(id: string, seq: number | undefined): void {
    if (seq === undefined) this.drop(id);
    else this.change(id, { state: "sent", seq });
  }

  /** The entries up to `last` are on the screen: what they carry is pending no more. */
  arrived(last: number): void {
    const left = this.list.filter((one) => one.state !== "sent" || (one.seq ?? 0) > last);
    if (left.length !== this.list.length) this.set(left);
  }

  /** Send a failed command once more under the same id. */
  retry = (id: string): void => {
    const one = this.list.find((pending) => pending.command.id === id);
    if (one?.state !== "failed") return;
    this.change(id, { state: "sending", error: null });
    void this.run(one.command);
  };

  /** After the line is back: everything that failed only for want of a line, in the order in which it was done. */
  retryLost(): void {
    for (const settle of [...this.held]) settle(true);
    for (const one of this.list) if (one.error && AGAIN.has(one.error.code)) this.retry(one.command.id);
  }

  /** The line does not come back. */
  giveUp(): void {
    for (const settle of [...this.held]) settle(false);
  }

  drop = (id: string): void => this.set(this.list.filter((one) => one.command.id !== id));
}

/** Words are kept when they cannot be sent; a click is simply refused. */
const keeps = (command: Order): boolean => command.do === "Say" || command.do === "AddComment";

const again = (outcome: Outcome): boolean => !outcome.ok && AGAIN.has(outcome.error.code);

function failed(cause: unknown): Outcome {
  if (cause instanceof ApiError) {
    const { code, fault, message, next } = cause;
    return { ok: false, error: { code, fault, message, next } };
  }
  const message = cause instanceof Error ? cause.message : t("core.not_sent");
  return { ok: false, error: { code: "timeout", fault: "server", message, next: t("core.try_again") } };
}
