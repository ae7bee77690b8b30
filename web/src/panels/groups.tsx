// Groups and who sits in them: people go from one to another by a list or by dragging.
import { Hand } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { handPlace } from "../core/view/hands";
import { t } from "../texts";
import type { Group } from "../wire";
import { nameOf, type PanelProps } from "./props";

interface GroupsProps {
  groups: readonly Group[];
  panel: PanelProps;
  /** Those who may be moved but sit in no group. */
  others: readonly string[];
  move?: (person: string, group: string | null) => void;
  rename?: (group: string, name: string) => void;
  /** What can be done with a group as a whole. */
  action?: (group: Group) => ReactNode;
}

const DRAGGED = "application/x-amphi-person";

function Seat({
  id,
  at,
  groups,
  panel,
  move,
}: { id: string; at: string | null } & Pick<GroupsProps, "groups" | "panel" | "move">) {
  const name = nameOf(panel.people, id);
  const hand = handPlace(panel.view.hands, id) > 0;
  return (
    <li
      className={`row seat${move ? " dragged" : ""}`}
      draggable={Boolean(move)}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, id)}
    >
      <span className="grow clip" dir="auto">
        {name}
        {id === panel.me.person && <span className="muted"> {t("lesson.you")}</span>}
      </span>
      {hand && (
        <span className="hand-mark">
          <Hand className="i s" aria-hidden="true" />
          <span className="vh">{t("lesson.hand_up")}</span>
        </span>
      )}
      {move && (
        <select
          aria-label={t("lesson.group_of", { name })}
          value={at ?? ""}
          onChange={(event) => move(id, event.target.value || null)}
        >
          <option value="">{t("lesson.main_room")}</option>
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

/** Written when one leaves the field: half a name is no name. */
function NameField({ group, rename }: { group: Group; rename: (group: string, name: string) => void }) {
  const [text, setText] = useState(group.name);
  useEffect(() => setText(group.name), [group.name]);
  const done = () => {
    const name = text.trim();
    if (!name) setText(group.name);
    else if (name !== group.name) rename(group.group, name);
  };
  return (
    <input
      className="input group-name"
      aria-label={t("lesson.name_of_group", { name: group.name })}
      value={text}
      maxLength={80}
      onChange={(event) => setText(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => event.key === "Enter" && done()}
    />
  );
}

export function Groups({ groups, others, panel, move, rename, action }: GroupsProps) {
  const rooms = [
    ...groups.map((group) => ({
      id: group.group as string | null,
      name: group.name,
      people: group.people,
      group,
    })),
    ...(others.length ? [{ id: null, name: t("lesson.main_room"), people: [...others], group: null }] : []),
  ];
  return (
    <div className="groups">
      {rooms.map((room) => (
        <section
          key={room.id ?? "main"}
          className="group"
          aria-label={room.name}
          onDragOver={(event) => move && event.preventDefault()}
          onDrop={(event) => {
            const person = event.dataTransfer.getData(DRAGGED);
            if (person && move && !room.people.includes(person)) move(person, room.id);
          }}
        >
          <div className="row group-head">
            {room.group && rename ? (
              <NameField group={room.group} rename={rename} />
            ) : (
              <h3 className="grow clip">{room.name}</h3>
            )}
            <span className="muted nums small">{room.people.length}</span>
            {room.group && action?.(room.group)}
          </div>
          <ul>
            {room.people.map((id) => (
              <Seat key={id} id={id} at={room.id} groups={groups} panel={panel} move={move} />
            ))}
          </ul>
          {room.people.length === 0 && <p className="small muted">{t("lesson.nobody_yet")}</p>}
        </section>
      ))}
    </div>
  );
}
