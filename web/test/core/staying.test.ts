import { describe, expect, it } from "vitest";
import { isBusy, isCrowded } from "../../src/core/api";
import { slept } from "../../src/core/network";
import { fold } from "../../src/core/view/fold";
import { firstHeard } from "../../src/pages/room/staying";
import type { Event } from "../../src/wire";
import { entry } from "./entries";

const seen = (...events: Event[]) => fold(events.map((event, index) => entry(index + 1, index, "t", event)));
const track = (person: string, source: "camera" | "microphone" | "screen"): Event => ({
  type: "TrackPublished",
  track: `${source}_${person}`,
  person,
  source,
});

describe("a machine that slept", () => {
  it("is known by a beat that comes far too late, not by one that is a little late", () => {
    expect(slept(1000, 3100)).toBe(false);
    expect(slept(1000, 8000)).toBe(false);
    expect(slept(1000, 40_000)).toBe(true);
  });
});

describe("what is received before the room is drawn", () => {
  const people = ["a", "b", "c", "d", "e", "f", "g"];

  it("is every voice and the first pictures, a screen before faces, nothing of one's own", () => {
    const view = seen(
      ...people.flatMap((person) => [track(person, "microphone"), track(person, "camera")]),
      track("g", "screen"),
    );
    const first = firstHeard(view, "a");
    expect(first[0]).toBe("screen_g");
    expect(first.filter((one) => one.startsWith("camera"))).toHaveLength(5);
    expect(first.filter((one) => one.startsWith("microphone"))).toHaveLength(6);
    expect(first.some((one) => one.endsWith("_a"))).toBe(false);
  });

  it("is the stage and no faces for whoever comes late into a large class", () => {
    const came = (person: string, role: "student" | "instructor"): Event => ({
      type: "PersonJoined",
      person,
      role,
    });
    const others = Array.from({ length: 30 }, (_, index) => `s${index}`);
    const view = seen(
      ...others.flatMap((person) => [came(person, "student"), track(person, "camera")]),
      came("t", "instructor"),
      track("t", "camera"),
      came("late", "student"),
    );
    expect(firstHeard(view, "late")).toEqual(["camera_t"]);
    expect(firstHeard(view, "not told of yet", "student")).toEqual(["camera_t"]);
    expect(firstHeard(view, "not told of yet", "assistant")).toHaveLength(6);
    expect(firstHeard(view, "s0")).toHaveLength(6);
  });

  it("is only voices where no pictures are wanted", () => {
    const view = seen(track("b", "microphone"), track("b", "camera"), track("c", "screen"));
    expect(firstHeard(view, "a", undefined, 0)).toEqual(["microphone_b"]);
  });

  it("is nothing of other groups", () => {
    const groups = [
      { group: "g1", name: "One", people: ["a", "b"] },
      { group: "g2", name: "Two", people: ["c"] },
    ];
    const view = seen(track("b", "camera"), track("c", "camera"), { type: "BreakoutsOpened", groups });
    expect(firstHeard(view, "a")).toEqual(["camera_b"]);
  });
});

describe("a refusal that passes", () => {
  it("is tried again: the server's trouble and too much at once, not a rule of the class", () => {
    expect(isBusy({ code: "storage_full", fault: "server" })).toBe(true);
    expect(isBusy({ code: "too_fast", fault: "you" })).toBe(true);
    expect(isBusy({ code: "removed", fault: "rule" })).toBe(false);
  });

  it("is called busy only when it is", () => {
    expect(isCrowded("busy")).toBe(true);
    expect(isCrowded("storage_full")).toBe(false);
  });
});
