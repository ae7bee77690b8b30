// How a picture is sent: in up to three sizes, as many as the browser makes of its true size.
import { type Choices, USUAL } from "./choices";

export interface Encoding {
  rid?: string;
  scaleResolutionDownBy: number;
  maxBitrate: number;
  maxFramerate?: number;
  active?: boolean;
}

const SCREEN: Record<Choices["screen"], Encoding> = {
  text: { scaleResolutionDownBy: 1, maxBitrate: 2_500_000, maxFramerate: 10 },
  motion: { scaleResolutionDownBy: 1, maxBitrate: 3_500_000, maxFramerate: 30 },
};
/** The smallest picture, which Low data sends. */
const SMALL = { height: 180, maxBitrate: 150_000 };
const SLOW_SCREEN = { maxBitrate: 600_000, maxFramerate: 3 };

/** Chromium makes three sizes from 960x540 up, two from 640x360, one below; a screen is sent once, sharp. */
export function encodings(source: string, width: number, height: number, screen = USUAL.screen): Encoding[] {
  if (source === "screen") return [{ ...SCREEN[screen] }];
  const pixels = Math.max(width, 1) * Math.max(height, 1);
  if (pixels >= 960 * 540)
    return [
      { rid: "r0", scaleResolutionDownBy: 4, maxBitrate: 150_000 },
      { rid: "r1", scaleResolutionDownBy: 2, maxBitrate: 500_000 },
      { rid: "r2", scaleResolutionDownBy: 1, maxBitrate: 1_800_000 },
    ];
  if (pixels >= 640 * 360)
    return [
      { rid: "r0", scaleResolutionDownBy: 2, maxBitrate: 200_000 },
      { rid: "r1", scaleResolutionDownBy: 1, maxBitrate: 800_000 },
    ];
  return [{ scaleResolutionDownBy: 1, maxBitrate: 500_000 }];
}

/** VP9 and AV1 are sent in one size; they need about two thirds of the bits. */
export function single(several: readonly Encoding[]): Encoding[] {
  const { rid: _, ...best } = several.at(-1)!;
  return [{ ...best, maxBitrate: Math.round((best.maxBitrate * 2) / 3) }];
}

/** The same encodings as Low data sends them: the smallest size only, a screen slowly. */
export function lowered(usual: readonly Encoding[], source: string, height: number): Encoding[] {
  if (source === "screen") return usual.map((one) => ({ ...one, ...SLOW_SCREEN, active: true }));
  if (usual.length > 1) return usual.map((one, index) => ({ ...one, active: index === 0 }));
  return usual.map((one) => ({
    ...one,
    active: true,
    maxBitrate: Math.min(one.maxBitrate, SMALL.maxBitrate),
    scaleResolutionDownBy: Math.max(one.scaleResolutionDownBy, height / SMALL.height),
  }));
}
