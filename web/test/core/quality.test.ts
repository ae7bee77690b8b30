import { describe, expect, it } from "vitest";
import { advice } from "../../src/core/advice";
import { judge, type Reading, read, Settling } from "../../src/core/quality";
import { asText, overall, rows } from "../../src/core/statistics";
import { Watch } from "../../src/core/watch";

type Fields = Record<string, unknown>;
const report = (...stats: Fields[]) => new Map(stats.map((one) => [one.id, one])) as never;
const camera = (second: number, more: Fields = {}) => ({
  id: "IN1",
  type: "inbound-rtp",
  kind: "video",
  trackIdentifier: "media-1",
  codecId: "C1",
  packetsReceived: 100 * second,
  packetsLost: 0,
  bytesReceived: 25_000 * second,
  framesDecoded: 30 * second,
  frameWidth: 640,
  frameHeight: 360,
  framesPerSecond: 29.9,
  jitter: 0.004,
  totalFreezesDuration: 0,
  ...more,
});
const codec = { id: "C1", type: "codec", mimeType: "video/VP9" };
const pair = (more: Fields = {}) => ({
  id: "P1",
  type: "candidate-pair",
  nominated: true,
  currentRoundTripTime: 0.04,
  availableIncomingBitrate: 2_000_000,
  ...more,
});
const at = (second: number, ...stats: Fields[]): Reading =>
  read(second * 1000, null, report(...(stats.length ? stats : [camera(second), codec, pair()])));
const sent = (second: number, stream: Fields, far: Fields, line: Fields = {}): Reading =>
  read(
    second * 1000,
    report(
      {
        id: "O1",
        type: "outbound-rtp",
        kind: "video",
        mediaSourceId: "S1",
        packetsSent: 100 * second,
        rid: "r0",
        ...stream,
      },
      { id: "S1", type: "media-source", trackIdentifier: "media-2" },
      { id: "R1", type: "remote-inbound-rtp", localId: "O1", fractionLost: 0, roundTripTime: 0.05, ...far },
      { id: "P2", type: "candidate-pair", nominated: true, currentRoundTripTime: 0.05, ...line },
    ),
    null,
  );

describe("a line is judged by what is lost, late and frozen", () => {
  it("is good when all arrives in time", () => {
    expect(judge(at(1), at(4))).toMatchObject({ level: "good", cause: null, narrow: false, rtt: 0.04 });
  });

  it.each([
    [12, "weak", "loss-in"],
    [60, "bad", "loss-in"],
  ])("%i packets of 300 lost on the way here make it %s", (lost, level, cause) => {
    expect(judge(at(1), at(4, camera(4, { packetsLost: lost }), pair()))).toMatchObject({ level, cause });
  });

  it("is weak when what is sent gets lost, whatever comes in", () => {
    expect(judge(sent(1, {}, {}), sent(4, {}, { fractionLost: 0.05 }))).toMatchObject({
      level: "weak",
      cause: "loss-out",
      lossOut: 0.05,
    });
  });

  it("is weak when answers come late and bad when they come after a second", () => {
    const late = (rtt: number) => judge(at(1), at(4, camera(4), pair({ currentRoundTripTime: rtt })));
    expect([late(0.3).level, late(0.5).level, late(1.4).level]).toEqual(["good", "weak", "bad"]);
  });

  it("is weak when pictures stood still for a moment, bad when for a third of the time", () => {
    const still = (seconds: number) =>
      judge(at(1), at(4, camera(4, { totalFreezesDuration: seconds }), pair()));
    expect([still(0.1).level, still(0.4).level, still(1.2).level]).toEqual(["good", "weak", "bad"]);
  });

  it("is good when pictures come whole and the device has no time to show them: then the device is busy", () => {
    const hung = { totalFreezesDuration: 1.2, framesReceived: 120 };
    const begun = at(1, camera(1, { framesReceived: 30, framesDropped: 0 }), pair());
    const ended = (more: Fields) => judge(begun, at(4, camera(4, { ...hung, ...more }), pair()));
    expect(ended({ framesDropped: 20 })).toMatchObject({ level: "good", cause: null, busy: true });
    expect(ended({ framesDropped: 0 })).toMatchObject({ level: "bad", cause: "frozen", busy: false });
    expect(ended({ framesDropped: 20, packetsLost: 12 })).toMatchObject({ level: "bad", busy: false });
    const own = { qualityLimitationReason: "cpu" };
    expect(judge(sent(1, own, {}), sent(4, own, {}))).toMatchObject({ level: "good", busy: true });
  });

  it("does not take few packets for a sign, nor a stream that has only begun", () => {
    const few = (second: number, lost: number) =>
      at(second, { ...camera(second), packetsReceived: 3 * second, packetsLost: lost });
    expect(judge(few(1, 0), few(4, 3)).level).toBe("good");
    expect(judge(at(1, pair()), at(4, camera(4, { packetsLost: 500 }), pair())).level).toBe("good");
  });
});

