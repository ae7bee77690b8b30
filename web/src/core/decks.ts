// The slides of a class, fetched page by page by those who may see them.
import { ApiError, ask, isBusy } from "./api";

/** Pictures kept at hand of each size; those longest unused are given back. */
const AT_HAND = 400;
const AGAIN_MS = 1500;
const TRIES = 20;

/** How far slides are on their way into the class. */
export type Coming =
  | { step: "sending"; part: number }
  | { step: "making" }
  | { step: "drawing"; deck: string; ready: number; pages: number };

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export class DeckFiles {
  private readonly kept = new Map<string, Promise<string>>();

  constructor(
    readonly classId: string,
    readonly token: string | undefined,
  ) {}

  /** A part of a page, by its name; waits for one that is being made. */
  async page(deck: string, what: string): Promise<Response> {
    for (let left = TRIES; ; left -= 1)
      try {
        return await this.of(deck, `pages/${what}`);
      } catch (cause) {
        // It is still being made, or many pages were asked for at once.
        if (left === 0 || !(cause instanceof ApiError) || !isBusy(cause) || cause.status === 0) throw cause;
        await pause(AGAIN_MS);
      }
  }

  private keep(key: string, make: () => Promise<string>): Promise<string> {
    const made = this.kept.get(key) ?? make();
    this.kept.delete(key);
    this.kept.set(key, made);
    made.catch(() => this.kept.delete(key));
    for (const [old, url] of this.kept) {
      if (this.kept.size <= AT_HAND) break;
      this.kept.delete(old);
      url.then((one) => one.startsWith("blob:") && URL.revokeObjectURL(one)).catch(() => undefined);
    }
    return made;
  }

  private picture(deck: string, what: string): Promise<string> {
    return this.keep(`${deck}/${what}`, async () =>
      URL.createObjectURL(await (await this.page(deck, what)).blob()),
    );
  }

  /** Object URL of a page. */
  whole = (deck: string, page: number): Promise<string> => this.picture(deck, `${page}.webp`);
  /** Object URL of a small picture of it. */
  small = (deck: string, page: number): Promise<string> => this.picture(deck, `${page}.small.webp`);

  /** What is written on a page, a line each. */
  words(deck: string, page: number): Promise<string> {
    return this.keep(`${deck}/${page}.txt`, async () => (await this.page(deck, `${page}.txt`)).text());
  }

  /** What there is of a deck besides its pages, by its name. */
  of = (deck: string, what: string): Promise<Response> =>
    ask(`/classes/${this.classId}/decks/${deck}/${what}`, {}, this.token);

  close(): void {
    for (const made of this.kept.values())
      made.then((one) => one.startsWith("blob:") && URL.revokeObjectURL(one)).catch(() => undefined);
    this.kept.clear();
  }
}
