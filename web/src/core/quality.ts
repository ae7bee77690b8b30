// How good a person's line is: judged from what the browser counts of what they receive and send.

/** One stream as the browser counts it; sums since it began. */
export interface Stream {
  id: string;
  way: "in" | "out";
  kind: "audio" | "video";
  /** Id of the MediaStreamTrack. */
  track: string;
  codec: string;
  width: number;
  height: number;
  fps: number;
  frames: number;
  /** Pictures that came, and those of them that this device had no time to show. */
  came: number;
  dropped: number;
  bytes: number;
  packets: number;
  lost: number;
  /** Share lost as the server told last; only of what is sent. */
  fraction: number;
  /** Seconds. */
  jitter: number;
  rtt: number;
  frozen: number;
  layer: string;
  /** Why the browser sends less than it could: "bandwidth", "cpu" or "". */
  limited: string;
}
export interface Reading {
  /** ms */
  at: number;
  streams: readonly Stream[];
  rtt: number;
  /** What the line can carry, bits a second, as the browser estimates it; null when it does not tell. */
  incoming: number | null;
  outgoing: number | null;
}
export type Level = "good" | "weak" | "bad";
export type Cause = "held" | "loss-in" | "loss-out" | "slow" | "frozen" | null;
/** What the server holds back so that sound stays whole, and the bits a second that the line carries. */
export interface Shortage {
  pictures: "smaller" | "stopped";
  carries: number;
}
export interface Judgement {
  level: Level;
  cause: Cause;
  /** Shares of packets lost, 0 to 1. */
  lossIn: number;
  lossOut: number;
  /** Seconds to the server and back. */
  rtt: number;
  /** Share of the time in which pictures stood still. */
  frozen: number;
  /** Less than 150 kb/s get through. */
  narrow: boolean;
  /** Pictures come, and the device has no time for them: that is not the line's fault. */
  busy: boolean;
}

type Stat = Record<string, unknown> & { id: string; type: string };
type Report = { forEach(each: (stat: Stat) => void): void } | null | undefined;

const number = (value: unknown) => (typeof value === "number" && Number.isFinite(value) ? value : 0);
const word = (value: unknown) => (typeof value === "string" ? value : "");

