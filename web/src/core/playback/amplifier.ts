/**
 * Makes the sound of an element louder than it is, by Web Audio: a gain, and a limiter so that no peak is torn.
 * What passes through it is heard later than the element says; `lag` tells by how much, so that pictures wait for it.
 */

/** dB at which the limiter begins, and how hard it holds: +15 dB come out as -5. */
const THRESHOLD = -6;
const RATIO = 20;
/** dB that browsers add to what a compressor gives out (Web Audio, "makeup gain"): taken off again. */
const ADDED = -0.6 * (THRESHOLD - THRESHOLD / RATIO);
/** Ms by which a compressor looks ahead. */
const AHEAD = 6;
/** Seconds in which the gain changes. */
const GLIDE = 0.1;
/** Ms of silence after which the sound device is let go. */
const IDLE = 10_000;
/** Ms without a step of its clock after which a device does not sound, whatever it says. */
const STUCK = 1_000;
/** The lag is told anew when it is off by so many ms: small changes are the clock's own. */
const WORTH = 8;

export const factor = (db: number): number => 10 ** (db / 20);

/** Only a browser that says how late its sound is heard can keep pictures in step with it. */
export const canAmplify = (): boolean =>
  typeof AudioContext === "function" && "outputLatency" in AudioContext.prototype;

export class Amplifier {
  private readonly context = new AudioContext({ latencyHint: "balanced" });
  private readonly gain = this.context.createGain();
  private readonly limiter = this.context.createDynamicsCompressor();
  private source: MediaElementAudioSourceNode | null = null;
  private idle: ReturnType<typeof setTimeout> | undefined;
  private late = 0;
  private limited = true;
  private time = -1;
  private moved = 0;

  constructor(private readonly audio: HTMLAudioElement) {
    const { context, gain, limiter } = this;
    limiter.threshold.value = THRESHOLD;
    limiter.knee.value = 0;
    limiter.ratio.value = RATIO;
    limiter.attack.value = AHEAD / 2000;
    limiter.release.value = 0.25;
    const level = context.createGain();
    level.gain.value = factor(-ADDED);
    gain.connect(limiter).connect(level).connect(context.destination);
  }

  /** Asks for the sound device: browsers give it to whoever pressed something. */
  wake(): void {
    clearTimeout(this.idle);
    this.idle = undefined;
    if (this.context.state !== "running") void this.context.resume().catch(() => undefined);
  }

  /** Nothing sounds: the device is let go after a while. */
  rest(): void {
    this.idle ??= setTimeout(() => void this.context.suspend().catch(() => undefined), IDLE);
  }

  /** Whether sound passes. */
  get runs(): boolean {
    const { state, currentTime } = this.context;
    const now = performance.now();
    if (currentTime !== this.time) [this.time, this.moved] = [currentTime, now];
    return state === "running" && now - this.moved < STUCK;
  }

  /** Whether the element sounds through here; then it stands while nothing passes. */
  get holds(): boolean {
    return this.source !== null;
  }

  /** By how many dB it is louder from now on; at 0 it is as it was. From the first time on the element sounds through here. */
  set(db: number): void {
    const { context, gain } = this;
    const first = this.source === null;
    this.source ??= context.createMediaElementSource(this.audio);
    if (first) gain.gain.value = factor(db);
    else gain.gain.setTargetAtTime(factor(db), context.currentTime, GLIDE);
    if (!first && this.limited === db > 0) return;
    this.limited = db > 0;
    this.source.disconnect();
    this.source.connect(this.limited ? gain : context.destination);
  }

  /** Ms by which what is heard is behind what the element says. */
  get lag(): number {
    if (this.source === null) return 0;
    const now =
      1000 * (this.context.outputLatency || this.context.baseLatency || 0) + (this.limited ? AHEAD : 0);
    if (Math.abs(now - this.late) > WORTH) this.late = now;
    return this.late;
  }

  close(): void {
    clearTimeout(this.idle);
    this.source?.disconnect();
    void this.context.close().catch(() => undefined);
  }
}
