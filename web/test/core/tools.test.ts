// Signs, timers, turns and groups: what a screen shows at a class time, live and in playback.
import { describe, expect, it } from "vitest";
import { Timeline } from "../../src/core/timeline";
import { reaches } from "../../src/core/view/breakouts";
import { countSigns, SEEN_FOR, signsAt } from "../../src/core/view/gestures";
import { isOver, isShown, reading } from "../../src/core/view/timers";
import { trackOf } from "../../src/core/view/tracks";
import { again, asBefore, deal, empty } from "../../src/panels/plan";
import type { Entry, Event } from "../../src/wire";
import { entry } from "./entries";

const MINUTE = 60_000;
const line = (...told: [number, Event][]) => {
  const timeline = new Timeline();
  timeline.add(told.map(([at, event], index) => entry(index + 1, at, "a", event)));
  return timeline;
};
const started = (length: number): Event => ({ type: "TimerStarted", kind: "timer", length, name: "" });
const clap = (seq: number, at: number, late = false): Entry =>
  entry(seq, at, `p${seq}`, { type: "GestureMade", sign: "clap", late });

describe("signs without words", () => {
  it("are seen for a few seconds and counted", () => {
    const timeline = new Timeline();
    timeline.add([clap(1, 1000), clap(2, 1500), clap(3, 1500 + SEEN_FOR)]);
    const { gestures } = timeline.live();
    expect(countSigns(signsAt(gestures, 2000 + SEEN_FOR))).toEqual([["clap", 1]]);
    const before = timeline.viewAt(2000).gestures;
    expect(countSigns(signsAt(before, 2000))).toEqual([["clap", 2]]);
    expect(signsAt(before, 1600 + SEEN_FOR)).toEqual([]);
  });

  it("made later stand at their moment", () => {
    const timeline = new Timeline();
    timeline.add([clap(1, 1000), clap(2, 90_000)]);
    timeline.add([clap(3, 1200, true)]);
    const shown = signsAt(timeline.viewAt(1300).gestures, 1300);
    expect(shown.map((one) => [one.by, one.late])).toEqual([
      ["p1", false],
      ["p3", true],
    ]);
  });
});

describe("being away", () => {
  it("lasts until they are back or gone", () => {
    const timeline = line(
      [10, { type: "PersonWentAway", person: "a" }],
      [20, { type: "PersonCameBack", person: "a" }],
      [30, { type: "PersonWentAway", person: "a" }],
      [40, { type: "PersonLeft", person: "a", reason: "left" }],
    );
    const away = (at: number) => [...timeline.viewAt(at).gestures.away];
    expect([away(15), away(25), away(35), away(45)]).toEqual([["a"], [], ["a"], []]);
  });
});

describe("a timer for all", () => {
  it("counts down by class time and stands still when paused", () => {
    const timeline = line(
      [1000, started(5 * MINUTE)],
      [61_000, { type: "TimerPaused" }],
      [161_000, { type: "TimerResumed" }],
    );
    const left = (at: number) => reading(timeline.viewAt(at).timers.timer!, at);
    expect(left(1000)).toBe(5 * MINUTE);
    expect(left(100_000)).toBe(4 * MINUTE);
    expect(left(171_000)).toBe(4 * MINUTE - 10_000);
  });

  it("gets more time, and begins anew with it once it ran out", () => {
    const running = line([0, started(MINUTE)], [30_000, { type: "TimerExtended", more: MINUTE }]);
    expect(reading(running.live().timers.timer!, 30_000)).toBe(90_000);
    const over = line([0, started(MINUTE)], [80_000, { type: "TimerExtended", more: MINUTE }]);
    expect(isOver(over.viewAt(70_000).timers.timer!, 70_000)).toBe(true);
    expect(reading(over.live().timers.timer!, 80_000)).toBe(MINUTE);
  });

  it("that ran out is put away by itself for the class", () => {
    const timer = line([0, started(MINUTE)]).live().timers.timer!;
    expect([isShown(timer, 61_000), isShown(timer, 200_000)]).toEqual([true, false]);
  });

  it("is nothing once it was put away or the class ended", () => {
    expect(line([0, started(MINUTE)], [5, { type: "TimerStopped" }]).live().timers.timer).toBeNull();
    expect(line([0, started(MINUTE)], [5, { type: "ClassEnded" }]).live().timers.timer).toBeNull();
  });
});

