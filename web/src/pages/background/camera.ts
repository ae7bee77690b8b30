// The camera as it may be seen: with the background that was chosen on this device, or not at all.
import { BACKGROUNDS, type Background, isWeak, readBackground } from "../../core/media/background";
import { t } from "../../texts";

/** What changed, or happened while a picture was made. */
export type News = "chosen" | "slow" | "hopeless" | "failed" | "not_begun";
const NEWS = "amphi.background";

export const announce = (news: News) => window.dispatchEvent(new CustomEvent<News>(NEWS, { detail: news }));

export function onNews(heard: (news: News) => void): () => void {
  const hear = (event: Event) => heard((event as CustomEvent<News>).detail);
  window.addEventListener(NEWS, hear);
  return () => window.removeEventListener(NEWS, hear);
}

/** Everything that it takes; a choice of earlier may always be taken back. */
export const isOffered = (): boolean =>
  readBackground(localStorage) !== "none" ||
  (typeof OffscreenCanvas === "function" &&
    typeof WebAssembly === "object" &&
    navigator.hardwareConcurrency > 1);

export const chosenBackground = (): Background => readBackground(localStorage);
export const names = (): { id: Background; name: string }[] =>
  BACKGROUNDS.map((id) => ({ id, name: t(`background.${id}`) }));

/** A sentence about what a person should know now; "" when there is nothing. */
export function words(news: News): string {
  if (news !== "chosen") return t(`background.now_${news}`);
  if (chosenBackground() === "none" || !isWeak(navigator.hardwareConcurrency)) return "";
  return t("background.now_weak");
}

/** Never the room of somebody who chose not to show it: when that does not work, the camera goes off. */
export async function seen(camera: MediaStreamTrack): Promise<MediaStreamTrack> {
  const chosen = chosenBackground();
  if (chosen === "none") return camera;
  try {
    const { processed } = await import("./processed");
    return await processed(camera, chosen, announce);
  } catch {
    camera.stop();
    announce("not_begun");
    throw new Error(t("background.now_not_begun"));
  }
}
