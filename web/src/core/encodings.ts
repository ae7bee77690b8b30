// How a picture is sent: in up to three sizes, as many as the browser makes of its true size.
export interface Encoding {
  rid?: string;
  scaleResolutionDownBy: number;
  maxBitrate: number;
  maxFramerate?: number;
}

/** Chromium makes three sizes from 960x540 up, two from 640x360, one below; a screen is sent once, sharp. */
export function encodings(source: string, width: number, height: number): Encoding[] {
  if (source === "screen") return [{ scaleResolutionDownBy: 1, maxBitrate: 2_500_000, maxFramerate: 15 }];
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
