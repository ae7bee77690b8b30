// What to do about a weak line, in one sentence.
import { t } from "../texts";
import type { Mode } from "./choices";
import { kilobits, megabits } from "./figures";
import type { Cause, Level, Shortage } from "./quality";

/** Read anew each time, as the language is known only when a page is drawn. */
export const LEVELS: Record<Level, string> = {
  get good() {
    return t("core.level_good");
  },
  get weak() {
    return t("core.level_weak");
  },
  get bad() {
    return t("core.level_bad");
  },
};

/** A round number: what a line carries is never known to the bit. */
function about(bits: number): string {
  if (bits >= 1e6) return megabits(bits);
  const step = bits < 100_000 ? 10 : 50;
  return kilobits(Math.max(step, Math.round(bits / 1000 / step) * step) * 1000);
}

function heldBack({ pictures, carries }: Shortage): string {
  return t(`core.advice_held_${pictures}`, { rate: about(carries) });
}

/** `camera`: whether one's own camera is on; `busy`: whether this device has no time for all pictures. */
export function advice(
  level: Level,
  cause: Cause,
  mode: Mode,
  camera: boolean,
  busy = false,
  shortage: Shortage | null = null,
): string {
  if (level === "good") return t(busy ? "core.advice_busy" : "core.advice_good");
  if (shortage && (cause === "held" || cause === null)) return heldBack(shortage);
  const help = cause === "slow" ? "slow" : mode === "full" && camera ? "camera" : mode;
  return t(`core.advice_${help}_${level}`);
}
