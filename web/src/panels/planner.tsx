// Groups before they open: how many, who with whom, for how long; every change is kept as the plan.
import { History, Shuffle, SquareDashed, Users } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { Checkbox } from "react-aria-components";
import type { EarlierGroup } from "../core/api";
import { isStaff, present } from "../core/view/people";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import type { Group } from "../wire";
import { Groups } from "./groups";
import { again, asBefore, deal, empty, reseat } from "./plan";
import type { PanelProps } from "./props";

const MINUTE = 60_000;

function Minutes({ value, change }: { value: string; change: (minutes: string) => void }) {
  const id = useId();
  return (
    <div className="row wrap">
      <label htmlFor={id} className="b">
        {t("lesson.minutes")}
      </label>
      <input
        id={id}
        className="input count nums"
        type="number"
        min={1}
        max={720}
        placeholder={t("lesson.no_end")}
        value={value}
        onChange={(event) => change(event.target.value)}
      />
    </div>
  );
}

interface WaysProps {
  count: number;
  setCount: (count: number) => void;
  students: readonly string[];
  /** As the last time, when there was one. */
  last: (() => Group[]) | null;
  dealt: boolean;
  keep: (groups: Group[]) => void;
}

/** By chance, by hand, or as the last time. */
function Ways({ count, setCount, students, last, dealt, keep }: WaysProps) {
  const id = useId();
  return (
    <div className="row wrap">
      <label htmlFor={id} className="b">
        {t("lesson.number_of_groups")}
      </label>
      <input
        id={id}
        className="input count nums"
        type="number"
        min={1}
        max={50}
        value={count}
        onChange={(event) => setCount(Math.max(1, Math.min(50, Math.round(Number(event.target.value)) || 1)))}
      />
      <Button onPress={() => keep(deal(students, count))}>
        <Shuffle className="i s" aria-hidden="true" /> {t(dealt ? "lesson.deal_again" : "lesson.plan_groups")}
      </Button>
      <Button kind="bare" onPress={() => keep(empty(count))}>
        <SquareDashed className="i s" aria-hidden="true" /> {t("lesson.empty_groups")}
      </Button>
      {last && (
        <Button kind="bare" onPress={() => keep(last())}>
          <History className="i s" aria-hidden="true" /> {t("lesson.same_as_last_time")}
        </Button>
      )}
    </div>
  );
}

export type AskBefore = () => Promise<EarlierGroup[]>;

/** The groups of this class, else of the class before. */
function useLast(panel: PanelProps, students: readonly string[], askBefore: AskBefore) {
  const { groups } = panel.view.breakouts;
  const [before, setBefore] = useState<readonly EarlierGroup[]>([]);
  const none = groups.length === 0;
  useEffect(() => {
    if (none) void askBefore().then(setBefore, () => undefined);
  }, [none, askBefore]);
  if (!none) return () => again(groups, students);
  return before.length ? () => asBefore(before, students, panel.people) : null;
}

export function Planner({ panel, askBefore }: { panel: PanelProps; askBefore: AskBefore }) {
  const { view, act } = panel;
  const { planned } = view.breakouts;
  const students = present(view.people)
    .filter((one) => !isStaff(one.role))
    .map((one) => one.id);
  const [count, setCount] = useState(() => Math.max(2, Math.min(10, Math.ceil(students.length / 4))));
  const [groups, setGroups] = useState<Group[] | null>(() => (planned.length ? [...planned] : null));
  const [minutes, setMinutes] = useState("");
  const [choose, setChoose] = useState(false);
  const [trouble, setTrouble] = useState("");
  const last = useLast(panel, students, askBefore);
  const seated = new Set(groups?.flatMap((one) => one.people));
  const keep = (next: Group[]) => {
    setGroups(next);
    void act({ do: "PlanBreakouts", groups: next });
  };
  const open = async () => {
    const length = Number(minutes) > 0 ? Math.round(Number(minutes) * MINUTE) : null;
    const outcome = await act({ do: "OpenBreakouts", groups, length, choose });
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <div className="stack">
      <Ways
        count={count}
        setCount={setCount}
        students={students}
        last={last}
        dealt={groups !== null}
        keep={keep}
      />
      {groups ? (
        <>
          <Groups
            groups={groups}
            panel={panel}
            others={students.filter((one) => !seated.has(one))}
            move={(person, to) => keep(reseat(groups, person, to))}
            rename={(group, name) =>
              keep(groups.map((one) => (one.group === group ? { ...one, name } : one)))
            }
          />
          <Minutes value={minutes} change={setMinutes} />
          <Checkbox className="choice" isSelected={choose} onChange={setChoose}>
            <span className="mark box" aria-hidden="true" />
            <span>{t("lesson.may_choose")}</span>
          </Checkbox>
        </>
      ) : (
        <Empty icon={<Users className="i" aria-hidden="true" />} title={t("lesson.small_groups")}>
          {t("lesson.small_groups_hint", { count: students.length })}
        </Empty>
      )}
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      {groups && (
        <Button kind="go" onPress={() => void open()}>
          {t("lesson.open_groups")}
        </Button>
      )}
    </div>
  );
}