describe("whose turn it is", () => {
  it("is shown until it is cleared, and a new round forgets who was asked", () => {
    const timeline = line(
      [10, { type: "PersonPicked", person: "a", anew: false }],
      [20, { type: "PersonPicked", person: "b", anew: false }],
      [30, { type: "PersonPicked", person: "a", anew: true }],
      [40, { type: "PickCleared" }],
    );
    expect([...timeline.viewAt(25).picks.asked]).toEqual(["a", "b"]);
    expect(timeline.viewAt(35).picks.shown).toEqual({ person: "a", at: 30 });
    expect([...timeline.live().picks.asked]).toEqual(["a"]);
    expect(timeline.live().picks.shown).toBeNull();
  });
});

describe("groups with an end", () => {
  const groups = [
    { group: "g1", name: "One", people: ["a"] },
    { group: "g2", name: "Two", people: ["b"] },
  ];
  const opened: Event = { type: "BreakoutsOpened", groups, length: 10 * MINUTE };

  it("close when their time is over, when more was given, or when all were called back", () => {
    const timeline = line(
      [1000, opened],
      [2000, { type: "BreakoutsExtended", more: MINUTE }],
      [3000, { type: "BreakoutsCalledBack", countdown: 30_000 }],
      [33_000, { type: "BreakoutsClosed" }],
    );
    const ends = (at: number) => timeline.viewAt(at).breakouts.endsAt;
    expect([ends(1000), ends(2000), ends(3000), ends(33_000)]).toEqual([601_000, 661_000, 33_000, null]);
    expect(timeline.viewAt(3000).breakouts.calledBack).toBe(true);
  });

  it("of an older class have no end and no choice", () => {
    const { breakouts } = line([10, { type: "BreakoutsOpened", groups }]).live();
    expect([breakouts.endsAt, breakouts.choose]).toEqual([null, false]);
  });

  it("keep who sat where for the next time", () => {
    const { breakouts } = line(
      [10, opened],
      [20, { type: "GroupRenamed", group: "g2", name: "Red" }],
      [30, { type: "PersonMoved", person: "a", group: "g2" }],
      [40, { type: "BreakoutsClosed" }],
    ).live();
    expect(again(breakouts.groups, ["a", "c"])).toEqual([
      { group: "g1", name: "One", people: [] },
      { group: "g2", name: "Red", people: ["a"] },
    ]);
  });

  it("of the class before are found by id, else by name", () => {
    const card = (name: string) => ({ name, role: "student" as const });
    const before = [
      {
        group: "old",
        name: "Red",
        people: [
          { person: "a", name: "Kofi" },
          { person: "gone", name: "priya " },
          { person: "x", name: "Nobody" },
        ],
      },
    ];
    const [red] = asBefore(before, ["a", "b", "c"], { a: card("Kofi"), b: card("Priya"), c: card("Jun") });
    expect([red?.name, red?.people]).toEqual(["Red", ["a", "b"]]);
  });

  it("plan and open groups do not mix", () => {
    const { breakouts } = line([10, opened], [20, { type: "BreakoutsPlanned", groups: [] }]).live();
    expect([breakouts.state, breakouts.groups.length, breakouts.planned.length]).toEqual(["open", 2, 0]);
  });

  it("hear a voice that is spread, and nothing else of the main room", () => {
    const spread: [number, Event][] = [
      [1, { type: "TrackPublished", track: "mic", person: "t", source: "microphone" }],
      [2, { type: "TrackPublished", track: "cam", person: "t", source: "camera" }],
      [3, opened],
    ];
    const heard = (more: [number, Event][], source: "microphone" | "camera") => {
      const view = line(...spread, ...more).live();
      return reaches(view, trackOf(view.tracks, "t", source)!, "a");
    };
    const on: [number, Event] = [4, { type: "VoiceSpread", person: "t" }];
    expect([heard([], "microphone"), heard([on], "microphone"), heard([on], "camera")]).toEqual([
      false,
      true,
      false,
    ]);
    expect(heard([on, [5, { type: "VoiceWithdrawn", person: "t" }]], "microphone")).toBe(false);
  });

  it("are dealt nearly alike, or left empty", () => {
    expect(deal(["a", "b", "c"], 2, () => 0).map((one) => one.people.length)).toEqual([2, 1]);
    expect(empty(2).map((one) => one.name)).toEqual(["Group 1", "Group 2"]);
  });
});
