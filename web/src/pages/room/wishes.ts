// What can be wished of sound and of a shared screen, as entries of a menu.
import type { Choices } from "../../core/choices";
import { t } from "../../texts";
import type { MenuEntry } from "../../ui/Menu";
import type { Session } from "./session";

export const soundEntries = ({ preferences }: Session, { noise, original }: Choices): MenuEntry[] => [
  {
    id: "noise",
    label: t("room.noise"),
    chosen: noise && !original,
    // Who wants noise taken out does not want the sound as it is.
    run: () => void preferences.setSound({ noise: !noise || original, original: false }),
  },
  {
    id: "original",
    label: t("room.original"),
    chosen: original,
    run: () => void preferences.setSound({ original: !original }),
  },
];

export const screenEntries = ({ preferences }: Session, { screen }: Choices): MenuEntry[] => [
  {
    id: "text",
    label: t("room.screen_text"),
    chosen: screen === "text",
    run: () => void preferences.setScreen("text"),
  },
  {
    id: "motion",
    label: t("room.screen_motion"),
    chosen: screen === "motion",
    run: () => void preferences.setScreen("motion"),
  },
];
