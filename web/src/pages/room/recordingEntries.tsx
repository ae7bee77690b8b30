// What the menu says of the recording: to start, pause and resume it, and not to be in it oneself.
import { CircleDot, Pause, Play } from "lucide-react";
import { isUnrecorded, NOTICE } from "../../core/view/consent";
import { t } from "../../texts";
import type { MenuEntry } from "../../ui/Menu";
import type { Room } from "./context";

/** For those who may record. */
export function recordingEntries({ session, view, may }: Room): MenuEntry[] {
  if (!may("record")) return [];
  const { act } = session.live.commands;
  const resume = () => void act({ do: "ResumeRecording" });
  const said = {
    on: [t("tools.pause_recording"), Pause, () => void act({ do: "PauseRecording" })],
    paused: [t("tools.resume_recording"), Play, resume],
    off: [t("consent.start_recording"), CircleDot, resume],
  } as const;
  const [label, Icon, run] = said[view.lesson.recording];
  return [{ id: "recording", label, icon: <Icon className="i s" />, run }];
}

/** For everybody: whether they are in it themselves. */
export function ownRecording({ session, view, me, tell }: Room): MenuEntry[] {
  if (view.lesson.recording === "off") return [];
  const out = isUnrecorded(view.consent, me);
  const choose = async () => {
    const order = { do: "ChooseRecording", recorded: out, notice: NOTICE } as const;
    const outcome = await session.live.commands.act(order);
    if (outcome.ok) tell(t(out ? "consent.now_in" : "consent.now_out"));
    else tell(`${outcome.error.message} ${outcome.error.next}`, "bad");
  };
  return [
    { id: "unrecorded", label: t("consent.take_part_unrecorded"), chosen: out, run: () => void choose() },
  ];
}
