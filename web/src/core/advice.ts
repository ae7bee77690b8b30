// What to do about a weak line, in one sentence.
import type { Mode } from "./choices";
import type { Cause, Level, Shortage } from "./quality";

export const LEVELS: Record<Level, string> = { good: "Good", weak: "Weak", bad: "Bad" };

/** A round number: what a line carries is never known to the bit. */
function about(bits: number): string {
  if (bits >= 1e6) return `${(bits / 1e6).toFixed(1)} Mb/s`;
  const step = bits < 100_000 ? 10 : 50;
  return `${Math.max(step, Math.round(bits / 1000 / step) * step)} kb/s`;
}

function heldBack({ pictures, carries }: Shortage): string {
  const what = pictures === "stopped" ? "some pictures are stopped" : "pictures are smaller or move less";
  return `Your connection carries about ${about(carries)}; ${what} so that sound stays whole.`;
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
  if (level === "good" && busy)
    return "Your connection is good, but this device is busy: close other programs and tabs, or choose Low data.";
  if (level === "good") return "Your connection is good.";
  const what = level === "bad" ? "Your connection is bad" : "Your connection is weak";
  if (shortage && (cause === "held" || cause === null)) return heldBack(shortage);
  if (cause === "slow") return `${what}: everything comes late. Move nearer to the router, or use a cable.`;
  if (mode === "sound")
    return `${what}: move nearer to the router, or use a cable. Others hear you with gaps.`;
  if (mode === "low") return `${what}: choose Sound only, so that the voices stay whole.`;
  if (camera) return `${what}: turn your camera off or choose Low data.`;
  return `${what}: choose Low data, and close other programs that use the network.`;
}
