// Small groups: deal, look, open, move people, call everybody back.
import { Shuffle, Users } from "lucide-react";
import { useId, useState } from "react";
import { isStaff, present } from "../core/view/people";
import { may } from "../core/view/rights";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import type { Group } from "../wire";
import { deal, reseat } from "./plan";
import { nameOf, type PanelProps } from "./props";
import "./panels.css";

interface GroupsProps {
  groups: readonly Group[];
  panel: PanelProps;
  /** Those who may be moved but sit in no group. */
  others: readonly string[];
  move?: (person: string, group: string | null) => void;
}

function Seat({
  id,
  at,
  groups,
  panel,
  move,
}: { id: string; at: string | null } & Omit<GroupsProps, "others">) {
  const name = nameOf(panel.people, id);
  return (
    <li className="row seat">
      <span className="grow clip">{name}</span>
      {move && (
        <select
          aria-label={`Group of ${name}`}
          value={at ?? ""}
          onChange={(event) => move(id, event.target.value || null)}
        >
          <option value="">Main room</option>
          {groups.map((one) => (
            <option key={one.group} value={one.group}>
              {one.name}
            </option>
          ))}
        </select>
      )}
    </li>
  );
}

function Groups({ groups, others, panel, move }: GroupsProps) {
  const rooms = [
    ...groups.map((one) => ({ id: one.group as string | null, name: one.name, people: one.people })),
    ...(others.length ? [{ id: null, name: "Main room", people: [...others] }] : []),
  ];
  return (
    <div className="groups">
      {rooms.map((room) => (
        <section key={room.id ?? "main"} className="group" aria-label={room.name}>
          <h3>
            {room.name} <span className="muted nums">{room.people.length}</span>
          </h3>
          <ul>
            {room.people.map((id) => (
              <Seat key={id} id={id} at={room.id} groups={groups} panel={panel} move={move} />
            ))}
          </ul>
          {room.people.length === 0 && <p className="small muted">Nobody yet</p>}
        </section>
      ))}
    </div>
  );
}

function Planner({
  panel,
  trouble,
  setTrouble,
}: {
  panel: PanelProps;
  trouble: string;
  setTrouble: (text: string) => void;
}) {
  const { view, act } = panel;
  const id = useId();
  const students = present(view.people)
    .filter((one) => !isStaff(one.role))
    .map((one) => one.id);
  const [count, setCount] = useState(() => Math.max(2, Math.min(10, Math.ceil(students.length / 4))));
  const [groups, setGroups] = useState<Group[] | null>(() =>
    view.breakouts.state === "planned" ? [...view.breakouts.groups] : null,
  );
  const seated = new Set(groups?.flatMap((one) => one.people));
  const plan = () => {
    const dealt = deal(students, count);
    setGroups(dealt);
    void act({ do: "PlanBreakouts", groups: dealt });
  };
  const open = async () => {
    const outcome = await act({ do: "OpenBreakouts", groups });
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <div className="stack">
      <div className="row wrap">
        <label htmlFor={id} className="b">
          Number of groups
        </label>
        <input
          id={id}
          className="input count nums"
          type="number"
          min={1}
          max={50}
          value={count}
          onChange={(event) =>
            setCount(Math.max(1, Math.min(50, Math.round(Number(event.target.value)) || 1)))
          }
        />
        <Button onPress={plan}>
          <Shuffle className="i s" aria-hidden="true" /> {groups ? "Deal again" : "Plan groups"}
        </Button>
      </div>
      {groups ? (
        <Groups
          groups={groups}
          panel={panel}
          others={students.filter((one) => !seated.has(one))}
          move={(person, to) => setGroups(reseat(groups, person, to))}
        />
      ) : (
        <Empty icon={<Users className="i" aria-hidden="true" />} title="Let them talk in small groups">
          {`${students.length} ${students.length === 1 ? "student is" : "students are"} in the room. You can move anybody before and after you open the groups.`}
        </Empty>
      )}
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      {groups && (
        <Button kind="go" onPress={() => void open()}>
          Open groups
        </Button>
      )}
    </div>
  );
}

export function BreakoutsPanel(panel: PanelProps) {
  const { view, me, mode, act } = panel;
  const [trouble, setTrouble] = useState("");
  const leads = mode === "live" && may(view, me, "manage_breakouts");
  const { state, groups } = view.breakouts;
  if (state !== "open" && leads) return <Planner panel={panel} trouble={trouble} setTrouble={setTrouble} />;
  if (state !== "open")
    return (
      <Empty icon={<Users className="i" aria-hidden="true" />} title="Everybody is in the main room">
        When the teacher opens groups, you are taken to yours.
      </Empty>
    );
  const seated = new Set(groups.flatMap((one) => one.people));
  const others = present(view.people)
    .map((one) => one.id)
    .filter((one) => !seated.has(one));
  const move = (person: string, group: string | null) =>
    void act({ do: "MovePerson", person, group }).then((outcome) =>
      setTrouble(outcome.ok ? "" : outcome.error.message),
    );
  return (
    <div className="stack">
      <Groups groups={groups} others={others} panel={panel} move={leads ? move : undefined} />
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      {leads && (
        <Button kind="go" onPress={() => void act({ do: "CloseBreakouts" })}>
          Call everybody back
        </Button>
      )}
    </div>
  );
}