describe("a line is narrow", () => {
  const tight = pair({ availableIncomingBitrate: 120_000 });
  it("not by a low estimate alone: little may be sent", () => {
    expect(judge(at(1, camera(1), tight), at(4, camera(4), tight)).narrow).toBe(false);
  });

  it("when the estimate is low and packets get lost", () => {
    expect(judge(at(1, camera(1), tight), at(4, camera(4, { packetsLost: 20 }), tight)).narrow).toBe(true);
  });

  it("when the estimate is low and a camera that is looked at does not move", () => {
    const stuck = camera(4, { framesDecoded: 30, packetsReceived: 100 });
    const looked = new Set(["media-1"]);
    expect(judge(at(1, camera(1), tight), at(4, stuck, tight), looked).narrow).toBe(true);
    expect(judge(at(1, camera(1), tight), at(4, stuck, tight)).narrow).toBe(false);
    expect(judge(at(1), at(4, stuck, pair()), looked).narrow).toBe(false);
  });

  it("when the browser holds its own pictures back for lack of bandwidth", () => {
    const limited = { qualityLimitationReason: "bandwidth" };
    const line = { availableOutgoingBitrate: 90_000 };
    expect(judge(sent(1, limited, {}, line), sent(4, limited, {}, line)).narrow).toBe(true);
    expect(judge(sent(1, {}, {}, line), sent(4, {}, {}, line)).narrow).toBe(false);
  });

  it("where the browser gives no estimate, when much is lost and pictures stand still", () => {
    const bare = { ...pair(), availableIncomingBitrate: undefined };
    const hurt = camera(4, { packetsLost: 90, totalFreezesDuration: 1.5 });
    expect(judge(at(1, camera(1), bare), at(4, hurt, bare)).narrow).toBe(true);
  });
});

describe("what the server holds back", () => {
  const short = (pictures: "smaller" | "stopped", more: Fields = {}) =>
    judge(at(1), at(4, camera(4, more), pair()), new Set(), { pictures, carries: 290_000 });

  it("makes a line weak when pictures are smaller and bad when some are stopped, though nothing is lost", () => {
    expect(short("smaller")).toMatchObject({ level: "weak", cause: "held" });
    expect(short("stopped")).toMatchObject({ level: "bad", cause: "held" });
    expect(short("smaller", { packetsLost: 60 })).toMatchObject({ level: "bad", cause: "loss-in" });
  });

  it("is shown after a while, told to those who lead, and over when the server says so or falls silent", async () => {
    let second = 0;
    const told: string[] = [];
    const watch = new Watch(
      async () => [null, report(camera(second), codec, pair())],
      (level) => told.push(level),
    );
    const go = async (until: number) => {
      for (; second < until; second += 3) await watch.look(second * 1000);
    };
    watch.hold("smaller", 290_000, 0);
    await go(12);
    expect(watch.seen).toMatchObject({ level: "weak", shortage: { pictures: "smaller", carries: 290_000 } });
    watch.hold("all", 900_000, second * 1000);
    await go(30);
    watch.hold("stopped", 60_000, second * 1000);
    await go(48);
    expect(watch.seen.level).toBe("bad");
    await go(90);
    expect(watch.seen).toMatchObject({ level: "good", shortage: null });
    expect(told).toEqual(["weak", "good", "bad", "bad", "good"]);
  });
});

