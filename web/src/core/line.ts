// The socket to the class: it comes back by itself, asks and is answered, and is called anew when it may be dead.
import { Manager, type Socket } from "socket.io-client";
import { t } from "../texts";
import type { ErrorBody } from "./api";
import { inOwnWords } from "./refusals";

export type Ack = ({ ok: true } & Record<string, unknown>) | { ok: false; error: ErrorBody };

const ACK_MS = 10_000;
/** A line that does not answer so soon, after the network changed, is called anew: waiting for TCP takes longer. */
const ALIVE_MS = 2_000;
/** Seconds before a busy server is asked again, longer each time. */
const WAITS = [5, 10, 20, 30];
const noLine = (): ErrorBody => ({
  code: "no_connection",
  fault: "server",
  message: t("core.line_lost"),
  next: t("core.line_kept"),
});

/** Opens at once, also before it is known who calls. */
export const callServer = (): Manager =>
  new Manager(location.origin, {
    transports: ["websocket", "polling"],
    reconnectionDelay: 300,
    reconnectionDelayMax: 1_500,
    timeout: 4_000,
  });

export class Line {
  private socket: Socket | null = null;
  private waiting: ReturnType<typeof setTimeout> | null = null;
  private tries = 0;

  /** `manager`: a line that was opened in the lobby. */
  constructor(private manager: Manager | null) {}

  get connected(): boolean {
    return this.socket?.connected === true;
  }

  open(auth: () => Record<string, unknown>): Socket {
    this.manager ??= callServer();
    this.socket = this.manager.socket("/", { auth: (give) => give(auth()) });
    return this.socket;
  }

  get isOpen(): boolean {
    return this.socket !== null;
  }

  close(): void {
    if (this.waiting) clearTimeout(this.waiting);
    this.waiting = null;
    this.socket?.disconnect();
    this.socket = null;
  }

  /** Hang up and call at once, without the pause between two tries. */
  callAnew(): void {
    if (this.waiting) return;
    this.socket?.disconnect().connect();
  }

  /** Hang up and call again later, as the server is busy; the answer is the time of the next try. */
  callLater(tried: () => void): number {
    const ms = WAITS[Math.min(this.tries, WAITS.length - 1)]! * 1000;
    this.tries += 1;
    this.socket?.disconnect();
    if (this.waiting) clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.waiting = null;
      tried();
      this.socket?.connect();
    }, ms);
    return performance.now() + ms;
  }

  /** Whoever waits may ask for the next try now. */
  callNow(): void {
    if (this.waiting) clearTimeout(this.waiting);
    this.waiting = null;
    this.callAnew();
  }

  /** The class was entered: the next time the server is busy the waiting begins short. */
  served(): void {
    this.tries = 0;
  }

  /** Whether the line still carries; a dead one is not noticed by itself for many seconds. */
  async alive(asked: Record<string, unknown>): Promise<boolean> {
    const answer = await this.ask("command", asked, ALIVE_MS);
    return answer.ok || (answer.error.code !== "no_connection" && answer.error.code !== "timeout");
  }

  say(event: string, payload: Record<string, unknown>): void {
    this.socket?.volatile.emit(event, payload);
  }

  async ask(event: "command" | "media", payload: Record<string, unknown>, ms = ACK_MS): Promise<Ack> {
    if (!this.socket?.connected) return { ok: false, error: noLine() };
    try {
      const answer = (await this.socket.timeout(ms).emitWithAck(event, payload)) as Ack;
      return answer.ok ? answer : { ...answer, error: inOwnWords(answer.error) };
    } catch {
      return { ok: false, error: { ...noLine(), code: "timeout", message: t("core.line_silent") } };
    }
  }
}
