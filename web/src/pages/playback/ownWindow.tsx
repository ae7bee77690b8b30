// The class above other windows: its whole stage where the browser can, else the picture on it.
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import css from "./more.module.css";

interface Opener {
  requestWindow(size: { width: number; height: number }): Promise<Window>;
}
const opener = (): Opener | undefined =>
  (window as { documentPictureInPicture?: Opener }).documentPictureInPicture;

export const canFloat = (): boolean => opener() !== undefined || document.pictureInPictureEnabled === true;

/** The styles of this page, for a window that begins without any. */
function dress(bare: Window): void {
  for (const sheet of document.querySelectorAll("link[rel=stylesheet], style"))
    bare.document.head.append(sheet.cloneNode(true));
  const { documentElement: root } = bare.document;
  for (const { name, value } of document.documentElement.attributes) root.setAttribute(name, value);
  bare.document.body.className = css.floating ?? "";
}

async function floatPicture(): Promise<boolean> {
  const video = document.querySelector<HTMLVideoElement>("[data-place=stage] video, [data-place] video");
  if (!video) return false;
  video.disablePictureInPicture = false;
  await video.requestPictureInPicture();
  return true;
}

/** `float` opens the window or brings the class back; `wrong` says that nothing can float just now. */
export function useOwnWindow() {
  const [own, setOwn] = useState<Window | null>(null);
  const [wrong, setWrong] = useState(false);
  const float = useCallback(async () => {
    setWrong(false);
    if (own) return own.close();
    try {
      const way = opener();
      if (way === undefined) {
        if (document.pictureInPictureElement) await document.exitPictureInPicture();
        else setWrong(!(await floatPicture()));
        return;
      }
      const made = await way.requestWindow({ width: 480, height: 300 });
      dress(made);
      made.addEventListener("pagehide", () => setOwn(null), { once: true });
      setOwn(made);
    } catch {
      setWrong(true);
    }
  }, [own]);
  useEffect(() => () => own?.close(), [own]);
  return { own, wrong, float };
}

export function InOwnWindow({ own, children }: { own: Window; children: ReactNode }) {
  return createPortal(children, own.document.body);
}
