// What the browser counts of every track, as a person can read and copy it.
import { LEVELS } from "./advice";
import type { Judgement, Level, Reading, Stream } from "./quality";

export interface Row {
  id: string;
  name: string;
  way: "in" | "out";
  /** [what, how much], in this order everywhere. */
  figures: readonly (readonly [string, string])[];
}

const share = (of: number) => `${(of * 100).toFixed(of > 0 && of < 0.1 ? 1 : 0)} %`;
const ms = (seconds: number) => `${Math.round(seconds * 1000)} ms`;
/** Bits a second in words. */
export const rate = (bits: number) =>
  bits >= 1e6 ? `${(bits / 1e6).toFixed(1)} Mb/s` : `${Math.round(bits / 1000)} kb/s`;

function figures(now: Stream, was: Stream | undefined, seconds: number): [string, string][] {
  const video = now.kind === "video";
  const bits = was ? ((now.bytes - was.bytes) * 8) / seconds : 0;
  const lost = Math.max(0, now.lost - (was?.lost ?? 0));
  const got = Math.max(0, now.packets - (was?.packets ?? 0));
  const loss = now.way === "out" ? now.fraction : lost + got ? lost / (lost + got) : 0;
  const told: [string, string | false][] = [
    ["Codec", now.codec || "?"],
    ["Size", video && now.width > 0 && `${now.width}x${now.height}`],
    ["Frames", video && `${Math.round(now.fps)} a second`],
    ["Bitrate", rate(Math.max(0, bits))],
    ["Loss", share(loss)],
    ["Jitter", ms(now.jitter)],
    ["Round trip", now.way === "out" && ms(now.rtt)],
    ["Layer", now.way === "out" && now.layer !== "" && now.layer],
    ["Frozen", video && now.way === "in" && `${now.frozen.toFixed(1)} s`],
    ["Held back by", now.limited],
  ];
  return told.filter((one): one is [string, string] => Boolean(one[1]));
}

/** Streams that carry something, what is sent first. `names`: what each media track is called. */
export function rows(now: Reading, before: Reading | null, names: ReadonlyMap<string, string>): Row[] {
  const old = new Map(before?.streams.map((one) => [one.id, one]));
  const seconds = before ? Math.max(0.001, (now.at - before.at) / 1000) : 1;
  return now.streams
    .filter((one) => one.packets > (old.get(one.id)?.packets ?? 0) && names.has(one.track))
    .sort((a, b) => Number(a.way === "in") - Number(b.way === "in") || a.layer.localeCompare(b.layer))
    .map((one) => ({
      id: one.id,
      name: names.get(one.track)!,
      way: one.way,
      figures: figures(one, old.get(one.id), seconds),
    }));
}

/** The line as a whole. */
export function overall(now: Reading, judged: Judgement | null): [string, string][] {
  return [
    ["Round trip", ms(Math.max(now.rtt, judged?.rtt ?? 0))],
    ["Lost incoming", share(judged?.lossIn ?? 0)],
    ["Lost outgoing", share(judged?.lossOut ?? 0)],
    ["Frozen", share(judged?.frozen ?? 0)],
    ["Can receive", now.incoming === null ? "not told" : rate(now.incoming)],
    ["Can send", now.outgoing === null ? "not told" : rate(now.outgoing)],
  ];
}

/** Everything as lines of text, for a message to whoever helps. */
export function asText(
  level: Level,
  whole: readonly (readonly [string, string])[],
  all: readonly Row[],
): string {
  const pairs = (list: readonly (readonly [string, string])[]) =>
    list.map(([what, much]) => `${what}: ${much}`).join(", ");
  return [
    `Connection: ${LEVELS[level]}. ${pairs(whole)}`,
    ...all.map((one) => `${one.way === "out" ? "Sent" : "Received"} · ${one.name}: ${pairs(one.figures)}`),
  ].join("\n");
}
