/** The way to the school of whoever keeps classes: the school first, and what is kept where it cannot be reached. */
import { way } from "../api";
import { type Asked, answerFrom, askedOf, mediaFrom } from "./answers";
import { heedRefusal } from "./refused";
import { type Copy, copyFor } from "./shelf";

/** A school that has not begun to answer after so long, in ms, is out of reach for whoever has a copy. */
const PATIENCE = 6_000;
/** What a doorkeeper in front of the school says when it is away; the school itself says why, as JSON. */
const away = ({ status, headers }: Response): boolean =>
  status >= 502 && status <= 504 && !headers.get("Content-Type")?.includes("json");
/** How often it is written down that the school was heard, in ms. */
const SELDOM = 60_000;
/** null: the school answers; else since when (Unix ms) what is shown was kept. */
let keptSince: number | null = null;
const listeners = new Set<() => void>();

export const reachState = {
  get: (): number | null => keptSince,
  subscribe: (heard: () => void): (() => void) => {
    listeners.add(heard);
    return () => listeners.delete(heard);
  },
};

function set(since: number | null): void {
  if (since === keptSince) return;
  keptSince = since;
  for (const heard of [...listeners]) heard();
}

const direct = way.reach;

/** The answer of the school; null when it is out of reach. Rejects when whoever asked gave up. */
async function fromSchool(path: string, options: RequestInit): Promise<Response | null> {
  try {
    const answer = await direct(path, options);
    return away(answer) ? null : answer;
  } catch (problem) {
    if (options.signal?.aborted) throw problem;
    return null;
  }
}

/** A read that the school says no to, or answers: the copy follows. */
async function heed(copy: Copy, asked: Asked, answer: Response): Promise<void> {
  if (asked.what !== "timeline") return;
  if (answer.ok) {
    if (Date.now() - copy.record.checkedAt > SELDOM) await copy.note({ checkedAt: Date.now() });
    return;
  }
  const told = await answer
    .clone()
    .json()
    .catch(() => null);
  await heedRefusal(copy, answer.status, told?.error?.code ?? null);
}

async function keptOr(copy: Copy, asked: Asked, path: string, options: RequestInit): Promise<Response> {
  const held = await mediaFrom(copy, asked);
  if (held) return held;
  const asking = fromSchool(path, options);
  asking.catch(() => undefined); // Whoever gave up while the copy answered hears nothing more.
  const slow = new Promise<"slow">((over) => setTimeout(() => over("slow"), PATIENCE));
  let answer = await Promise.race([asking, slow]);
  if (answer === null || answer === "slow") {
    const kept = await answerFrom(copy, asked);
    if (kept) {
      set(copy.record.checkedAt);
      return kept;
    }
    if (answer === "slow") answer = await asking;
  }
  if (answer === null) {
    set(copy.record.checkedAt);
    throw new TypeError("the school is out of reach, and this is not kept");
  }
  set(null);
  await heed(copy, asked, answer);
  return answer;
}

/** From here on what is kept answers where the school does not. Called once, by pages that play. */
export function standBy(): void {
  way.reach = async (path, options, token) => {
    const reads = (options.method ?? "GET") === "GET";
    const asked = reads ? askedOf(path, options.headers) : null;
    const copy = asked && (await copyFor(asked.classId, token));
    if (asked && copy) return keptOr(copy, asked, path, options);
    const answer = await direct(path, options);
    if (keptSince !== null && !away(answer)) set(null);
    return answer;
  };
}
