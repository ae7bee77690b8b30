// What a person chose for picture and sound on this device: how much data, which sound, how a screen is sent.
import { t } from "../texts";

export type Mode = "full" | "low" | "sound";
export type ScreenKind = "text" | "motion";
export type PictureFormat = "auto" | "VP9" | "AV1";

export interface Choices {
  mode: Mode;
  /** Take noise out of the microphone's sound. */
  noise: boolean;
  /** Sound as it is, in stereo, for music: nothing is taken out of it. */
  original: boolean;
  screen: ScreenKind;
  format: PictureFormat;
}

/** Read anew each time, as the language is known only when a page is drawn. */
export const MODES: Record<Mode, string> = {
  get full() {
    return t("core.mode_full");
  },
  get low() {
    return t("core.mode_low");
  },
  get sound() {
    return t("core.mode_sound");
  },
};
export const USUAL: Choices = { mode: "full", noise: true, original: false, screen: "text", format: "auto" };
const KEY = "amphi.media";
type Shelf = Pick<Storage, "getItem" | "setItem">;

const one = <T>(value: unknown, allowed: readonly T[], usual: T): T =>
  allowed.includes(value as T) ? (value as T) : usual;

/** What is kept, whatever an older version or a curious hand has left there. */
export function readChoices(shelf: Shelf): Choices {
  let kept: Partial<Record<keyof Choices, unknown>> = {};
  try {
    kept = { ...(JSON.parse(shelf.getItem(KEY) ?? "{}") as object) };
  } catch {
    // Nothing that can be read: the usual.
  }
  return {
    mode: one(kept.mode, ["full", "low", "sound"], USUAL.mode),
    noise: one(kept.noise, [true, false], USUAL.noise),
    original: one(kept.original, [true, false], USUAL.original),
    screen: one(kept.screen, ["text", "motion"], USUAL.screen),
    format: one(kept.format, ["auto", "VP9", "AV1"], USUAL.format),
  };
}

export function keepChoices(shelf: Shelf, choices: Choices): void {
  shelf.setItem(KEY, JSON.stringify(choices));
}

/** Original sound is what the microphone hears: echo, noise and loudness as they are, in stereo. */
export function soundWanted({ noise, original }: Choices): MediaTrackConstraints {
  const clean = !original;
  return {
    echoCancellation: clean,
    noiseSuppression: clean && noise,
    autoGainControl: clean,
    channelCount: original ? 2 : 1,
  };
}
