// Which sizes of one's own pictures somebody watches: the others are not even made.

/** The order of the class's word, smallest first, for encodings in the order of the browser. */
export function smallestFirst(encodings: readonly { scaleResolutionDownBy?: number }[]): number[] {
  const scale = (index: number) => encodings[index]!.scaleResolutionDownBy ?? 1;
  return encodings.map((_, index) => index).sort((a, b) => scale(b) - scale(a) || a - b);
}

export class Demand {
  private readonly wanted = new Map<string, readonly boolean[]>();
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly senderOf: (track: string) => RTCRtpSender | undefined) {}

  /** The class says which layers of a track are watched, smallest first. */
  take(track: string, layers: readonly boolean[]): void {
    this.wanted.set(track, layers);
    // One after the other: parameters that were read must be set before they are read again.
    this.turn = this.turn.then(() => this.settle(track)).catch(() => undefined);
  }

  forget(track: string): void {
    this.wanted.delete(track);
  }

  private async settle(track: string): Promise<void> {
    const layers = this.wanted.get(track);
    const sender = this.senderOf(track);
    if (!layers || !sender) return;
    const parameters = sender.getParameters();
    const { encodings } = parameters;
    if (encodings.length !== layers.length) return;
    let changed = false;
    for (const [place, index] of smallestFirst(encodings).entries()) {
      const one = encodings[index]!;
      changed ||= (one.active ?? true) !== layers[place];
      one.active = layers[place]!;
    }
    if (changed) await sender.setParameters(parameters);
  }
}
