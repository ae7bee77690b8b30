// Which sizes of one's own pictures somebody watches: the others are not even made.

/** The order of the class's word, smallest first, for encodings in the order of the browser. */
export function smallestFirst(encodings: readonly { scaleResolutionDownBy?: number }[]): number[] {
  const scale = (index: number) => encodings[index]!.scaleResolutionDownBy ?? 1;
  return encodings.map((_, index) => index).sort((a, b) => scale(b) - scale(a) || a - b);
}

type Shape = (index: number) => object;

export class Demand {
  private readonly wanted = new Map<string, readonly boolean[]>();
  private turn: Promise<void> = Promise.resolve();

  /** `smallestOnly`: of this track nothing but the smallest size may be sent, whoever watches more. */
  constructor(
    private readonly senderOf: (track: string) => RTCRtpSender | undefined,
    private readonly smallestOnly: (track: string) => boolean,
  ) {}

  /** The class says which layers of a track are watched, smallest first. */
  take(track: string, layers: readonly boolean[]): void {
    this.wanted.set(track, layers);
    void this.settle(track);
  }

  forget(track: string): void {
    this.wanted.delete(track);
  }

  /** Send as wanted, each encoding also in the given shape. One after the other: parameters that were read must be set
   * before they are read again. */
  settle(track: string, shape?: Shape): Promise<void> {
    this.turn = this.turn.then(() => this.set(track, shape)).catch(() => undefined);
    return this.turn;
  }

  private async set(track: string, shape?: Shape): Promise<void> {
    const sender = this.senderOf(track);
    if (!sender) return;
    const parameters = sender.getParameters();
    const { encodings } = parameters;
    const told = this.wanted.get(track);
    const layers = told?.length === encodings.length ? told : encodings.map(() => true);
    const only = this.smallestOnly(track);
    let changed = shape !== undefined;
    for (const [place, index] of smallestFirst(encodings).entries()) {
      const one = encodings[index]!;
      const active = only ? place === 0 && layers.includes(true) : layers[place]!;
      changed ||= (one.active ?? true) !== active;
      Object.assign(one, shape?.(index), { active });
    }
    if (changed) await sender.setParameters(parameters);
  }
}
