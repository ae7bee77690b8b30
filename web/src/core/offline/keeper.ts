/** Brings a class onto this device, and brings what is there in line with the class as it may be read now. */
import { ApiError, ask, isBusy, type TimelineAnswer } from "../api";
import { filmAddress } from "../films";
import type { Manifest } from "../playback/manifest";
import type { Spending } from "../playback/sizes";
import { manifestFrom } from "../playback/uncut";
import { progressApi } from "../progress";
import { holderOf } from "./owner";
import { dropPage, keepPage } from "./page";
import { nameOf, type Piece, partOf } from "./part";
import { filmPieces, type Plan, planOf, weightOf } from "./plan";
import { heedRefusal } from "./refused";
import { Copy, copyFor, forgetFound, type Kept, keepsAny } from "./shelf";

const AT_ONCE = 3;
const BUSY_MS = 1_500;
/** How an end that somebody wished for is told from one that nobody did. */
const OWN = "amphi:";

export interface KeepState {
  /** null: nothing of the class is kept. */
  record: Kept | null;
  running: boolean;
  /** Why it stopped; null while nothing is wrong. */
  problem: unknown;
}

const pause = (ms: number) => new Promise((over) => setTimeout(over, ms));

async function fetched(path: string, token: string | undefined, options: RequestInit): Promise<Response> {
  for (;;)
    try {
      return await ask(path, options, token);
    } catch (cause) {
      // Many were asked for at once; the school says so before it is too much for it.
      if (!(cause instanceof ApiError) || cause.status === 0 || !isBusy(cause) || options.signal?.aborted)
        throw cause;
      await pause(BUSY_MS);
    }
}

async function partFor(
  classId: string,
  token: string | undefined,
  choice: Spending,
): Promise<Manifest | null> {
  try {
    return partOf(await manifestFrom(classId, token, false), choice);
  } catch (problem) {
    if (problem instanceof ApiError && problem.code === "no_recording") return null;
    throw problem;
  }
}

/** What keeping a class will take, in bytes, for each choice. */
export function sizesToKeep(told: TimelineAnswer, manifest: Manifest): Record<Spending, number> {
  const size = (choice: Spending) => weightOf(planOf(told, partOf(manifest, choice), choice));
  return { full: size("full"), small: size("small"), sound: size("sound") };
}

export class Keeper {
  private state: KeepState = { record: null, running: false, problem: null };
  private copy: Copy | null = null;
  private abort: AbortController | null = null;
  private readonly listeners = new Set<() => void>();
  private ready: Promise<void>;

  constructor(
    readonly first: Pick<TimelineAnswer, "class" | "me" | "title" | "course">,
    private readonly token: string | undefined,
  ) {
    this.ready = this.look();
  }

  snapshot = (): KeepState => this.state;
  subscribe = (heard: () => void): (() => void) => {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  };

  private set(change: Partial<KeepState>): void {
    this.state = { ...this.state, ...change };
    for (const heard of [...this.listeners]) heard();
  }

  private async look(): Promise<void> {
    this.copy = await copyFor(this.first.class, this.token);
    this.set({ record: this.copy?.record ?? null });
  }

  /** Begin, or keep more or less of it than before. `at`: where the player stands, class ms. */
  async keep(choice: Spending, at: number): Promise<void> {
    await this.ready;
    this.set({ running: true, problem: null });
    try {
      await navigator.storage?.persist?.();
      await keepPage();
      const { class: id, me, title, course } = this.first;
      const now = Date.now();
      const about = { class: id, person: me.person, title, course, choice };
      const fresh = { keptAt: now, checkedAt: now, edit: "", bytes: 0, done: 0, whole: false };
      const holder = await holderOf(this.token);
      if (this.copy) await this.copy.note({ choice, holder, whole: false });
      else this.copy = await Copy.begin({ ...about, holder, ...fresh });
      forgetFound();
      // From now on the school knows since when passages may be watched without it.
      await progressApi.watched(id, { spans: [], skipped: [] }, at, this.token).catch(() => undefined);
      await this.run();
    } catch (problem) {
      this.set({ running: false, problem });
    }
  }

  pause(): void {
    this.abort?.abort();
  }

  /** Go on where it stopped. */
  async go(): Promise<void> {
    await this.ready;
    if (this.state.running || this.copy === null) return;
    this.set({ running: true, problem: null });
    await this.run();
  }

  /** The class was opened, and the school answers: what may be read no longer goes, and what is new comes. */
  async check(): Promise<void> {
    await this.ready;
    if (this.copy === null) return this.look();
    if (!this.copy.record.whole || this.state.running) {
      if (!this.state.running) await this.aligned(this.copy).catch(() => undefined);
      return;
    }
    await keepPage().catch(() => undefined);
    await this.go();
  }

  async remove(): Promise<void> {
    this.pause();
    await this.copy?.remove();
    this.copy = null;
    this.set({ record: null, running: false, problem: null });
    if (!(await keepsAny())) await dropPage();
  }

