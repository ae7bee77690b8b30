import { describe, expect, it } from "vitest";
import { encodings } from "../../src/core/encodings";

describe("sizes sent", () => {
  it("are three from 960x540 up, two from 640x360, one below", () => {
    expect([1280, 960, 640, 320].map((width) => encodings("camera", width, (width * 9) / 16).length)).toEqual(
      [3, 3, 2, 1],
    );
  });

  it("never split a shared screen", () => {
    expect(encodings("screen", 1920, 1080)).toHaveLength(1);
  });
});
