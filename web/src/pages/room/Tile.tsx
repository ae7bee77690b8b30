// One person in the filmstrip: picture or initials, name, hand, microphone; the ring says who speaks.
import { MicOff, WifiOff } from "lucide-react";
import { memo } from "react";
import type { TrackView } from "../../core/view/types";
import { Avatar } from "../../ui/Avatar";
import { roleWord } from "../../ui/names";
import { Picture } from "./Picture";

interface Props {
  id: string;
  name: string;
  role: string;
  mine: boolean;
  camera: TrackView | null;
  muted: boolean;
  hand: number;
  /** The line is cut, the seat is held. */
  away: boolean;
}

export const Tile = memo(function Tile({ id, name, role, mine, camera, muted, hand, away }: Props) {
  const word = roleWord[role];
  const said = [
    name,
    mine && "you",
    word,
    away && "reconnecting",
    muted && "microphone off",
    hand > 0 && `hand up, place ${hand}`,
  ];
  return (
    <li className="tile" data-person={id}>
      <Avatar id={id} name={name} size="l" />
      {away && (
        <span className="away" aria-hidden="true">
          <WifiOff className="i" /> Reconnecting
        </span>
      )}
      {camera && !away && <Picture track={camera} label={`Camera of ${name}`} />}
      {hand > 0 && (
        <span className="up nums" aria-hidden="true">
          {hand}
        </span>
      )}
      <span className="nm" aria-hidden="true">
        {muted && <MicOff className="i" />}
        <span className="clip" dir="auto">
          {mine ? "You" : name}
          {word && ` · ${word}`}
        </span>
      </span>
      <span className="vh">{said.filter(Boolean).join(", ")}</span>
    </li>
  );
});
