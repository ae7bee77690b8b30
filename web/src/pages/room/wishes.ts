// What can be wished of sound and of a shared screen, as entries of a menu.
import type { Choices } from "../../core/choices";
import type { MenuEntry } from "../../ui/Menu";
import type { Session } from "./session";

export const soundEntries = ({ preferences }: Session, { noise, original }: Choices): MenuEntry[] => [
  {
    id: "noise",
    label: "Noise suppression",
    chosen: noise && !original,
    // Who wants noise taken out does not want the sound as it is.
    run: () => void preferences.setSound({ noise: !noise || original, original: false }),
  },
  {
    id: "original",
    label: "Original sound, for music",
    chosen: original,
    run: () => void preferences.setSound({ original: !original }),
  },
];

export const screenEntries = ({ preferences }: Session, { screen }: Choices): MenuEntry[] => [
  {
    id: "text",
    label: "Text (sharp)",
    chosen: screen === "text",
    run: () => void preferences.setScreen("text"),
  },
  {
    id: "motion",
    label: "Video (smooth)",
    chosen: screen === "motion",
    run: () => void preferences.setScreen("motion"),
  },
];