describe("the level shown", () => {
  const course = (steps: string, narrow = false) => {
    const settling = new Settling();
    return [...steps].map((step) => {
      settling.take({ level: step === "g" ? "good" : step === "w" ? "weak" : "bad", narrow, busy: narrow });
      return settling.level[0];
    });
  };
  it("does not flap: one bad moment is no bad line, and one good one mends none", () => {
    expect(course("gbgg").join("")).toBe("gggg");
    expect(course("gbbgb").join("")).toBe("ggbbb");
    expect(course("bbgggg").join("")).toBe("gbbbbg");
  });

  it("is narrow after three readings in a row, and no more after as many", () => {
    const settling = new Settling();
    const told = [true, true, false, true, true, true, false, false, false].map((narrow) => {
      settling.take({ level: "good", narrow, busy: narrow });
      expect(settling.busy).toBe(settling.narrow);
      return settling.narrow;
    });
    expect(told).toEqual([false, false, false, false, true, true, true, true, false]);
  });
});

describe("those who lead are told", () => {
  it("when the level changes, and again from time to time while it is not good", async () => {
    let second = 0;
    const told: string[] = [];
    const watch = new Watch(
      async () => [
        null,
        report(camera(second, { packetsLost: second > 30 ? 3000 : 40 * second }), codec, pair()),
      ],
      (level) => told.push(level),
    );
    for (second = 3; second <= 30; second += 3) await watch.look(second * 1000);
    expect(told).toEqual(["bad", "bad"]);
    for (; second <= 60; second += 3) await watch.look(second * 1000);
    expect(told).toEqual(["bad", "bad", "good"]);
    expect(watch.seen.level).toBe("good");
  });
});

describe("advice", () => {
  it("names what can still be done", () => {
    expect(advice("good", null, "full", true)).toBe("Your connection is good.");
    expect(advice("good", null, "full", true, true)).toContain("this device is busy");
    expect(advice("weak", "loss-in", "full", true, true)).not.toContain("device");
    expect(advice("weak", "loss-in", "full", true)).toBe(
      "Your connection is weak: turn your camera off or choose Low data.",
    );
    expect(advice("weak", "loss-in", "full", false)).not.toContain("camera");
    expect(advice("bad", "frozen", "low", true)).toContain("Sound only");
    expect(advice("bad", "loss-out", "sound", false)).not.toContain("choose");
    expect(advice("weak", "slow", "full", true)).toContain("late");
    const held = (carries: number, pictures: "smaller" | "stopped") =>
      advice("weak", "held", "full", true, false, { pictures, carries });
    expect(held(312_000, "smaller")).toBe(
      "Your connection carries about 300 kb/s; pictures are smaller or move less so that sound stays whole.",
    );
    expect(held(63_000, "stopped")).toContain("about 60 kb/s; some pictures are stopped");
    expect(held(1_240_000, "smaller")).toContain("1.2 Mb/s");
  });
});

describe("statistics", () => {
  const names = new Map([
    ["media-1", "Camera of Ben"],
    ["media-2", "Your camera"],
  ]);
  it("tell of each track what it is and what it costs", () => {
    const [row] = rows(at(4, camera(4, { packetsLost: 6 }), codec, pair()), at(1), names);
    expect(row?.name).toBe("Camera of Ben");
    expect(Object.fromEntries(row!.figures)).toEqual({
      Codec: "VP9",
      Size: "640x360",
      Frames: "30 a second",
      Bitrate: "200 kb/s",
      Loss: "2.0 %",
      Jitter: "4 ms",
      Frozen: "0.0 s",
    });
  });

  it("name a layer, and why it is held back", () => {
    const reading = sent(4, { qualityLimitationReason: "cpu" }, { roundTripTime: 0.12 });
    const figures = Object.fromEntries(rows(reading, sent(1, {}, {}), names)[0]!.figures);
    expect(figures).toMatchObject({ Layer: "r0", "Held back by": "cpu", "Round trip": "120 ms" });
  });

  it("leave out what carries nothing and what belongs to nobody", () => {
    expect(rows(at(4, camera(0)), null, names)).toEqual([]);
    expect(rows(at(4, camera(4, { trackIdentifier: "other" })), null, names)).toEqual([]);
  });

  it("are copied as text", () => {
    const now = at(4);
    const text = asText("good", overall(now, judge(at(1), now)), rows(now, at(1), names));
    expect(text).toMatch(/^Connection: Good\. Round trip: 40 ms/);
    expect(text).toContain("Received · Camera of Ben: Codec: VP9, Size: 640x360");
  });
});
