import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FirstPicture } from "../../src/core/media/first";

describe("what waits for the first picture", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const waits = async (first: FirstPicture) => {
    let over = false;
    void first.over.then(() => {
      over = true;
    });
    await vi.advanceTimersByTimeAsync(0);
    return () => over;
  };

  it("goes on when a picture of somebody else is there", async () => {
    const first = new FirstPicture();
    const over = await waits(first);
    let shown: () => void = () => undefined;
    first.watch({
      requestVideoFrameCallback: (heard: () => void) => {
        shown = heard;
        return 1;
      },
    } as unknown as HTMLVideoElement);
    expect(over()).toBe(false);
    shown();
    await vi.advanceTimersByTimeAsync(0);
    expect(over()).toBe(true);
  });

  it("goes on without one a moment after its place was drawn", async () => {
    const first = new FirstPicture();
    const over = await waits(first);
    await vi.advanceTimersByTimeAsync(1000);
    expect(over()).toBe(false);
    first.drawn();
    await vi.advanceTimersByTimeAsync(1000);
    expect(over()).toBe(true);
  });

  it("goes on at once when nobody is to be seen", async () => {
    const first = new FirstPicture();
    const over = await waits(first);
    first.none();
    await vi.advanceTimersByTimeAsync(0);
    expect(over()).toBe(true);
  });
});
