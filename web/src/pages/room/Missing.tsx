// On the stage in Sound only: what is not shown, and the way back.
import { Headphones } from "lucide-react";
import { sharedScreen } from "../../core/view/tracks";
import { nameOf } from "../../panels/props";
import { Button } from "../../ui/Button";
import { useChoices, useRoom } from "./context";

/** "the screen of Ada and 3 cameras"; empty when nothing is missed. */
export function missed(screenOf: string | null, cameras: number): string {
  const parts = [
    screenOf && `the screen of ${screenOf}`,
    cameras > 0 && (cameras === 1 ? "1 camera" : `${cameras} cameras`),
  ];
  return parts.filter(Boolean).join(" and ");
}

export function Missing() {
  const { session, view, people, isHere, me } = useRoom();
  const { mode } = useChoices();
  if (mode !== "sound") return null;
  const screen = sharedScreen(view.tracks, isHere);
  const cameras = [...view.tracks.byId.values()].filter(
    (one) => one.source === "camera" && one.person !== me && isHere(one.person),
  ).length;
  const what = missed(screen ? nameOf(people, screen.person) : null, cameras);
  return (
    <div className="missing" role="status">
      <Headphones className="i" aria-hidden="true" />
      <p className="grow">
        <b>Sound only.</b> {what ? `Not shown: ${what}.` : "Pictures are not shown."}
      </p>
      <Button size="sm" onPress={() => void session.preferences.setMode("full")}>
        Show pictures
      </Button>
    </div>
  );
}
