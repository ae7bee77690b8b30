// Small groups: planned by those who lead, then open, looked into, told something, called back; chosen by the others.
import { DoorOpen, LogIn, Megaphone, Plus, Send, Undo2, Users } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Switch } from "react-aria-components";
import { groupOf } from "../core/view/breakouts";
import { present } from "../core/view/people";
import { may } from "../core/view/rights";
import { trackOf } from "../core/view/tracks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { TextField } from "../ui/TextField";
import type { Group } from "../wire";
import { Groups } from "./groups";
import { GroupsClock } from "./groupsclock";
import { type AskBefore, Planner } from "./planner";
import type { PanelProps } from "./props";
import "./panels.css";
import "./tools.css";

const MINUTE = 60_000;

interface OpenProps {
  panel: PanelProps;
  now: () => number;
}

/** Time, and the way back for everybody. */
function Ending({ panel: { view, act }, now }: OpenProps) {
  const { calledBack } = view.breakouts;
  return (
    <div className="row wrap">
      <GroupsClock breakouts={view.breakouts} now={now} />
      <Button size="sm" onPress={() => void act({ do: "ExtendBreakouts", more: 5 * MINUTE })}>
        <Plus className="i s" aria-hidden="true" /> {t("lesson.five_minutes")}
      </Button>
      <span className="grow" />
      {!calledBack && (
        <Button onPress={() => void act({ do: "CloseBreakouts", countdown: MINUTE })}>
          <Undo2 className="i s" aria-hidden="true" /> {t("lesson.call_back_in_a_minute")}
        </Button>
      )}
      <Button kind="go" onPress={() => void act({ do: "CloseBreakouts" })}>
        {t("lesson.call_back")}
      </Button>
    </div>
  );
}

/** Text and voice to all groups. */
function ToAll({ panel }: { panel: PanelProps }) {
  const { view, me, act } = panel;
  const [text, setText] = useState("");
  const [sent, setSent] = useState("");
  const speaks = view.broadcasts.voices.has(me.person);
  const microphone = trackOf(view.tracks, me.person, "microphone");
  const tell = async (event: FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    if (!words || !(await act({ do: "TellGroups", text: words })).ok) return;
    setText("");
    setSent(t("lesson.told_to_all", { words }));
  };
  return (
    <div className="stack to-all">
      <form className="row end" onSubmit={(event) => void tell(event)}>
        <div className="grow">
          <TextField label={t("lesson.tell_groups")} value={text} maxLength={500} onChange={setText} />
        </div>
        {/* Never disabled: whoever has just pressed it would lose their place in the dialog. */}
        <Button type="submit" aria-label={t("lesson.send_to_groups")}>
          <Send className="i s" aria-hidden="true" />
        </Button>
      </form>
      <p className="small muted" role="status">
        {sent}
      </p>
      <Switch className="switch" isSelected={speaks} onChange={(on) => void act({ do: "SpreadVoice", on })}>
        <span className="track" aria-hidden="true" />
        <Megaphone className="i s" aria-hidden="true" /> {t("lesson.voice_in_groups")}
      </Switch>
      {speaks && (!microphone || microphone.muted) && (
        <p className="small muted">{t("lesson.microphone_off")}</p>
      )}
    </div>
  );
}

function OpenGroups({ panel, now }: OpenProps) {
  const { view, me, mode, act } = panel;
  const { groups, choose } = view.breakouts;
  const live = mode === "live";
  const leads = live && may(view, me, "manage_breakouts");
  const here = groupOf(view.breakouts, me.person)?.group ?? null;
  const seated = new Set(groups.flatMap((one) => one.people));
  const others = present(view.people)
    .map((one) => one.id)
    .filter((one) => !seated.has(one));
  const go = (group: string | null) => void act({ do: "ChooseGroup", group });
  const way = ({ group, name }: Group) => {
    if (!live || (!leads && !choose)) return null;
    return here === group ? (
      <Button size="sm" kind="bare" aria-label={t("lesson.leave_group", { name })} onPress={() => go(null)}>
        <DoorOpen className="i s" aria-hidden="true" /> {t("lesson.leave")}
      </Button>
    ) : (
      <Button size="sm" aria-label={t("lesson.join_group", { name })} onPress={() => go(group)}>
        <LogIn className="i s" aria-hidden="true" /> {t("lesson.join")}
      </Button>
    );
  };
  return (
    <div className="stack">
      {leads ? <Ending panel={panel} now={now} /> : <GroupsClock breakouts={view.breakouts} now={now} />}
      {leads && <ToAll panel={panel} />}
      <Groups
        groups={groups}
        others={others}
        panel={panel}
        move={leads ? (person, group) => void act({ do: "MovePerson", person, group }) : undefined}
        rename={leads ? (group, name) => void act({ do: "RenameGroup", group, name }) : undefined}
        action={way}
      />
    </div>
  );
}

interface Props extends PanelProps {
  now: () => number;
  /** The groups of the class before. */
  askBefore: AskBefore;
}

export function BreakoutsPanel({ now, askBefore, ...panel }: Props) {
  const { view, me, mode } = panel;
  if (view.breakouts.state === "open") return <OpenGroups panel={panel} now={now} />;
  if (mode === "live" && may(view, me, "manage_breakouts"))
    return <Planner panel={panel} askBefore={askBefore} />;
  return (
    <Empty icon={<Users className="i" aria-hidden="true" />} title={t("lesson.no_groups")}>
      {t("lesson.no_groups_hint")}
    </Empty>
  );
}
