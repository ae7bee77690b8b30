import { describe, expect, it } from "vitest";
import { isWeak, keepBackground, Pace, readBackground } from "../../src/core/media/background";

function shelf(kept: string | null = null) {
  return {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value;
    },
  };
}

describe("the background", () => {
  it("is nobody's choice at first, and then what was chosen on this device", () => {
    const own = shelf();
    expect(readBackground(own)).toBe("none");
    keepBackground(own, "hills");
    expect(readBackground(own)).toBe("hills");
  });

  it("that an older or newer version kept still hides the room", () => {
    expect(readBackground(shelf("aquarium"))).toBe("blur");
  });

  it("comes with a word of warning on a device of few processors", () => {
    expect([2, 4, 8].map(isWeak)).toEqual([true, false, false]);
  });
});

describe("the pace", () => {
  function following(ms: number, pictures: number, pace = new Pace()) {
    for (let one = 0; one < pictures; one++) pace.took(one * 1000, one * 1000 + ms);
    return pace;
  }

  it("leaves the rest of the processor to others", () => {
    const pace = new Pace();
    pace.took(1000, 1060);
    expect(pace.mayBegin(1060)).toBe(false);
    expect(pace.wait(1060)).toBeCloseTo(40);
    expect(pace.mayBegin(1100)).toBe(true);
  });

  it("judges a machine by the usual picture, not by the first ones or by a hitch", () => {
    const pace = following(900, 5);
    following(20, 30, pace);
    following(900, 3, pace);
    expect(pace.verdict()).toBe("well");
  });

  it.each([
    [50, "well"],
    [80, "slow"],
    [300, "hopeless"],
  ])("of %i ms a picture is %s", (ms, verdict) => {
    expect(following(ms, 60).verdict()).toBe(verdict);
  });

  it("says nothing before it has seen enough", () => {
    expect(following(300, 20).verdict()).toBe("well");
  });
});
