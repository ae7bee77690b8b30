// The class to take away: its film and its sound, how far they are, and one's own address for a podcast app.
import { ask } from "./api";

export interface DownloadFile {
  form: "mp4" | "m4a";
  size: number;
  url: string;
}
/** The class as it was recorded, copied: none (yet), film (the film is that already), refused (too little can be copied),
 * offered (about so many bytes), and what became of it. */
export interface Recorded {
  state: "none" | "film" | "refused" | "offered" | "preparing" | "ready" | "failed";
  size: number;
  reason: string;
  url: string;
}
export interface Downloads {
  state: "off" | "none" | "nothing" | "live" | "preparing" | "ready" | "failed";
  /** Per cent. */
  progress: number;
  /** Why it failed: `full`, `cannot` or `broken`. */
  reason: string;
  files: readonly DownloadFile[];
  recorded?: Recorded;
}

export const getDownloads = async (classId: string, token: string | undefined): Promise<Downloads> =>
  (await ask(`/classes/${classId}/downloads`, {}, token)).json();

/** Make them, or try again; the class as it was recorded only where it is asked for. */
export const makeDownloads = async (
  classId: string,
  token: string | undefined,
  form = "",
): Promise<Downloads> =>
  (await ask(`/classes/${classId}/downloads${form && `?form=${form}`}`, { method: "POST" }, token)).json();

/** One's own address of the course for a podcast app; null without one. */
export async function podcast(
  classId: string,
  token: string | undefined,
  method: "GET" | "POST" | "DELETE" = "GET",
): Promise<string | null> {
  const told = (await (await ask(`/classes/${classId}/podcast`, { method }, token)).json()) as {
    url: string | null;
  };
  return told.url;
}