  /** Read the class, take out what is in it no longer, and write down what is. */
  private async aligned(copy: Copy): Promise<Plan> {
    const { class: id } = this.first;
    const { choice, edit } = copy.record;
    const path = `/classes/${id}/timeline?after=0`;
    const answer = await ask(path, { cache: "no-store" }, this.token).catch(async (problem: unknown) => {
      if (problem instanceof ApiError) await heedRefusal(copy, problem.status, problem.code);
      throw problem;
    });
    const told = (await answer.clone().json()) as TimelineAnswer;
    const manifest = await partFor(id, this.token, choice);
    const plan = planOf(told, manifest, choice);
    const pieces = [...plan.media, ...plan.films.flatMap(filmPieces)];
    const known = new Set([...pieces.map(nameOf), ...plan.lasting, ...plan.changing]);
    // Small pictures and texts of a class that was edited are made anew; its media is known by its bytes.
    const stale = (name: string) => !known.has(name) || (edit !== plan.edit && !name.startsWith("media/"));
    await copy.drop((await copy.names()).filter(stale));
    await copy.put("timeline", answer);
    await copy.put("manifest", manifest === null ? noRecording() : Response.json(manifest));
    await copy.note({ edit: plan.edit, bytes: weightOf(plan), title: told.title });
    return plan;
  }

  private async run(): Promise<void> {
    const { copy } = this;
    if (copy === null) return;
    const abort = new AbortController();
    this.abort = abort;
    try {
      const plan = await this.aligned(copy);
      await this.bring(copy, plan, abort.signal);
      await copy.note({ whole: true, done: copy.record.bytes });
      this.set({ record: copy.record, running: false });
      await this.gone();
    } catch (problem) {
      abort.abort();
      await copy.note({}).catch(() => undefined);
      const mine = problem instanceof Error && problem.message.startsWith(OWN);
      this.set({ record: copy.record, running: false, problem: mine ? null : problem });
      await this.gone();
    }
  }

  /** A copy that was removed while it came (the class is closed to its reader) does not come back by itself. */
  private async gone(): Promise<void> {
    if (await caches.has(this.copy?.name ?? "")) return;
    this.copy = null;
    this.set({ record: null });
  }

  private async bring(copy: Copy, plan: Plan, signal: AbortSignal): Promise<void> {
    const here = new Set(await copy.names());
    const jobs: { name: string; size: number; run: () => Promise<void> }[] = [
      ...plan.media.map((one) => this.mediaJob(copy, one, `/media/${one.file}`, signal)),
      ...plan.films.flatMap((film) =>
        filmPieces(film).map((one) => this.filmJob(copy, one, film.film, signal)),
      ),
    ].filter(({ name }) => !here.has(name));
    const paths = [...plan.lasting.filter((one) => !here.has(one)), ...plan.changing];
    let done = copy.record.bytes - jobs.reduce((sum, { size }) => sum + size, 0);
    const besides = plan.besides / Math.max(1, paths.length);
    done -= plan.besides;
    const all = [
      ...paths.map((path) => ({ size: besides, run: () => this.pathJob(copy, path, signal) })),
      ...jobs,
    ];
    const worker = async () => {
      for (let job = all.shift(); job !== undefined; job = all.shift()) {
        if (signal.aborted) throw new Error(`${OWN} paused`);
        await job.run();
        done += job.size;
        await copy.note({ done: Math.max(0, Math.round(done)) });
        this.set({ record: copy.record });
      }
    };
    // What is on its way when one fails still arrives: it is not fetched a second time.
    const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
    const failed = ends.find((one) => one.status === "rejected");
    if (failed) throw failed.reason;
  }

  private mediaJob(copy: Copy, piece: Piece, path: string, signal: AbortSignal) {
    const { first, last } = piece;
    const run = async () => {
      const headers = { Range: `bytes=${first}-${last}` };
      const answer = await this.from(path, { headers, signal });
      await this.keepPart(copy, piece, answer);
    };
    return { name: nameOf(piece), size: last - first + 1, run };
  }

  private filmJob(copy: Copy, piece: Piece, film: string, signal: AbortSignal) {
    const { first, last } = piece;
    const run = async () => {
      const url = await filmAddress(this.first.class, film, this.token);
      const answer = await fetch(url, { headers: { Range: `bytes=${first}-${last}` }, signal });
      if (!answer.ok) throw new TypeError("the film did not come");
      await this.keepPart(copy, piece, answer);
    };
    return { name: nameOf(piece), size: last - first + 1, run };
  }

  /** Cache Storage takes no 206: the bytes are kept as a whole of their own. */
  private async keepPart(copy: Copy, { file, first, last }: Piece, answer: Response): Promise<void> {
    const blob = await answer.blob();
    const part = blob.size > last - first + 1 ? blob.slice(first, last + 1) : blob;
    await copy.put(nameOf({ file, first, last }), new Response(part));
  }

  /** What this reader may not have, or what does not exist, is not kept; all else must come. */
  private async pathJob(copy: Copy, path: string, signal: AbortSignal): Promise<void> {
    try {
      await copy.put(path, await this.from(`/${path}`, { signal, cache: "no-store" }));
    } catch (problem) {
      if (signal.aborted) throw new Error(`${OWN} paused`);
      if (!(problem instanceof ApiError) || problem.status < 400 || problem.status >= 500) throw problem;
      await copy.drop([path]);
    }
  }

  private async from(path: string, options: RequestInit): Promise<Response> {
    try {
      return await fetched(`/classes/${this.first.class}${path}`, this.token, options);
    } catch (problem) {
      throw options.signal?.aborted ? new Error(`${OWN} paused`) : problem;
    }
  }
}

/** What the school says of a class without a recording. */
const noRecording = (): Response => {
  const error = { code: "no_recording", fault: "rule", message: "", next: "" };
  return Response.json({ ok: false, error }, { status: 404 });
};

const keepers = new Map<string, Keeper>();

/** The one that keeps a class for whoever plays it with `token`. */
export function keeperOf(first: Keeper["first"], token: string | undefined): Keeper {
  const key = `${first.class} ${token ?? ""}`;
  const known = keepers.get(key) ?? new Keeper(first, token);
  keepers.set(key, known);
  return known;
}
