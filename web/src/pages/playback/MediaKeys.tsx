// The class on the lock screen, at the headset and under media keys, from its first sound until the page is left.
import { useContext, useEffect, useState } from "react";
import { type Chapter, chapterAt } from "../../core/playback/chapters";
import { COLUMNS, placeOf, ROWS } from "../../core/playback/glimpses";
import { SystemControls } from "../../core/playback/mediaSession";
import type { Player } from "../../core/playback/player";
import type { Playing } from "../../core/playback/playing";
import type { PageView } from "../../core/view/slides";
import { useSmallSlide } from "./slides";
import { SmallPictures } from "./Tip";

interface Props {
  title: string;
  course: string;
  player: Player;
  playing: Playing;
  chapters: readonly Chapter[];
  /** The page that is shown. */
  shown: PageView | null;
}

/** One small picture out of the strip that it comes in, as an object URL. */
async function cut(strip: string, at: number): Promise<string> {
  const image = new Image();
  image.src = strip;
  await image.decode();
  const [width, height] = [image.naturalWidth / COLUMNS, image.naturalHeight / ROWS];
  const { column, row } = placeOf(at);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext("2d")?.drawImage(image, -column * width, -row * height);
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done));
  return made ? URL.createObjectURL(made) : "";
}

/** The picture of a moment; null where there is none, or none is wanted. */
function useGlimpse(at: number | null, { edge, manifest }: Playing): string | null {
  const glimpses = useContext(SmallPictures);
  const [found, setFound] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a class that runs on has the same picture here
  useEffect(() => {
    let here = true;
    let url = "";
    setFound(null);
    if (at === null || glimpses === null) return;
    const look = async () => {
      const glimpse = await glimpses.at(at, edge, manifest.state === "ended");
      const made = glimpse === null ? "" : await cut(glimpse.url, at).catch(() => "");
      if (here && made) setFound(made);
      if (here) url = made;
      else URL.revokeObjectURL(made);
    };
    void look();
    return () => {
      here = false;
      if (url) URL.revokeObjectURL(url);
    };
  }, [glimpses, at]);
  return found;
}

export default function MediaKeys({ title, course, player, playing, chapters, shown }: Props) {
  const [controls, setControls] = useState<SystemControls | null>(null);
  const chapter = chapterAt(chapters, playing.position);
  const slide = useSmallSlide(shown);
  const glimpse = useGlimpse(shown === null ? (chapter?.at ?? 0) : null, playing);
  const picture = shown === null ? glimpse : slide;
  const told = chapter?.title ?? "";
  useEffect(() => {
    if (!("mediaSession" in navigator)) return;
    const made = new SystemControls(navigator.mediaSession, player);
    setControls(made);
    return () => made.close();
  }, [player]);
  useEffect(() => controls?.lead(chapters), [controls, chapters]);
  useEffect(
    () => controls?.show({ title, course, chapter: told, picture }),
    [controls, title, course, told, picture],
  );
  useEffect(() => controls?.tell(playing), [controls, playing]);
  return null;
}
