// Microphone, camera and screen: one's own, and those of others.
import { isStaff, present } from "../../../core/view/people";
import { trackOf } from "../../../core/view/tracks";
import { t } from "../../../texts";
import { nameOf } from "../../props";
import { type Deed, type Ground, gives, type Own, type Row, type Trouble } from "../row";
import { PERSON } from "../sorts";

const own = (what: keyof Own, on: boolean, says: string): Deed => ({ says, page: { page: what, on } });

/** Stops what somebody sends. */
function stop(source: "microphone" | "camera" | "screen") {
  return ({ person }: { person: string }, { view, people }: Ground): Deed | Trouble => {
    const name = nameOf(people, person);
    const track = trackOf(view.tracks, person, source);
    const off = !track || (source === "microphone" && track.muted);
    if (off) return { trouble: t(`slash.off_already_${source}`, { name }) };
    const command =
      source === "microphone"
        ? ({ do: "MuteTrack", track: track.track } as const)
        : ({ do: "EndTrack", track: track.track } as const);
    return gives(
      t(`slash.turns_off_${source}`, { name }),
      command,
      t(`slash.turned_off_${source}`, { name }),
    );
  };
}

const students = ({ view }: Ground): number =>
  present(view.people).filter((one) => !isStaff(one.role)).length;

export const TRACKS: readonly Row[] = [
  {
    name: "mute",
    takes: [],
    needs: "all",
    help: t("slash.help_mute"),
    does: () => own("microphone", false, t("slash.mutes_own")),
  },
  {
    name: "mute",
    takes: ["all"],
    needs: "mute_others",
    help: t("slash.help_mute_all"),
    gives: ["MuteAll"],
    does: (_, ground) =>
      gives(
        t("slash.mutes_all", { count: students(ground) }),
        { do: "MuteAll", but_presenter: false },
        t("slash.muted_all"),
      ),
  },
  {
    name: "mute",
    takes: ["others"],
    needs: "mute_others",
    help: t("slash.help_mute_others"),
    gives: ["MuteAll"],
    does: () =>
      gives(t("slash.mutes_others"), { do: "MuteAll", but_presenter: true }, t("slash.muted_others")),
  },
  {
    name: "mute",
    takes: [PERSON],
    needs: "mute_others",
    help: t("slash.help_mute_name"),
    gives: ["MuteTrack"],
    does: stop("microphone"),
  },
  {
    name: "unmute",
    takes: [],
    needs: "unmute",
    help: t("slash.help_unmute"),
    does: () => own("microphone", true, t("slash.unmutes_own")),
  },
  {
    name: "unmute",
    takes: [PERSON],
    needs: "mute_others",
    help: t("slash.help_unmute_name"),
    gives: ["AskToUnmute"],
    does: ({ person }, { people }) =>
      gives(
        t("slash.asks_to_unmute", { name: nameOf(people, person) }),
        { do: "AskToUnmute", person },
        t("slash.asked_to_unmute", { name: nameOf(people, person) }),
      ),
  },
  {
    name: "camera",
    aliases: ["video"],
    takes: [],
    needs: "camera",
    help: t("slash.help_camera"),
    does: (_, { own: now }) =>
      now?.camera ? own("camera", false, t("slash.camera_off")) : own("camera", true, t("slash.camera_on")),
  },
  {
    name: "share",
    aliases: ["screen"],
    takes: [],
    needs: "screen",
    help: t("slash.help_share"),
    does: (_, { own: now }) =>
      now?.screen ? own("screen", false, t("slash.share_off")) : own("screen", true, t("slash.share_on")),
  },
  {
    name: "stop",
    takes: ["camera", PERSON],
    needs: "mute_others",
    help: t("slash.help_stop_camera"),
    gives: ["EndTrack"],
    does: stop("camera"),
  },
  {
    name: "stop",
    takes: ["screen", PERSON],
    needs: "mute_others",
    help: t("slash.help_stop_screen"),
    gives: ["EndTrack"],
    does: stop("screen"),
  },
];
