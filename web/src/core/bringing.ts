// Slides on their way into the class, with a progress, and the file they were made of on its way back.
import { t } from "../texts";
import { ApiError, type ErrorBody, get, newId, notThrough } from "./api";
import type { Coming, DeckFiles } from "./decks";
import type { DeckView } from "./view/slides";

const LOOK_MS = 700;

interface Told {
  deck: string;
  pages?: number;
  ready?: number;
}
type Heard = (coming: Coming) => void;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** How far a deck is; without `pages` it is still being turned into some. */
const look = ({ classId, token }: DeckFiles, deck: string) =>
  get<Told & { ready?: number }>(`/classes/${classId}/decks/${deck}`, token);

/** Bring slides into the class; resolves with the deck's id once its first page is there. */
export async function bring(files: DeckFiles, file: File, heard: Heard): Promise<string> {
  const deck = newId("d");
  heard({ step: "sending", part: 0 });
  let told = await send(files, file, deck, heard);
  while (told.pages === undefined) {
    await pause(LOOK_MS);
    told = await look(files, deck);
  }
  return deck;
}

/** Until all pages are there. */
export async function allDrawn(files: DeckFiles, deck: string, heard: Heard): Promise<void> {
  for (;;) {
    const { pages = 0, ready = 0 } = await look(files, deck);
    heard({ step: "drawing", deck, ready, pages });
    if (ready >= pages) return;
    await pause(LOOK_MS);
  }
}

/** `fetch` tells no progress of what is sent: that is why this is an XMLHttpRequest. */
function send({ classId, token }: DeckFiles, file: File, deck: string, heard: Heard): Promise<Told> {
  const form = new FormData();
  form.append("deck", deck);
  form.append("file", file, file.name);
  const request = new XMLHttpRequest();
  return new Promise<Told>((resolve, reject) => {
    request.open("POST", `/api/v1/classes/${classId}/decks`);
    if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
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

export const mayDownload = (deck: DeckView, all: boolean): boolean =>
  all || (deck.seen.size > 0 && deck.download);

/** The file from which a deck was made, and its name. */
export async function original(files: DeckFiles, deck: string): Promise<{ file: Blob; name: string }> {
  const answer = await files.of(deck, "file");
  const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
  return { file: await answer.blob(), name: named ? decodeURIComponent(named) : t("core.slides_file") };
}
