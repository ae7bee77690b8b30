import { describe, expect, it } from "vitest";
import { Demand, smallestFirst } from "../../src/core/media/demand";
import { fold } from "../../src/core/view/fold";
import { comesLate, SEEN } from "../../src/core/view/people";
import type { Event, Role } from "../../src/wire";
import { entry } from "./entries";

/** As a browser keeps it: what was read must be set before it is read again. */
class Sender {
  encodings = [4, 2, 1].map((scaleResolutionDownBy) => ({ scaleResolutionDownBy, active: true }));
  sets = 0;
  private read = 0;

  getParameters() {
    this.read += 1;
    return { transactionId: String(this.read), encodings: this.encodings.map((one) => ({ ...one })) };
  }

  async setParameters(given: ReturnType<Sender["getParameters"]>) {
    if (given.transactionId !== String(this.read)) throw new Error("InvalidStateError");
    await Promise.resolve();
    this.sets += 1;
    this.encodings = given.encodings;
  }

  get active() {
    return this.encodings.map((one) => one.active);
  }
}

const everySize = () => false;
const settled = () => new Promise((done) => setTimeout(done, 0));

describe("what of one's picture is made", () => {
  it("is what the class wants, the last word last", async () => {
    const sender = new Sender();
    const demand = new Demand(() => sender as unknown as RTCRtpSender, everySize);
    demand.take("cam", [true, false, false]);
    demand.take("cam", [false, false, false]);
    demand.take("cam", [true, false, true]);
    await settled();
    expect(sender.active).toEqual([true, false, true]);
  });

  it("is touched only when something changes, and never with a wrong number of layers", async () => {
    const sender = new Sender();
    const demand = new Demand(() => sender as unknown as RTCRtpSender, everySize);
    demand.take("cam", [true, true, true]);
    demand.take("cam", [false]);
    await settled();
    expect(sender.sets).toBe(0);
  });

  it("is the smallest size alone with Low data, whatever is watched, and all of it again afterwards", async () => {
    const sender = new Sender();
    let low = true;
    const demand = new Demand(
      () => sender as unknown as RTCRtpSender,
      () => low,
    );
    demand.take("cam", [false, true, true]);
    await settled();
    expect(sender.active).toEqual([true, false, false]);
    demand.take("cam", [false, false, false]);
    await settled();
    expect(sender.active).toEqual([false, false, false]);
    low = false;
    demand.take("cam", [false, true, true]);
    await demand.settle("cam", (index) => ({ maxBitrate: 1000 * index }));
    expect(sender.active).toEqual([false, true, true]);
    expect(sender.encodings).toMatchObject([{ maxBitrate: 0 }, { maxBitrate: 1000 }, { maxBitrate: 2000 }]);
  });

  it("follows the sizes, in whatever order the browser keeps them", async () => {
    const sender = new Sender();
    sender.encodings.reverse();
    const demand = new Demand(() => sender as unknown as RTCRtpSender, everySize);
    demand.take("cam", [true, false, false]);
    await settled();
    expect(sender.active).toEqual([false, false, true]);
    expect(smallestFirst([{}, {}])).toEqual([0, 1]);
  });

  it("goes on after a browser has refused", async () => {
    const sender = new Sender();
    const demand = new Demand((track) => {
      if (track === "gone") throw new Error("InvalidStateError");
      return track === "cam" ? (sender as unknown as RTCRtpSender) : undefined;
    }, everySize);
    demand.take("gone", [true]);
    demand.take("none", [true]);
    demand.take("cam", [true, true, false]);
    await settled();
    expect(sender.active).toEqual([true, true, false]);
  });
});

describe("a large class", () => {
  const join = (person: string, role: Role = "student"): Event => ({ type: "PersonJoined", person, role });
  const people = (...events: Event[]) =>
    fold(events.map((event, index) => entry(index + 1, index, "t", event))).people;
  const first = Array.from({ length: SEEN }, (_, index) => join(`p${index}`));

  it("is watched by whoever comes after the first thirty", () => {
    const all = people(...first, join("late"), join("teacher", "instructor"));
    expect([`p${SEEN - 1}`, "late", "teacher", "nobody"].map((person) => comesLate(all, person))).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  it("is small again when people have left", () => {
    const all = people(...first, { type: "PersonLeft", person: "p3", reason: "left" }, join("late"));
    expect(comesLate(all, "late")).toBe(false);
  });
});
