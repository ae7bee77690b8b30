// Microphone, camera and screen: one's own, and those of others.
import { isStaff, present } from "../../../core/view/people";
import { trackOf } from "../../../core/view/tracks";
import type { Source } from "../../../core/view/types";
import { nameOf } from "../../props";
import { type Deed, type Ground, gives, type Own, type Row, type Trouble } from "../row";
import { PERSON } from "../sorts";

const own = (what: keyof Own, on: boolean, says: string): Deed => ({ says, page: { page: what, on } });

/** Stops what somebody sends. */
function stop(source: Source, what: string) {
  return ({ person }: { person: string }, { view, people }: Ground): Deed | Trouble => {
    const name = nameOf(people, person);
    const track = trackOf(view.tracks, person, source);
    const off = !track || (source === "microphone" && track.muted);
    if (off) return { trouble: `The ${what} of ${name} is off already.` };
    const command =
      source === "microphone"
        ? ({ do: "MuteTrack", track: track.track } as const)
        : ({ do: "EndTrack", track: track.track } as const);
    return gives(`Turns off the ${what} of ${name}.`, command, `The ${what} of ${name} is off.`);
  };
}

const students = ({ view }: Ground): number =>
  present(view.people).filter((one) => !isStaff(one.role)).length;

export const TRACKS: readonly Row[] = [
  {
    name: "mute",
    takes: [],
    needs: "all",
    help: "Turn your microphone off.",
    does: () => own("microphone", false, "Turns your microphone off."),
  },
  {
    name: "mute",
    takes: ["all"],
    needs: "mute_others",
    help: "Turn off the microphones of all students.",
    gives: ["MuteAll"],
    does: (_, ground) =>
      gives(
        `Mutes all students (${students(ground)} in the room).`,
        { do: "MuteAll", but_presenter: false },
        "All students are muted.",
      ),
  },
  {
    name: "mute",
    takes: ["others"],
    needs: "mute_others",
    help: "Turn off all microphones but the presenter's.",
    gives: ["MuteAll"],
    does: () =>
      gives(
        "Mutes all students but whoever presents.",
        { do: "MuteAll", but_presenter: true },
        "All but the presenter are muted.",
      ),
  },
  {
    name: "mute",
    takes: [PERSON],
    needs: "mute_others",
    help: "Turn off somebody's microphone.",
    gives: ["MuteTrack"],
    does: stop("microphone", "microphone"),
  },
  {
    name: "unmute",
    takes: [],
    needs: "unmute",
    help: "Turn your microphone on.",
    does: () => own("microphone", true, "Turns your microphone on: all hear you."),
  },
  {
    name: "unmute",
    takes: [PERSON],
    needs: "mute_others",
    help: "Ask somebody to open their microphone.",
    gives: ["AskToUnmute"],
    does: ({ person }, { people }) =>
      gives(
        `Asks ${nameOf(people, person)} to unmute.`,
        { do: "AskToUnmute", person },
        `${nameOf(people, person)} was asked to unmute.`,
      ),
  },
  {
    name: "camera",
    aliases: ["video"],
    takes: [],
    needs: "camera",
    help: "Turn your camera on or off.",
    does: (_, { own: now }) =>
      now?.camera
        ? own("camera", false, "Turns your camera off.")
        : own("camera", true, "Turns your camera on: all see you."),
  },
  {
    name: "share",
    aliases: ["screen"],
    takes: [],
    needs: "screen",
    help: "Share your screen, or stop sharing it.",
    does: (_, { own: now }) =>
      now?.screen
        ? own("screen", false, "Stops sharing your screen.")
        : own("screen", true, "Asks which screen or window to share."),
  },
  {
    name: "stop",
    takes: ["camera", PERSON],
    needs: "mute_others",
    help: "Turn off somebody's camera.",
    gives: ["EndTrack"],
    does: stop("camera", "camera"),
  },
  {
    name: "stop",
    takes: ["screen", PERSON],
    needs: "mute_others",
    help: "Stop somebody's shared screen.",
    gives: ["EndTrack"],
    does: stop("screen", "shared screen"),
  },
];
