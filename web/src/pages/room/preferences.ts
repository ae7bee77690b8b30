// What a person chooses for picture and sound while in class, and what follows from it; remembered on this device.
import { type Choices, keepChoices, MODES, type Mode, readChoices } from "../../core/choices";
import type { Level } from "../../core/quality";
import { Watch } from "../../core/watch";
import { t } from "../../texts";
import { reopen } from "./microphone";
import type { Session } from "./session";

/** A line that is not good is told every 20 s; who was not heard of for so long left, or came anew. */
const FORGOTTEN_MS = 50_000;
/** Low data asks for no picture higher than this. */
const SMALL = 180;

export class Preferences {
  choices: Choices = readChoices(localStorage);
  /** How good the lines of others are, as far as it was told and is not good; those who lead are told. */
  others: ReadonlyMap<string, Level> = new Map();
  readonly watch: Watch;
  private readonly listeners = new Set<() => void>();
  private readonly heard = new Map<string, number>();

  constructor(private readonly session: Session) {
    const { media, live } = session;
    this.watch = new Watch(
      media.stats,
      (level) => live.signal({ type: "quality", level }),
      () => this.moving(),
    );
    media.sending.choices = this.choices;
    this.limit();
  }

  subscribe = (heard: () => void): (() => void) => {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  };

  private tell(): void {
    for (const heard of this.listeners) heard();
  }

  start(): () => void {
    this.watch.start();
    const deaf = this.session.live.onSignal((signal) => this.heed(signal));
    const blind = this.watch.subscribe(() => this.forget());
    return () => {
      this.watch.stop();
      deaf();
      blind();
    };
  }

  /** Cameras that are looked at: they should move. A screen may stand still. */
  private moving(): Set<string> {
    const { byId } = this.session.live.timeline.live().tracks;
    const playing = [...this.session.media.receiving.playing()];
    return new Set(playing.filter(([, track]) => byId.get(track)?.source === "camera").map(([id]) => id));
  }

  private forget(): void {
    const now = performance.now();
    const known = [...this.others].filter(([id]) => now - (this.heard.get(id) ?? 0) < FORGOTTEN_MS);
    if (known.length === this.others.size) return;
    this.others = new Map(known);
    this.tell();
  }

  private heed(signal: Record<string, unknown>): void {
    if (signal.type === "shortage") this.watch.hold(signal.pictures, signal.carries);
    if (signal.type === "quality" && typeof signal.person === "string") {
      this.heard.set(signal.person, performance.now());
      const others = new Map(this.others);
      if (signal.level === "good") others.delete(signal.person);
      else others.set(signal.person, signal.level as Level);
      this.others = others;
      this.tell();
    }
    if (signal.type === "format" && typeof signal.mime === "string")
      void this.otherFormat(String(signal.track), signal.mime);
  }

  /** Somebody cannot play what is sent: from now on it is sent in a format that everybody has. */
  private async otherFormat(track: string, mime: string): Promise<void> {
    const { sending } = this.session.media;
    // Nobody can make a sender change for ever: each format goes once, and VP8, which everybody has, stays.
    if (mime === "video/VP8" || sending.refused.has(mime)) return;
    sending.refused.add(mime);
    for (const source of ["camera", "screen"] as const)
      if (sending.of(source) === track) {
        await this.session.again(source);
        if (this.choices.format !== "auto")
          this.session.tell(t("room.other_format", { format: this.choices.format }));
      }
  }

  private set(change: Partial<Choices>): void {
    this.choices = { ...this.choices, ...change };
    keepChoices(localStorage, this.choices);
    this.session.media.sending.choices = this.choices;
    this.tell();
  }

  private limit(): void {
    this.session.media.receiving.limit(this.choices.mode === "low" ? SMALL : Number.POSITIVE_INFINITY);
  }

  async setMode(mode: Mode): Promise<void> {
    this.set({ mode });
    this.limit();
    if (mode === "sound") {
      if (this.session.devices.screen) await this.session.setScreen(false);
      if (this.session.devices.camera) await this.session.setCamera(false);
    }
    await this.session.media.sending.reshape();
    this.session.tell(t(`room.mode_${mode}`, { mode: MODES[mode] }));
  }

  async setScreen(screen: Choices["screen"]): Promise<void> {
    this.set({ screen });
    await this.session.media.sending.reshape();
  }

  /** Noise suppression needs the microphone opened anew; original sound is also sent anew, in stereo. */
  async setSound(change: Partial<Pick<Choices, "noise" | "original">>): Promise<void> {
    const { original } = this.choices;
    this.set(change);
    const stereo = this.choices.original;
    await this.session.attempt("microphone", () => reopen(this.session, original !== stereo));
    if (stereo && !original) this.session.tell(t("room.headphones"));
  }

  async setFormat(format: Choices["format"]): Promise<void> {
    this.set({ format });
    this.session.media.sending.refused.clear();
    await this.session.again("camera");
    await this.session.again("screen");
  }
}