function stream(stat: Stat, all: Map<string, Stat>): Stream {
  const way = stat.type === "inbound-rtp" ? "in" : "out";
  const isFar = (one: Stat) => one.type === "remote-inbound-rtp" && one.localId === stat.id;
  // Only what is sent is reported on from afar; of thirty that come, each would be sought among all counts in vain.
  const far = way === "out" ? [...all.values()].find(isFar) : undefined;
  const source = all.get(word(stat.mediaSourceId));
  const limited = word(stat.qualityLimitationReason);
  return {
    id: stat.id,
    way,
    kind: stat.kind === "video" ? "video" : "audio",
    track: word(stat.trackIdentifier) || word(source?.trackIdentifier),
    codec: word(all.get(word(stat.codecId))?.mimeType).replace(/^\w+\//, ""),
    width: number(stat.frameWidth),
    height: number(stat.frameHeight),
    fps: number(stat.framesPerSecond),
    frames: number(way === "in" ? stat.framesDecoded : stat.framesEncoded),
    came: number(stat.framesReceived),
    dropped: number(stat.framesDropped),
    bytes: number(way === "in" ? stat.bytesReceived : stat.bytesSent),
    packets: number(way === "in" ? stat.packetsReceived : stat.packetsSent),
    lost: Math.max(0, number(way === "in" ? stat.packetsLost : far?.packetsLost)),
    fraction: number(far?.fractionLost),
    jitter: number(way === "in" ? stat.jitter : far?.jitter),
    rtt: number(far?.roundTripTime),
    frozen: number(stat.totalFreezesDuration),
    layer: word(stat.rid),
    limited: limited === "none" ? "" : limited,
  };
}

/** Both reports (what is sent, what is received) as one reading. */
export function read(at: number, send: Report, recv: Report): Reading {
  const streams: Stream[] = [];
  const reading = { at, rtt: 0, incoming: null as number | null, outgoing: null as number | null };
  for (const report of [send, recv]) {
    const all = new Map<string, Stat>();
    report?.forEach((stat) => {
      all.set(stat.id, stat);
    });
    for (const stat of all.values()) {
      if (stat.type === "inbound-rtp" || stat.type === "outbound-rtp") streams.push(stream(stat, all));
      if (stat.type !== "candidate-pair" || !(stat.nominated || stat.selected)) continue;
      reading.rtt = Math.max(reading.rtt, number(stat.currentRoundTripTime));
      if (report === recv && stat.availableIncomingBitrate)
        reading.incoming = number(stat.availableIncomingBitrate);
      if (report === send && stat.availableOutgoingBitrate)
        reading.outgoing = number(stat.availableOutgoingBitrate);
    }
  }
  return { ...reading, streams };
}

/** From here on a line is weak, or bad. */
const WEAK = { loss: 0.03, rtt: 0.35, frozen: 0.1 };
const BAD = { loss: 0.1, rtt: 1, frozen: 0.3 };
/** Bits a second. */
export const NARROW = 150_000;
/** Fewer packets than this tell nothing about loss. */
const ENOUGH = 20;
/** From this share of pictures left out on, without loss, the device is to blame. */
const BUSY = 0.1;
const CLEAN = 0.005;

/** `looked`: ids of the pictures that somebody looks at and that should move. */
export function judge(
  before: Reading,
  now: Reading,
  looked: ReadonlySet<string> = new Set(),
  shortage: Shortage | null = null,
): Judgement {
  const seconds = Math.max(0.001, (now.at - before.at) / 1000);
  const old = new Map(before.streams.map((one) => [one.id, one]));
  let lost = 0;
  let got = 0;
  let frozen = 0;
  let stuck = false;
  let overworked = false;
  for (const one of now.streams) {
    const was = old.get(one.id);
    if (one.way === "out" || !was) continue;
    lost += Math.max(0, one.lost - was.lost);
    got += Math.max(0, one.packets - was.packets);
    frozen = Math.max(frozen, Math.min(1, (one.frozen - was.frozen) / seconds));
    stuck ||= looked.has(one.track) && one.frames === was.frames;
    const dropped = one.dropped - was.dropped;
    overworked ||= dropped > 1 && dropped >= BUSY * (one.came - was.came);
  }
  const sending = now.streams.filter(
    (one) => one.way === "out" && one.packets > (old.get(one.id)?.packets ?? 0),
  );
  const lossIn = lost + got >= ENOUGH ? lost / (lost + got) : 0;
  const lossOut = Math.max(0, ...sending.map((one) => one.fraction));
  const rtt = Math.max(now.rtt, ...sending.map((one) => one.rtt));
  const busy = lossIn < CLEAN && (overworked || sending.some((one) => one.limited === "cpu"));
  const limited = sending.some((one) => one.limited === "bandwidth");
  // An estimate alone says little: it also stays low while little is sent. It must hurt, too; a picture that stood
  // still for a moment is no sign, since a busy computer does that as well.
  const narrow =
    (now.outgoing !== null && now.outgoing < NARROW && (limited || lossOut > WEAK.loss)) ||
    (now.incoming !== null && now.incoming < NARROW && (stuck || lossIn > WEAK.loss)) ||
    (lossIn > BAD.loss && frozen > BAD.frozen);
  const over = (limit: typeof WEAK): Cause =>
    lossIn > limit.loss
      ? "loss-in"
      : lossOut > limit.loss
        ? "loss-out"
        : frozen > limit.frozen && !busy
          ? "frozen"
          : rtt > limit.rtt
            ? "slow"
            : null;
  const stopped = shortage?.pictures === "stopped";
  const bad = stopped ? "held" : over(BAD);
  const cause = bad ?? (shortage ? "held" : over(WEAK));
  return { level: bad ? "bad" : cause ? "weak" : "good", cause, lossIn, lossOut, rtt, frozen, narrow, busy };
}

const ORDER: readonly Level[] = ["good", "weak", "bad"];
/** Readings in a row until a line counts as worse, as better, as narrow (or the device as busy). */
const WORSE = 2;
const BETTER = 4;
const LASTING = 3;

/** A level that does not flap: one bad moment is no bad line. */
export class Settling {
  level: Level = "good";
  narrow = false;
  busy = false;
  private worse = 0;
  private better = 0;
  private tight = 0;
  private hard = 0;

  take({ level, narrow, busy }: Pick<Judgement, "level" | "narrow" | "busy">): void {
    const step = ORDER.indexOf(level) - ORDER.indexOf(this.level);
    this.worse = step > 0 ? this.worse + 1 : 0;
    this.better = step < 0 ? this.better + 1 : 0;
    if (this.worse >= WORSE || this.better >= BETTER) {
      this.level = level;
      this.worse = this.better = 0;
    }
    this.tight = narrow ? Math.min(LASTING, this.tight + 1) : Math.max(0, this.tight - 1);
    this.narrow = this.tight >= LASTING || (this.narrow && this.tight > 0);
    this.hard = busy ? Math.min(LASTING, this.hard + 1) : Math.max(0, this.hard - 1);
    this.busy = this.hard >= LASTING || (this.busy && this.hard > 0);
  }
}
