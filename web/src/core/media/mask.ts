// Where in a picture the person is, and what is behind them without letting it be made out.

/** Below the first nothing of a place is the person, above the second all of it. */
const FROM = 0.3;
const TO = 0.75;
/** How much of the mask before is kept: less flicker; more would trail behind whoever moves. */
const KEPT = 0.3;

/** The model's likelihoods become opacity, 0 to 255, calmed by the mask before; `mask` is changed in place. */
export function settle(likely: ArrayLike<number>, mask: Uint8ClampedArray): void {
  for (let at = 0; at < mask.length; at++) {
    const place = Math.min(1, Math.max(0, (likely[at]! - FROM) / (TO - FROM)));
    const sure = place * place * (3 - 2 * place);
    mask[at] = 255 * sure * (1 - KEPT) + mask[at]! * KEPT;
  }
}

/** Fainter points join nothing. */
const FAINT = 8;
/** A hand may be seen without its arm; what is smaller than this part of the person is a bit of the room. */
const SMALLEST = 1 / 40;

/** Takes out of a mask what stands apart from the person and is too small to be one. */
export class Islands {
  private readonly land: Int32Array;
  private readonly path: Int32Array;

  constructor(
    private readonly width: number,
    height: number,
  ) {
    this.land = new Int32Array(width * height);
    this.path = new Int32Array(width * height);
  }

  /** `mask` is changed in place. */
  drown(mask: Uint8ClampedArray): void {
    const { land } = this;
    const sizes = [0];
    land.fill(0);
    for (let at = 0; at < mask.length; at++)
      if (mask[at]! > FAINT && land[at] === 0) sizes.push(this.walk(mask, at, sizes.length));
    const least = Math.max(...sizes) * SMALLEST;
    for (let at = 0; at < mask.length; at++) if (sizes[land[at]!]! < least) mask[at] = 0;
  }

  /** Gives all that hangs together with a point the same number; how much it is. */
  private walk(mask: Uint8ClampedArray, start: number, number: number): number {
    const { land, path, width } = this;
    let size = 0;
    let ahead = 0;
    const visit = (at: number) => {
      if (!(mask[at]! > FAINT) || land[at] !== 0) return;
      land[at] = number;
      path[ahead++] = at;
    };
    visit(start);
    while (ahead > 0) {
      const at = path[--ahead]!;
      size += 1;
      if (at % width > 0) visit(at - 1);
      if (at % width < width - 1) visit(at + 1);
      visit(at - width);
      visit(at + width);
    }
    return size;
  }
}

/** Each channel of four is spread along a row or column: `step` from place to place, `count` places. */
function spread(
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  count: number,
  radius: number,
) {
  const share = 1 / (2 * radius + 1);
  const last = count - 1;
  for (let channel = 0; channel < 4; channel++) {
    const zero = start + channel;
    let sum = 0;
    for (let at = -radius; at <= radius; at++) sum += from[zero + Math.min(last, Math.max(0, at)) * step]!;
    for (let at = 0; at < count; at++) {
      to[zero + at * step] = sum * share;
      const enters = Math.min(last, at + radius + 1);
      const leaves = Math.max(0, at - radius);
      sum += from[zero + enters * step]! - from[zero + leaves * step]!;
    }
  }
}

/** Three even spreads come close to Gauss's bell. */
const ROUNDS = 3;
const LEAST = 1 / 255;

/** Blurs what is behind the person, without the person's own colours, so that no halo stands around them. */
export class Blur {
  private readonly one: Float32Array;
  private readonly two: Float32Array;

  constructor(
    private readonly width: number,
    private readonly height: number,
    private readonly radius: number,
  ) {
    this.one = new Float32Array(width * height * 4);
    this.two = new Float32Array(width * height * 4);
  }

  /** `pixels` (RGBA) are changed in place; `mask` says how much of each is the person. */
  over(pixels: Uint8ClampedArray, mask: Uint8ClampedArray): void {
    const { one, two, width, height, radius } = this;
    for (let at = 0; at < mask.length; at++) {
      const weight = Math.max(LEAST, 1 - mask[at]! / 255);
      for (let channel = 0; channel < 3; channel++)
        one[at * 4 + channel] = pixels[at * 4 + channel]! * weight;
      one[at * 4 + 3] = weight;
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (let row = 0; row < height; row++) spread(one, two, row * width * 4, 4, width, radius);
      for (let column = 0; column < width; column++) spread(two, one, column * 4, width * 4, height, radius);
    }
    for (let at = 0; at < mask.length; at++) {
      const weight = one[at * 4 + 3]!;
      for (let channel = 0; channel < 3; channel++)
        pixels[at * 4 + channel] = one[at * 4 + channel]! / weight;
      pixels[at * 4 + 3] = 255;
    }
  }
}
