// Times as people type them: 5m, 1h30m, 90s, 2:30, "10 minutes"; and said again in words.
import { locale } from "../../texts";

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000 };
const PART = /^(\d+(?:[.,]\d+)?)\s*(hours?|h|minutes?|mins?|m|seconds?|secs?|s)(?!\p{L})\s*/iu;
const CLOCK = /^(\d+):(\d\d)(?::(\d\d))?(?!\S)\s*/;
const BARE = /^(\d+(?:[.,]\d+)?)(?![\p{L}\d])\s*/u;

const number = (digits = "0"): number => Number(digits.replace(",", "."));

/** A time at the beginning of the words, in milliseconds; a bare number counts as `bare`. Null: there is none. */
export function readTime(words: string, bare: "m" | "s"): { ms: number; rest: string } | null {
  const clock = CLOCK.exec(words);
  if (clock) {
    const [all, first, second, third] = clock;
    const seconds = third
      ? number(first) * 3600 + number(second) * 60 + number(third)
      : number(first) * 60 + number(second);
    return { ms: seconds * 1000, rest: words.slice(all.length) };
  }
  let rest = words;
  let ms = 0;
  for (let part = PART.exec(rest); part; part = PART.exec(rest)) {
    ms += number(part[1]) * (UNITS[(part[2] ?? "m")[0]!.toLowerCase()] ?? 0);
    rest = rest.slice(part[0].length);
  }
  if (rest !== words) return { ms: Math.round(ms), rest };
  const alone = BARE.exec(words);
  return alone && { ms: Math.round(number(alone[1]) * UNITS[bare]!), rest: words.slice(alone[0].length) };
}

const many = (count: number, unit: string): string =>
  new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "long" }).format(count);

/** "1 hour 30 minutes" */
export function timeWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const parts = [
    [Math.floor(seconds / 3600), "hour"],
    [Math.floor((seconds % 3600) / 60), "minute"],
    [seconds % 60, "second"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => many(count, unit));
  const whole = new Intl.ListFormat(locale(), { type: "unit", style: "narrow" });
  return said.length > 0 ? whole.format(said) : many(0, "second");
}
