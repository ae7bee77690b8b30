// One person in the filmstrip: picture or initials, name, hand, microphone; the ring says who speaks.
import { Coffee, EyeOff, MicOff, Pin, Star, WifiOff } from "lucide-react";
import { memo } from "react";
import type { TrackView } from "../../core/view/types";
import { t } from "../../texts";
import { Avatar } from "../../ui/Avatar";
import { roleWord } from "../../ui/names";
import type { Role } from "../../wire";
import { Picture } from "./Picture";
import { type OnTile, TileMenu } from "./TileMenu";

interface Props {
  id: string;
  name: string;
  role: Role | "";
  mine: boolean;
  camera: TrackView | null;
  muted: boolean;
  hand: number;
  /** The line is cut, the seat is held. */
  away: boolean;
  /** They said that they are away for a moment. */
  pausing: boolean;
  /** What they show without words. */
  sign?: string;
  /** Their camera, voice and screen are not in the recording. */
  unrecorded: boolean;
  /** In the spotlight on everybody's stage. */
  lit: boolean;
  /** Pinned by the reader. */
  pinned: boolean;
  mayLight: boolean;
  onTile?: (what: OnTile, person: string) => void;
}

export const Tile = memo(function Tile(props: Props) {
  const { id, name, role, mine, camera, muted, hand, away, pausing, sign, lit, pinned } = props;
  const { mayLight, onTile, unrecorded } = props;
  const word = roleWord(role);
  const said = [
    name,
    mine && t("room.tile_yourself"),
    word,
    away && t("room.tile_reconnecting"),
    pausing && t("room.tile_away"),
    muted && t("room.tile_muted"),
    unrecorded && t("consent.not_recorded"),
    lit && t("room.tile_lit"),
    pinned && t("room.tile_pinned"),
    hand > 0 && t("room.tile_hand", { place: hand }),
  ];
  return (
    <li className="tile" data-person={id}>
      <Avatar id={id} name={name} size="l" />
      {away && (
        <span className="away" aria-hidden="true">
          <WifiOff className="i" /> {t("room.tile_reconnects")}
        </span>
      )}
      {pausing && !away && (
        <span className="away" aria-hidden="true">
          <Coffee className="i" /> {t("room.away")}
        </span>
      )}
      {camera && !away && <Picture track={camera} label={t("room.of_camera", { name })} />}
      {hand > 0 && (
        <span className="up nums" aria-hidden="true">
          {hand}
        </span>
      )}
      {sign && (
        <span className="tile-sign" aria-hidden="true">
          {sign}
        </span>
      )}
      <span className="nm" aria-hidden="true">
        {pinned && <Pin className="i" />}
        {lit && <Star className="i" />}
        {muted && <MicOff className="i" />}
        {unrecorded && <EyeOff className="i" />}
        <span className="clip" dir="auto">
          {mine ? t("room.you") : name}
          {word && ` · ${word}`}
        </span>
      </span>
      {onTile && <TileMenu id={id} name={name} lit={lit} pinned={pinned} mayLight={mayLight} does={onTile} />}
      <span className="vh">{said.filter(Boolean).join(t("room.comma"))}</span>
    </li>
  );
});
