import { describe, expect, it } from "vitest";
import { fold } from "../../src/core/view/fold";
import { resumed } from "../../src/core/view/lesson";
import { cameraOf } from "../../src/core/view/tracks";
import type { Event } from "../../src/wire";
import { entry } from "./entries";

const seen = (...events: Event[]) => fold(events.map((event, index) => entry(index + 1, index, "t", event)));
const camera = (person: string): Event => ({
  type: "TrackPublished",
  track: `cam_${person}`,
  person,
  source: "camera",
});

describe("the face on the stage", () => {
  it("is whose turn it is, as long as their camera sends", () => {
    expect(cameraOf(seen(camera("a"), camera("b")).tracks, ["b", "a"])?.person).toBe("b");
  });

  it("is another's while that camera stands still", () => {
    const { tracks } = seen(camera("a"), camera("b"), { type: "TrackMuted", track: "cam_b" });
    expect(cameraOf(tracks, ["b", "a"])?.person).toBe("a");
    expect(cameraOf(tracks, ["b"])?.person).toBe("b");
  });

  it("is another's once the line of whose turn it was is lost", () => {
    const { tracks } = seen(camera("a"), camera("b"), { type: "PersonLeft", person: "b", reason: "lost" });
    expect(cameraOf(tracks, ["b", "a"])?.person).toBe("a");
    expect(cameraOf(tracks, ["b"])).toBeNull();
  });
});

describe("trouble with the recording", () => {
  const opened: Event = { type: "ClassOpened", opened_at: 1_795_310_000_000, recorded: true };
  const paused = seen(opened, { type: "RecordingPaused" });
  const again = seen(opened, { type: "RecordingPaused" }, { type: "RecordingResumed" });

  it("is over when recording goes on", () => {
    expect(resumed(paused.lesson, again.lesson)).toBe(true);
  });

  it("is not over when it is written down, nor when somebody who comes in reads of the class", () => {
    expect(resumed(seen(opened).lesson, paused.lesson)).toBe(false);
    expect(resumed(seen().lesson, seen(opened).lesson)).toBe(false);
  });
});
