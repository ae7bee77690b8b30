// On a tile: pin it for oneself, or put the person into the spotlight for everybody.
import { Ellipsis, Pin, PinOff, Star, StarOff } from "lucide-react";
import { memo } from "react";
import { Button as AriaButton } from "react-aria-components";
import { t } from "../../texts";
import { Menu, type MenuEntry } from "../../ui/Menu";

export type OnTile = "pin" | "light";

interface Props {
  id: string;
  name: string;
  lit: boolean;
  pinned: boolean;
  mayLight: boolean;
  /** The same function always: tiles are not drawn anew for it. */
  does: (what: OnTile, person: string) => void;
}

export const TileMenu = memo(function TileMenu({ id, name, lit, pinned, mayLight, does }: Props) {
  const entries: MenuEntry[] = [
    {
      id: "pin",
      label: t(pinned ? "room.unpin" : "room.pin"),
      icon: pinned ? <PinOff className="i s" /> : <Pin className="i s" />,
      run: () => does("pin", id),
    },
  ];
  if (mayLight)
    entries.push({
      id: "light",
      label: t(lit ? "room.light_off" : "room.light_on"),
      icon: lit ? <StarOff className="i s" /> : <Star className="i s" />,
      run: () => does("light", id),
    });
  const label = t("room.picture_of", { name });
  return (
    <Menu label={label} groups={[{ entries }]}>
      <AriaButton className="tile-menu" aria-label={label}>
        <Ellipsis className="i s" aria-hidden="true" />
      </AriaButton>
    </Menu>
  );
});
