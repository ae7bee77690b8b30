import { describe, expect, it } from "vitest";
import { keepChoices, readChoices, soundWanted, USUAL } from "../../src/core/choices";
import { encodings, lowered, single } from "../../src/core/encodings";
import { missed } from "../../src/pages/room/Missing";

function shelf(kept: string | null = null) {
  const store = { kept };
  return {
    store,
    getItem: () => store.kept,
    setItem: (_: string, value: string) => {
      store.kept = value;
    },
  };
}

describe("choices", () => {
  it("are remembered on the device", () => {
    const place = shelf();
    keepChoices(place, { ...USUAL, mode: "low", screen: "motion", format: "AV1" });
    expect(readChoices(place)).toEqual({ ...USUAL, mode: "low", screen: "motion", format: "AV1" });
  });

  it.each([null, "", "{", "7", "null", '{"mode":"fast","noise":"yes","format":"H265"}'])(
    "are the usual ones when %j was kept",
    (kept) => {
      expect(readChoices(shelf(kept))).toEqual(USUAL);
    },
  );
});

describe("Low data", () => {
  it("sends the smallest of several sizes, and nothing else", () => {
    const sizes = lowered(encodings("camera", 1280, 720), "camera", 720);
    expect(sizes.map((one) => one.active)).toEqual([true, false, false]);
  });

  it("makes a single size small", () => {
    const [only] = lowered(single(encodings("camera", 1280, 720)), "camera", 720);
    expect(only).toMatchObject({ scaleResolutionDownBy: 4, maxBitrate: 150_000, active: true });
    const [small] = lowered(encodings("camera", 320, 180), "camera", 180);
    expect(small?.scaleResolutionDownBy).toBe(1);
  });

  it("keeps a screen sharp, and slows it down", () => {
    const [usual] = encodings("screen", 1920, 1080, "motion");
    const [slow] = lowered([usual!], "screen", 1080);
    expect(slow?.scaleResolutionDownBy).toBe(1);
    expect(slow!.maxFramerate).toBeLessThan(usual!.maxFramerate!);
  });
});

describe("what is sent", () => {
  it("is one size in VP9 and AV1, for fewer bits than the largest of several", () => {
    const several = encodings("camera", 1280, 720);
    const [only, ...more] = single(several);
    expect(more).toEqual([]);
    expect(only).not.toHaveProperty("rid");
    expect(only!.maxBitrate).toBeLessThan(several[2]!.maxBitrate);
  });

  it("is a sharp slow screen for text and a smooth one for video", () => {
    const [text] = encodings("screen", 1920, 1080, "text");
    const [motion] = encodings("screen", 1920, 1080, "motion");
    expect([text!.maxFramerate, motion!.maxFramerate]).toEqual([10, 30]);
  });

  it("is the microphone's sound as it is when that was chosen", () => {
    expect(soundWanted({ ...USUAL, original: true })).toEqual({
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false,
      channelCount: 2,
    });
    expect(soundWanted({ ...USUAL, noise: false })).toMatchObject({
      echoCancellation: true,
      noiseSuppression: false,
    });
  });
});

describe("in Sound only the stage says what is not shown", () => {
  it("a screen, cameras, or both", () => {
    expect(missed("Ada", 0)).toBe("Not shown: the screen of Ada.");
    expect(missed(null, 1)).toBe("Not shown: 1 camera.");
    expect(missed("Ada", 3)).toBe("Not shown: the screen of Ada and 3 cameras.");
    expect(missed(null, 0)).toBe("Pictures are not shown.");
  });
});
