import { beforeEach, expect, test } from "vitest";
import type { Chapter } from "../../src/core/playback/chapters";
import { chapterFrom, SystemControls } from "../../src/core/playback/mediaSession";

const chapters = [0, 60_000, 120_000].map((at) => ({ at }) as Chapter);
const acts = new Map<string, MediaSessionActionHandler>();
const places: unknown[] = [];
const session = {
  metadata: null,
  playbackState: "none",
  setActionHandler(action: string, act: MediaSessionActionHandler | null) {
    if (action === "seekforward") throw new TypeError("not known");
    if (act) acts.set(action, act);
    else acts.delete(action);
  },
  setPositionState: (state: unknown) => places.push(state),
};
let now = 0;
let position = 90_000;
const done: string[] = [];
const player = {
  play: () => done.push("play"),
  pause: () => done.push("pause"),
  seek: (at: number) => done.push(`seek ${at}`),
  position: () => position,
};
const made = () => new SystemControls(session as never, player as never, () => now);
const act = (action: string, details = {}) => acts.get(action)?.({ action, ...details } as never);

beforeEach(() => {
  for (const list of [done, places]) list.length = 0;
  [now, position] = [0, 90_000];
});

test("keys of the system lead the player, as far as the browser knows them", () => {
  const controls = made();
  for (const action of ["play", "pause", "seekforward"]) act(action);
  act("seekbackward", { seekOffset: 15 });
  act("seekto", { seekTime: 12.5 });
  act("seekto", { seekTime: 0 });
  expect(done).toEqual(["play", "pause", "seek 75000", "seek 12500", "seek 0"]);
  expect(acts.has("nexttrack")).toBe(false);
  controls.lead(chapters);
  act("nexttrack");
  act("previoustrack");
  expect(done.slice(5)).toEqual(["seek 120000", "seek 60000"]);
  controls.close();
  expect([acts.size, session.playbackState]).toEqual([0, "none"]);
});

test("back goes to the chapter's beginning, and from there to the one before", () => {
  expect([90_000, 61_000, 1_000].map((at) => chapterFrom(chapters, at, -1))).toEqual([60_000, 0, 0]);
  expect([0, 119_000, 120_000].map((at) => chapterFrom(chapters, at, 1))).toEqual([60_000, 120_000, null]);
  expect(chapterFrom([], 9_000, -1)).toBeNull();
});

test("the system is told where the class stands when it could not know", () => {
  const controls = made();
  const tell = (playing: boolean, at: number, rate = 1) =>
    controls.tell({ playing, position: at, edge: 200_000, rate });
  tell(true, 5_000);
  now = 4_000;
  tell(true, 9_100);
  expect(places).toEqual([{ duration: 200, position: 5, playbackRate: 1 }]);
  tell(true, 9_100, 2);
  now = 5_000;
  tell(true, 11_100, 2);
  tell(true, 90_000, 2);
  tell(false, 90_000, 2);
  expect(places.slice(1).map((one) => (one as { position: number }).position)).toEqual([9.1, 90, 90]);
  expect(session.playbackState).toBe("paused");
});
