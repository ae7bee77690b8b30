// What waits in a class's comments for whoever looks at the desk: new ones, and those to approve.
import type { DeskClass } from "../../core/api";
import { t } from "../../texts";
import { here } from "./model";

export function Unseen({ one }: { one: DeskClass }) {
  const { new: fresh, held } = one.unseen;
  if (fresh + held === 0) return null;
  return (
    <a className="btn sm" href={`${here(one.playback)}#comments`}>
      {held > 0 ? t("comments.held_on_desk", { count: held }) : t("comments.new_on_desk", { count: fresh })}
    </a>
  );
}
