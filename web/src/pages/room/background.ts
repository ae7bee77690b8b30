// What stands behind a person in their picture, changed while it is sent.
import { useEffect, useState } from "react";
import type { Background } from "../../core/media/background";
import { t } from "../../texts";
import type { MenuGroup } from "../../ui/Menu";
import { chooseBackground, chosenBackground, isOffered, names, onNews, words } from "../background/camera";
import type { Session } from "./session";

async function change(session: Session, wanted: Background): Promise<void> {
  await session.settled;
  if (session.devices.busy) return;
  try {
    if (!(await chooseBackground(wanted))) return;
  } catch {
    return session.tell(t("background.no_picture"), "bad");
  }
  const { sending } = session.media;
  if (!sending.of("camera")) return;
  await session.attempt("camera", t("background.title"), async () => {
    // Who wants another background and does not get it is not seen with the one before.
    const track = await session.device("video", session.devices.chosenCamera).catch(async (cause) => {
      await session.end("camera");
      throw cause;
    });
    const now = sending.of("camera");
    if (now) await sending.replace(now, track);
    else track.stop();
  });
}

/** The choice as part of a menu. */
export function backgroundGroup(session: Session): MenuGroup {
  const chosen = chosenBackground();
  const entries = names().map(({ id, name }) => ({
    id: `background-${id}`,
    label: id === "own" && chosen === "own" ? t("background.another") : name,
    chosen: id === chosen,
    run: () => void change(session, id),
  }));
  return { title: t("background.title"), entries: isOffered() ? entries : [] };
}

/** The same, and what the person must know of it is told meanwhile. */
export function useBackground(session: Session): MenuGroup {
  const [, draw] = useState(0);
  useEffect(
    () =>
      onNews((news) => {
        draw((before) => before + 1);
        // What could not begin is told by whoever began it.
        const said = news === "not_begun" ? "" : words(news);
        if (said) session.tell(said, news === "chosen" ? "plain" : "bad");
      }),
    [session],
  );
  return backgroundGroup(session);
}
