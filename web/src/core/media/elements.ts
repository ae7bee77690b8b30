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
