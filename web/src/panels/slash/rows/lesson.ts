// The class itself, and what this window shows of it.
import { MODES, type Mode } from "../../../core/choices";
import { type Asked, type Deed, gives, type Opened, type Row, type Steering } from "../row";
import { choice } from "../sorts";

const dialog = (which: Asked, says: string): Deed => ({ says, page: { page: "dialog", dialog: which } });

function panel(name: Opened, names: readonly string[], what: string): Row {
  const says = `Opens the panel ${what}.`;
  return {
    name: names[0] ?? name,
    aliases: names.slice(1),
    takes: [],
    needs: "all",
    help: says.replace("Opens", "Open"),
    does: () => ({ says, page: { page: "open", panel: name } }),
  };
}

const shows = (what: keyof Steering["own"], on: boolean, says: string): Deed => ({
  says,
  page: { page: what, on },
});

export const LESSON: readonly Row[] = [
  {
    name: "record",
    takes: ["pause"],
    needs: "record",
    help: "Pause the recording.",
    gives: ["PauseRecording"],
    does: () => gives("Pauses the recording; everybody sees it.", { do: "PauseRecording" }),
  },
  {
    name: "record",
    takes: ["resume"],
    needs: "record",
    help: "Record again.",
    gives: ["ResumeRecording"],
    does: () => gives("Records again.", { do: "ResumeRecording" }),
  },
  {
    name: "end",
    takes: ["class"],
    needs: "open_and_end",
    help: "End the class for everybody.",
    gives: ["EndClass"],
    does: () => dialog("end", "Asks, then ends the class for everybody."),
  },
  {
    name: "leave",
    aliases: ["bye"],
    takes: [],
    needs: "all",
    help: "Leave the class.",
    gives: ["LeaveClass"],
    does: () => ({ says: "You leave the class.", page: { page: "leave" } }),
  },
];

export const WINDOW: readonly Row[] = [
  panel("people", ["people", "who"], "People"),
  panel("questions", ["questions", "qa"], "Q&A"),
  panel("polls", ["polls"], "Polls"),
  panel("notebook", ["notes"], "Notes"),
  panel("transcript", ["transcript"], "Transcript"),
  {
    name: "captions",
    takes: [],
    needs: "all",
    help: "Show captions, or hide them.",
    does: (_, { own }) =>
      own?.captions
        ? shows("captions", false, "Hides the captions.")
        : shows("captions", true, "Shows captions below the stage."),
  },
  {
    name: "layout",
    takes: [choice("stage|everybody", { stage: "the stage large", everybody: "all faces" })],
    needs: "all",
    help: "Show the stage, or everybody.",
    does: ({ word }) =>
      word === "stage" ? shows("grid", false, "Shows the stage.") : shows("grid", true, "Shows everybody."),
  },
  {
    name: "pictures",
    takes: [choice("full|low|sound", MODES)],
    needs: "all",
    help: "Say how much picture comes and goes.",
    does: ({ word }) => ({
      says: `Pictures: ${MODES[word as Mode]}.`,
      page: { page: "mode", mode: word as Mode },
    }),
  },
  {
    name: "connection",
    takes: [],
    needs: "all",
    help: "See how good your line is.",
    does: () => dialog("line", "Opens the dialog of your connection."),
  },
  {
    name: "keys",
    aliases: ["shortcuts"],
    takes: [],
    needs: "all",
    help: "See the keys of this page.",
    does: () => dialog("keys", "Opens the list of keys."),
  },
  {
    name: "help",
    aliases: ["commands"],
    takes: [],
    needs: "all",
    later: true,
    help: "See all commands that you can give.",
    does: () => ({ says: "Lists all commands that you can give.", page: { page: "help" } }),
  },
];
