// What the browser counts of every track, as a person can read and copy it.
import { t } from "../texts";
import { LEVELS } from "./advice";
import { decimals, kilobits, megabits } from "./figures";
import type { Judgement, Level, Reading, Stream } from "./quality";

export interface Row {
  id: string;
  name: string;
  way: "in" | "out";
  /** [what, how much], in this order everywhere. */
  figures: readonly (readonly [string, string])[];
}

const share = (of: number) => t("core.percent", { share: decimals(of * 100, of > 0 && of < 0.1 ? 1 : 0) });
const ms = (seconds: number) => t("core.milliseconds", { ms: Math.round(seconds * 1000) });
/** Bits a second in words. */
export const rate = (bits: number) => (bits >= 1e6 ? megabits(bits) : kilobits(bits));

/** Why the browser sends less than it could, as it says; unknown reasons in its own word. */
function limit(reason: string): string {
  const known = {
    bandwidth: t("core.limited_bandwidth"),
    cpu: t("core.limited_cpu"),
    other: t("core.limited_other"),
  };
  return known[reason as keyof typeof known] ?? reason;
}

function figures(now: Stream, was: Stream | undefined, seconds: number): [string, string][] {
  const video = now.kind === "video";
  const bits = was ? ((now.bytes - was.bytes) * 8) / seconds : 0;
  const lost = Math.max(0, now.lost - (was?.lost ?? 0));
  const got = Math.max(0, now.packets - (was?.packets ?? 0));
  const loss = now.way === "out" ? now.fraction : lost + got ? lost / (lost + got) : 0;
  const told: [string, string | false][] = [
    [t("core.codec"), now.codec || "?"],
    [t("core.size"), video && now.width > 0 && `${now.width}x${now.height}`],
    [t("core.frames"), video && t("core.frames_a_second", { count: Math.round(now.fps) })],
    [t("core.bitrate"), rate(Math.max(0, bits))],
    [t("core.loss"), share(loss)],
    [t("core.jitter"), ms(now.jitter)],
    [t("core.round_trip"), now.way === "out" && ms(now.rtt)],
    [t("core.layer"), now.way === "out" && now.layer !== "" && now.layer],
    [t("core.frozen"), video && now.way === "in" && t("ui.seconds", { count: decimals(now.frozen, 1) })],
    [t("core.held_back_by"), limit(now.limited)],
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
    [t("core.round_trip"), ms(Math.max(now.rtt, judged?.rtt ?? 0))],
    [t("core.lost_incoming"), share(judged?.lossIn ?? 0)],
    [t("core.lost_outgoing"), share(judged?.lossOut ?? 0)],
    [t("core.frozen"), share(judged?.frozen ?? 0)],
    [t("core.can_receive"), now.incoming === null ? t("core.not_told") : rate(now.incoming)],
    [t("core.can_send"), now.outgoing === null ? t("core.not_told") : rate(now.outgoing)],
  ];
}

/** Everything as lines of text, for a message to whoever helps. */
export function asText(
  level: Level,
  whole: readonly (readonly [string, string])[],
  all: readonly Row[],
): string {
  const pairs = (list: readonly (readonly [string, string])[]) =>
    list.map(([what, much]) => t("core.figure", { what, much })).join(", ");
  return [
    t("core.connection", { level: LEVELS[level], figures: pairs(whole) }),
    ...all.map(({ way, name, figures }) =>
      t(way === "out" ? "core.sent" : "core.received", { name, figures: pairs(figures) }),
    ),
  ].join("\n");
}
