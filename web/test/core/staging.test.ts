// The stage as people arrange it, and films in step: what a screen shows at a class time.
import { describe, expect, it } from "vitest";
import { Timeline } from "../../src/core/timeline";
import { filmAt, filmOver, hasEnded } from "../../src/core/view/films";
import { chosenFaces, layoutNow, nextLayout, pinned } from "../../src/pages/room/arrange";
import type { Event } from "../../src/wire";
import { entry } from "./entries";

const line = (...told: [number, Event, string?][]) => {
  const timeline = new Timeline();
  timeline.add(told.map(([at, event, by], index) => entry(index + 1, at, by ?? "ada", event)));
  return timeline;
};
const joined = (person: string): Event => ({ type: "PersonJoined", person, role: "student" });
const film = {
  film: "v",
  name: "Tides",
  kind: "video/mp4",
  size: 9,
  length: 60_000,
  width: 4,
  height: 3,
} as const;

describe("the spotlight", () => {
  const timeline = line(
    [0, joined("a")],
    [0, joined("b")],
    [10, { type: "SpotlightTurned", people: ["b", "a"] }],
    [20, { type: "PersonLeft", person: "b", reason: "left" }],
    [30, { type: "SpotlightTurned", people: [] }],
  );
  it("shows those who are here until it is turned off", () => {
    const faces = (at: number) => chosenFaces([], timeline.viewAt(at), () => true);
    expect([faces(5), faces(15), faces(25), faces(35)]).toEqual([[], ["b", "a"], ["a"], []]);
  });
  it("gives way to one's own pins, of which the oldest goes", () => {
    expect(chosenFaces(["a"], timeline.viewAt(15), () => true)).toEqual(["a"]);
    expect(chosenFaces(["a"], timeline.viewAt(15), () => false)).toEqual([]);
    expect(pinned(["a", "b", "c", "d"], "e")).toEqual(["b", "c", "d", "e"]);
    expect(pinned(["a", "b"], "a")).toEqual(["b"]);
  });
});

describe("a layout that everybody follows", () => {
  const timeline = line(
    [10, { type: "LayoutLaid", layout: "gallery" }],
    [20, { type: "LayoutLaid", layout: null }],
    [30, { type: "LayoutLaid", layout: "stage" }, "ines"],
    [40, { type: "PersonLeft", person: "ines", reason: "left" }],
  );
  const seen = (at: number, me: string, left = false) =>
    layoutNow("filmstrip", left, timeline.viewAt(at).staging, me);
  it("is seen by all but its author and whoever left it, until it is over", () => {
    expect([seen(15, "sam"), seen(15, "ada"), seen(15, "sam", true)]).toEqual([
      "gallery",
      "filmstrip",
      "filmstrip",
    ]);
    expect([seen(25, "sam"), seen(35, "sam"), seen(45, "sam")]).toEqual(["filmstrip", "stage", "filmstrip"]);
  });
  it("leaves out on a phone what a phone has no room for", () => {
    expect([
      nextLayout("filmstrip", "desk"),
      nextLayout("filmstrip", "phone"),
      nextLayout("gallery", "phone"),
    ]).toEqual(["sidebar", "stage", "filmstrip"]);
  });
});

describe("a film for everybody", () => {
  const timeline = line(
    [1000, { type: "FilmShown", film, position: 5000 }],
    [2000, { type: "FilmMoved", position: 5000, playing: true, rate: 200 }],
    [4000, { type: "FilmMoved", position: 30_000, playing: false, rate: 100 }],
    [5000, { type: "FilmMoved", position: 59_000, playing: true, rate: 100 }],
    [9000, { type: "FilmHidden" }],
  );
  const shown = (at: number) => timeline.viewAt(at).films.shown;
  it("stands where class time puts it, whoever comes when", () => {
    expect([1500, 3000, 4500, 5500, 8000].map((at) => filmAt(shown(at)!, at))).toEqual([
      5000, 7000, 30_000, 59_500, 60_000,
    ]);
    expect(hasEnded(shown(8000)!, 8000)).toBe(true);
    expect([shown(500), shown(9500)]).toEqual([null, null]);
  });
  it("gives way to a screen that is shared after it came", () => {
    const { films } = timeline.viewAt(3000);
    expect(filmOver(films, { at: 1500 })).toBe(null);
    expect(filmOver(films, { at: 500 })?.film.film).toBe("v");
  });
});
