// What is behind a person in their picture: chosen for each device, remembered there, and how much work it may be.
export const SCENES = ["wall", "evening", "hills", "books"] as const;
export type Scene = (typeof SCENES)[number];
/** `own`: a picture of the person's own, which stays on this device. */
export type Background = "none" | "blur" | Scene | "own";

export const BACKGROUNDS: readonly Background[] = ["none", "blur", ...SCENES, "own"];
const KEY = "amphi.background";
type Shelf = Pick<Storage, "getItem" | "setItem">;

/** What is kept, whatever an older version or a curious hand has left there. */
export function readBackground(shelf: Shelf): Background {
  const kept = shelf.getItem(KEY);
  // A word that is not known was a wish not to show the room.
  return BACKGROUNDS.find((one) => one === kept) ?? (kept ? "blur" : "none");
}

export function keepBackground(shelf: Shelf, chosen: Background): void {
  shelf.setItem(KEY, chosen);
}

/** With fewer processors than these a person is told beforehand that the picture may stutter. */
const ENOUGH = 4;
export const isWeak = (processors: number): boolean => processors < ENOUGH;

/** From here on the picture stutters: the person is told. */
const SLOW = 60;
/** From here on sound and class suffer: the camera is turned off. */
const HOPELESS = 250;
/** So many pictures are looked at; the first ones, while the machine warms up, do not count. */
const LOOKED_AT = 30;
const WARMING_UP = 5;
/** The rest of the time belongs to sound, to the pictures of others and to the page. */
const SHARE = 0.6;

/** How fast pictures are made, so that the work never takes more than its share of a processor. */
export class Pace {
  private readonly times: number[] = [];
  private seen = 0;
  private free = 0;

  /** Whether the next picture may be begun at this time, in milliseconds. */
  mayBegin(now: number): boolean {
    return now >= this.free;
  }

  /** How long until it may. */
  wait(now: number): number {
    return Math.max(0, this.free - now);
  }

  took(begun: number, done: number): void {
    const time = done - begun;
    this.free = begun + time / SHARE;
    this.seen += 1;
    if (this.seen <= WARMING_UP) return;
    this.times.push(time);
    if (this.times.length > LOOKED_AT) this.times.shift();
  }

  /** The usual time of a picture; 0 until enough were made. */
  median(): number {
    if (this.times.length < LOOKED_AT) return 0;
    return [...this.times].sort((a, b) => a - b)[LOOKED_AT >> 1]!;
  }

  verdict(): "well" | "slow" | "hopeless" {
    const usual = this.median();
    if (usual > HOPELESS) return "hopeless";
    return usual > SLOW ? "slow" : "well";
  }
}
