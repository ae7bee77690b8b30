// The class itself, and what this window shows of it.
import type { Mode } from "../../../core/choices";
import { t } from "../../../texts";
import { type Asked, type Deed, gives, type Opened, type Row, type Steering } from "../row";
import { choice } from "../sorts";

const dialog = (which: Asked, says: string): Deed => ({ says, page: { page: "dialog", dialog: which } });

function panel(name: Exclude<Opened, "chat" | "tasks">, names: readonly string[]): Row {
  const title = t(`slash.panel_${name}`);
  return {
    name: names[0] ?? name,
    aliases: names.slice(1),
    takes: [],
    needs: "all",
    help: t("slash.help_panel", { panel: title }),
    does: () => ({ says: t("slash.opens_panel", { panel: title }), page: { page: "open", panel: name } }),
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
    help: t("slash.help_record_pause"),
    gives: ["PauseRecording"],
    does: () => gives(t("slash.pauses_recording"), { do: "PauseRecording" }),
  },
  {
    name: "record",
    takes: ["resume"],
    needs: "record",
    help: t("slash.help_record_resume"),
    gives: ["ResumeRecording"],
    does: () => gives(t("slash.resumes_recording"), { do: "ResumeRecording" }),
  },
  {
    name: "end",
    takes: ["class"],
    needs: "open_and_end",
    help: t("slash.help_end_class"),
    gives: ["EndClass"],
    does: () => dialog("end", t("slash.ends_class")),
  },
  {
    name: "leave",
    aliases: ["bye"],
    takes: [],
    needs: "all",
    help: t("slash.help_leave"),
    gives: ["LeaveClass"],
    does: () => ({ says: t("slash.leaves"), page: { page: "leave" } }),
  },
];

const PICTURES: Readonly<Record<Mode, string>> = {
  full: t("slash.mode_full"),
  low: t("slash.mode_low"),
  sound: t("slash.mode_sound"),
};

export const WINDOW: readonly Row[] = [
  panel("people", ["people", "who"]),
  panel("questions", ["questions", "qa"]),
  panel("polls", ["polls"]),
  panel("notebook", ["notes"]),
  panel("transcript", ["transcript"]),
  {
    name: "captions",
    takes: [],
    needs: "all",
    help: t("slash.help_captions"),
    does: (_, { own }) =>
      own?.captions
        ? shows("captions", false, t("slash.hides_captions"))
        : shows("captions", true, t("slash.shows_captions")),
  },
  {
    name: "layout",
    takes: [
      choice("stage|everybody", { stage: t("slash.layout_stage"), everybody: t("slash.layout_everybody") }),
    ],
    needs: "all",
    help: t("slash.help_layout"),
    does: ({ word }) =>
      word === "stage"
        ? shows("grid", false, t("slash.shows_stage"))
        : shows("grid", true, t("slash.shows_everybody")),
  },
  {
    name: "pictures",
    takes: [choice("full|low|sound", PICTURES)],
    needs: "all",
    help: t("slash.help_pictures"),
    does: ({ word }) => ({
      says: t("slash.pictures", { mode: PICTURES[word as Mode] }),
      page: { page: "mode", mode: word as Mode },
    }),
  },
  {
    name: "connection",
    takes: [],
    needs: "all",
    help: t("slash.help_connection"),
    does: () => dialog("line", t("slash.opens_line")),
  },
  {
    name: "keys",
    aliases: ["shortcuts"],
    takes: [],
    needs: "all",
    help: t("slash.help_keys"),
    does: () => dialog("keys", t("slash.opens_keys")),
  },
  {
    name: "help",
    aliases: ["commands"],
    takes: [],
    needs: "all",
    later: true,
    help: t("slash.help_help"),
    does: () => ({ says: t("slash.opens_help"), page: { page: "help" } }),
  },
];
