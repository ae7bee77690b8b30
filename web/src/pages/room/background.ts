// What stands behind a person in their picture, changed while it is sent.
import { useEffect, useState } from "react";
import { t } from "../../texts";
import type { MenuGroup } from "../../ui/Menu";
import { chosenBackground, isOffered, names, onNews, words } from "../background/camera";
import type { Session } from "./session";

/** The choice as part of a menu. */
export function backgroundGroup(session: Session): MenuGroup {
  const chosen = chosenBackground();
  const entries = names().map(({ id, name }) => ({
    id: `background-${id}`,
    label: id === "own" && chosen === "own" ? t("background.another") : name,
    chosen: id === chosen,
    run: () => void import("./newBackground").then(({ change }) => change(session, id)),
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
