// The elements that show tracks: whether they are in the window, and how large.

export function show(element: HTMLMediaElement, stream: MediaStream): void {
  if (element.srcObject === stream) return;
  element.srcObject = stream;
  void element.play().catch(() => element.dispatchEvent(new Event("amphi-blocked", { bubbles: true })));
}

export function pixels(element: Element): { width: number; height: number } {
  const { width, height } = element.getBoundingClientRect();
  return { width: Math.round(width * devicePixelRatio), height: Math.round(height * devicePixelRatio) };
}

/** Before the observer has looked: a page of tiles is asked for in the turn in which it is drawn. */
export function inWindow(element: Element): boolean {
  const { top, bottom, left, right } = element.getBoundingClientRect();
  return bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
}

/** An element that shows a track: its size in device pixels, and whether it is in the window, not scrolled out of it. */
export interface Viewer {
  width: number;
  height: number;
  /** Sound always is. */
  inSight: boolean;
}
export type Size = { width: number; height: number } | Record<string, never>;

/** The largest size in which a track is seen, no higher than `most`; nothing before any is known. */
export function largest(viewers: Iterable<Viewer>, most: number): Size {
  let width = 0;
  let height = 0;
  for (const seen of viewers) {
    if (!seen.inSight) continue;
    width = Math.max(width, seen.width);
    height = Math.max(height, seen.height);
  }
  if (height > most) [width, height] = [Math.round((width * most) / height), most];
  return width ? { width, height } : {};
}
