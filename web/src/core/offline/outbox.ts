/** What somebody wrote or chose while the school was out of reach: it waits on this device, and keeps its moment. */
import type { Order } from "../../wire";
import { ApiError, api, type ErrorBody, isBusy } from "../api";

/** What may wait; everything else is refused without a line, in words. */
const WAITS: ReadonlySet<Order["do"]> = new Set([
  "Say",
  "AddComment",
  "AskQuestion",
  "UpvoteQuestion",
  "Vote",
  "Gesture",
  "React",
  "ReactToComment",
]);
const MOST = 200;
const NAME = "amphi.outbox ";

/** `error`: the school has said no to it. */
export interface Waiting {
  order: Order;
  error: ErrorBody | null;
}

type Storage_ = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Whether a later order says the same better: only the last vote in a poll counts. */
const replaces = (later: Order, earlier: Order): boolean =>
  later.do === "Vote" && earlier.do === "Vote" && later.poll === earlier.poll;

export class Outbox {
  private kept: readonly Waiting[];
  private sending: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly name: string;

  constructor(
    readonly classId: string,
    person: string,
    private readonly shelf: Storage_ = localStorage,
  ) {
    this.name = `${NAME}${person}/${classId}`;
    this.kept = read(this.shelf.getItem(this.name));
  }

  /** The same object until it changes. */
  list = (): readonly Waiting[] => this.kept;

  subscribe = (heard: () => void): (() => void) => {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  };

  private set(kept: readonly Waiting[]): void {
    this.kept = kept;
    if (kept.length === 0) this.shelf.removeItem(this.name);
    else this.shelf.setItem(this.name, JSON.stringify(kept));
    for (const heard of [...this.listeners]) heard();
  }

  /** Take an order in; false when it cannot wait. */
  put(order: Order): boolean {
    if (!WAITS.has(order.do) || this.kept.length >= MOST) return false;
    this.set([...this.kept.filter((one) => !replaces(order, one.order)), { order, error: null }]);
    return true;
  }

  drop = (id: string): void => this.set(this.kept.filter((one) => one.order.id !== id));

  /** Try what the school had refused once more with the next sending. */
  again = (id: string): void =>
    this.set(this.kept.map((one) => (one.order.id === id ? { ...one, error: null } : one)));

  /** Send what waits, in order, under its own ids: what came through before is not done twice. Calls at once send once. */
  send(token: string | undefined): Promise<void> {
    this.sending ??= this.sendAll(token).finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  private async sendAll(token: string | undefined): Promise<void> {
    for (const { order } of this.kept.filter((one) => one.error === null)) {
      try {
        await api.command(this.classId, order, token);
        this.drop(order.id);
      } catch (problem) {
        if (!(problem instanceof ApiError) || isBusy(problem)) return;
        const { code, fault, message, next } = problem;
        const error = { code, fault, message, next };
        this.set(this.kept.map((one) => (one.order.id === order.id ? { ...one, error } : one)));
      }
    }
  }
}

function read(text: string | null): readonly Waiting[] {
  try {
    const found: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(found) ? (found as Waiting[]).filter((one) => one?.order?.id !== undefined) : [];
  } catch {
    return []; // What a curious hand has left there.
  }
}
