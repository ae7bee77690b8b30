/** Answers what the player asks of the school from a kept class, in the school's own words. */
import type { TimelineAnswer } from "../api";
import { found } from "./found";
import type { Copy } from "./shelf";

/** A question about a class: what of it, and how. */
export interface Asked {
  classId: string;
  what: string;
  query: URLSearchParams;
  range: readonly [number, number] | null;
}

/** A path of the interface as a question about a class; null for any other. */
export function askedOf(path: string, headers?: HeadersInit): Asked | null {
  const parts = /^\/classes\/([\w-]+)\/([^?]+)(?:\?(.*))?$/.exec(path);
  if (parts === null) return null;
  const range = /^bytes=(\d+)-(\d+)$/.exec(new Headers(headers).get("Range") ?? "");
  return {
    classId: parts[1]!,
    what: decodeURIComponent(parts[2]!),
    query: new URLSearchParams(parts[3] ?? ""),
    range: range && [Number(range[1]), Number(range[2])],
  };
}

/** Bytes of recorded media; null when not all of them are kept. */
export async function mediaFrom(copy: Copy, { what, range }: Asked): Promise<Response | null> {
  const file = /^media\/(.+)$/.exec(what)?.[1];
  if (file === undefined || range === null) return null;
  const [first, last] = range;
  const bytes = await copy.bytes(file, first, last);
  if (bytes === null) return null;
  const headers = { "Content-Range": `bytes ${first}-${last}/*`, "Content-Length": String(bytes.size) };
  return new Response(bytes, { status: 206, headers });
}

/** What a kept class says to a question; null when it does not know. */
export async function answerFrom(copy: Copy, asked: Asked): Promise<Response | null> {
  const { what, query } = asked;
  if (query.has("uncut")) return null;
  if (what.startsWith("media/")) return mediaFrom(copy, asked);
  if (what === "timeline") return timelineFrom(copy, Number(query.get("after") ?? 0));
  if (what === "search") return searchIn(copy, query.get("q") ?? "");
  const film = /^films\/([\w-]+)\/address$/.exec(what)?.[1];
  if (film !== undefined) return filmFrom(copy, film);
  return (await copy.take(what)) ?? null;
}

async function timelineFrom(copy: Copy, after: number): Promise<Response | null> {
  const kept = await copy.take("timeline");
  if (kept === undefined || after === 0) return kept ?? null;
  const told = (await kept.json()) as TimelineAnswer;
  return Response.json({ ...told, entries: told.entries.filter(({ seq }) => seq > after) });
}

async function filmFrom(copy: Copy, film: string): Promise<Response | null> {
  const whole = await copy.file(`film-${film}`);
  return whole && Response.json({ url: URL.createObjectURL(whole) });
}

async function searchIn(copy: Copy, words: string): Promise<Response | null> {
  const kept = await copy.take("timeline");
  if (kept === undefined) return null;
  const pages = new Map<string, string>();
  for (const name of await copy.names()) {
    const page = /^decks\/([\w-]+)\/pages\/(\d+(?:\.notes)?)\.txt$/.exec(name);
    const text = page && (await copy.take(name));
    if (page && text) pages.set(`${page[1]}/${page[2]}`, await text.text());
  }
  return Response.json({
    ok: true,
    course: "",
    classes: found((await kept.json()) as TimelineAnswer, pages, words),
  });
}
