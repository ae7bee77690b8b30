// What is seen of the class, and how much data that takes: told before anything is loaded.
import { HardDriveDownload, LayoutDashboard } from "lucide-react";
import { useMemo } from "react";
import { Button as AriaButton } from "react-aria-components";
import { sizeWords } from "../../core/files";
import type { Player } from "../../core/playback/player";
import type { Playing } from "../../core/playback/playing";
import { SPENDING, sizesOf } from "../../core/playback/sizes";
import { t } from "../../texts";
import { Menu, type MenuEntry } from "../../ui/Menu";
import { SEEN, type UsedLook } from "./look";

/** A running class grows by the second: its sizes need not. */
const COARSE = 15_000;
/** Cameras beside the stage of an ordinary window. */
const CAMERAS = 3;

interface Props {
  player: Player;
  playing: Playing;
  look: UsedLook;
  /** Keep the class on this device; null where nobody may. */
  onKeep: (() => void) | null;
  /** What else a small window has no place for. */
  more: readonly MenuEntry[];
}

export function LookMenu({ player, playing, look, onKeep, more }: Props) {
  const { manifest, edge } = playing;
  const grown = manifest.state === "ended" ? manifest : Math.floor(edge / COARSE);
  const from = Math.floor(player.position() / COARSE) * COARSE;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what grew since is not worth counting anew each second
  const sizes = useMemo(() => sizesOf(manifest, from, CAMERAS), [grown, from]);
  const size = (bytes: number) => sizeWords(Math.round(bytes));
  const groups = [
    {
      title: t("playback.layout"),
      entries: SEEN.map((seen) => ({
        id: seen,
        label: t(`player.seen_${seen}`),
        chosen: look.seen === seen,
        run: () => look.change({ seen }),
      })),
    },
    {
      title: from < COARSE ? t("player.data_class") : t("player.data_rest"),
      entries: SPENDING.map((spending) => ({
        id: `data-${spending}`,
        label: t(`player.data_${spending}`, { size: size(sizes[spending]) }),
        chosen: look.spending === spending,
        run: () => look.change({ spending }),
      })),
    },
    {
      entries: onKeep
        ? [
            {
              id: "keep",
              label: t("offline.title"),
              icon: <HardDriveDownload className="i s" />,
              run: onKeep,
            },
          ]
        : [],
    },
    { entries: more },
  ];
  return (
    <Menu label={t("player.look")} placement="top end" groups={groups}>
      <AriaButton className="btn ic bare" aria-label={t("player.look")}>
        <LayoutDashboard className="i" aria-hidden="true" />
      </AriaButton>
    </Menu>
  );
}
