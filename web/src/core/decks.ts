// The slides of a class: brought with a progress, and fetched page by page by those who may see them.
import { t } from "../texts";
import { ApiError, api, ask, type ErrorBody, isBusy, newId, notThrough } from "./api";

/** Pictures kept at hand of each size; those longest unused are given back. */
const AT_HAND = 400;
const AGAIN_MS = 1500;
const TRIES = 20;
const LOOK_MS = 700;

/** How far slides are on their way into the class. */
export type Coming =
  | { step: "sending"; part: number }
  | { step: "making" }
  | { step: "drawing"; deck: string; ready: number; pages: number };

interface Told {
  deck: string;
  pages?: number;
  ready?: number;
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export class DeckFiles {
  private readonly kept = new Map<string, Promise<string>>();

  constructor(
    private readonly classId: string,
    private readonly token: string | undefined,
  ) {}

  /** A part of a page, by its name; waits for one that is being made. */
  async page(deck: string, what: string): Promise<Response> {
    for (let left = TRIES; ; left -= 1)
      try {
        return await ask(`/classes/${this.classId}/decks/${deck}/pages/${what}`, {}, this.token);
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

  /** The file from which a deck was made, and its name. */
  async original(deck: string): Promise<{ file: Blob; name: string }> {
    const answer = await ask(`/classes/${this.classId}/decks/${deck}/file`, {}, this.token);
    const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
    return { file: await answer.blob(), name: named ? decodeURIComponent(named) : t("core.slides_file") };
  }

  /** Bring slides into the class; resolves with the deck's id once its first page is there. */
  async add(file: File, heard: (coming: Coming) => void): Promise<string> {
    const deck = newId("d");
    heard({ step: "sending", part: 0 });
    let told = await this.send(file, deck, heard);
    while (told.pages === undefined) {
      await pause(LOOK_MS);
      told = await api.deck(this.classId, deck, this.token);
    }
    return deck;
  }

  /** Until all pages are there. */
  async drawn(deck: string, heard: (coming: Coming) => void): Promise<void> {
    for (;;) {
      const { pages = 0, ready = 0 } = await api.deck(this.classId, deck, this.token);
      heard({ step: "drawing", deck, ready, pages });
      if (ready >= pages) return;
      await pause(LOOK_MS);
    }
  }

  /** `fetch` tells no progress of what is sent: that is why this is an XMLHttpRequest. */
  private send(file: File, deck: string, heard: (coming: Coming) => void): Promise<Told> {
    const form = new FormData();
    form.append("deck", deck);
    form.append("file", file, file.name);
    const request = new XMLHttpRequest();
    return new Promise<Told>((resolve, reject) => {
      request.open("POST", `/api/v1/classes/${this.classId}/decks`);
      if (this.token) request.setRequestHeader("Authorization", `Bearer ${this.token}`);
      request.responseType = "json";
      request.upload.onprogress = ({ loaded, total }) =>
        heard({ step: "sending", part: total > 0 ? loaded / total : 0 });
      request.upload.onload = () => heard({ step: "making" });
      request.onload = () => {
        if (request.status < 300) return resolve(request.response as Told);
        const error = (request.response as { error?: ErrorBody } | null)?.error;
        reject(new ApiError(error ?? notThrough(t("core.slides_lost")), request.status));
      };
      request.onerror = () => reject(new ApiError(notThrough(t("core.slides_lost")), 0));
      request.send(form);
    });
  }

  close(): void {
    for (const made of this.kept.values())
      made.then((one) => one.startsWith("blob:") && URL.revokeObjectURL(one)).catch(() => undefined);
    this.kept.clear();
  }
}
