// What is told of one's own tracks: what somebody turned off, and not what ended as one went out.
import { expect, test } from "vitest";
import { Heeding } from "../../src/pages/room/heeding";
import type { Session } from "../../src/pages/room/session";

/** A session of Ben, whose camera was ended by Ada; `present`: whether Ben is still in class. */
function told(present: boolean): string[] {
  const heard: string[] = [];
  const live = {
    people: { byId: new Map([["ben", { present }]]) },
    tracks: { byId: new Map() },
  };
  const session = {
    live: {
      state: { me: { person: "ben" } },
      timeline: {
        entries: [{ by: "ada", event: { type: "TrackEnded", track: "t1" } }],
        live: () => live,
        people: { ada: { name: "Ada" } },
      },
    },
    media: { sending: { of: (source: string) => (source === "camera" ? "t1" : null), unpublish: () => {} } },
    devices: {},
    set: () => {},
    tell: (text: string) => heard.push(text),
  };
  new Heeding(session as unknown as Session).follow();
  return heard;
}

test("who turned a camera off is told to whoever it was", () => {
  expect(told(true)).toEqual(["Ada turned off your camera."]);
});

test("a class that ends turns nobody's camera off", () => {
  expect(told(false)).toEqual([]);
});
