// Planning the class: segments in order, what is done in each, and for how many minutes; pasted as text, or written here.
import { ArrowDown, ArrowUp, ClipboardPaste, Plus, Trash2 } from "lucide-react";
import { useId, useRef, useState } from "react";
import type { Act } from "../core/commands";
import { lengthOf } from "../core/view/agenda";
import { t } from "../texts";
import { Button, IconButton } from "../ui/Button";
import type { Segment } from "../wire";
import { ACTIVITIES } from "./AgendaChip";
import {
  type DraftRow,
  draftOf,
  emptyRow,
  faultOf,
  readAgenda,
  segmentsOf,
  TITLE_LIMIT,
} from "./agendaDraft";
import { timeWords } from "./slash/time";
import "./tools.css";

interface RowProps {
  row: DraftRow;
  place: number;
  last: boolean;
  change: (row: DraftRow) => void;
  move: (by: number) => void;
  remove: () => void;
}

function Row({ row, place, last, change, move, remove }: RowProps) {
  const name = row.title || t("lesson.segment_number", { number: place + 1 });
  return (
    <li className="agenda-row">
      <input
        className="input"
        aria-label={t("lesson.title_of_segment", { number: place + 1 })}
        placeholder={t("lesson.segment_title")}
        value={row.title}
        maxLength={TITLE_LIMIT}
        onChange={(event) => change({ ...row, title: event.target.value })}
      />
      <select
        className="input"
        aria-label={t("lesson.activity_of", { name })}
        value={row.activity}
        onChange={(event) => change({ ...row, activity: event.target.value as Segment["activity"] })}
      >
        {Object.entries(ACTIVITIES).map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
      <input
        className="input count nums"
        aria-label={t("lesson.minutes_of", { name })}
        inputMode="decimal"
        value={row.minutes}
        onChange={(event) => change({ ...row, minutes: event.target.value })}
      />
      <span className="row agenda-tools">
        <IconButton
          label={t("lesson.up_named", { name })}
          size="sm"
          isDisabled={place === 0}
          onPress={() => move(-1)}
        >
          <ArrowUp className="i s" />
        </IconButton>
        <IconButton
          label={t("lesson.down_named", { name })}
          size="sm"
          isDisabled={last}
          onPress={() => move(1)}
        >
          <ArrowDown className="i s" />
        </IconButton>
        <IconButton label={t("lesson.remove_named", { name })} size="sm" onPress={remove}>
          <Trash2 className="i s" />
        </IconButton>
      </span>
    </li>
  );
}

function Paste({ take }: { take: (rows: DraftRow[]) => void }) {
  const id = useId();
  const [text, setText] = useState("");
  return (
    <div className="agenda-paste">
      <label htmlFor={id} className="small muted">
        {t("lesson.text_lines")}
      </label>
      <textarea
        id={id}
        className="input"
        rows={5}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button isDisabled={text.trim() === ""} onPress={() => take(readAgenda(text))}>
        {t("lesson.add_these")}
      </Button>
    </div>
  );
}

interface Props {
  segments: readonly Segment[];
  act: Act;
  onDone: () => void;
}

export function AgendaEditor({ segments, act, onDone }: Props) {
  const [rows, setRows] = useState<DraftRow[]>(() => (segments.length ? draftOf(segments) : [emptyRow()]));
  const [pasting, setPasting] = useState(false);
  const [trouble, setTrouble] = useState("");
  const [said, setSaid] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const fault = faultOf(rows);
  const change = (next: DraftRow[]) => {
    setRows(next);
    setTrouble("");
  };
  const move = (place: number, by: number) => {
    const next = [...rows];
    next.splice(place + by, 0, ...next.splice(place, 1));
    change(next);
    const name = rows[place]?.title || t("lesson.the_segment");
    setSaid(t("lesson.moved_to", { name, place: place + by + 1, count: rows.length }));
  };
  const add = () => {
    change([...rows, emptyRow()]);
    // The new row is there after this turn.
    setTimeout(() => list.current?.querySelector<HTMLElement>("li:last-child input")?.focus());
  };
  const save = async () => {
    if (fault) return setTrouble(fault);
    const outcome = await act({ do: "PlanAgenda", segments: segmentsOf(rows) });
    if (outcome.ok) onDone();
    else setTrouble(`${outcome.error.message} ${outcome.error.next}`);
  };
  const take = (more: DraftRow[]) => {
    change([...rows.filter((row) => row.title.trim() !== ""), ...more]);
    setPasting(false);
  };
  return (
    <div className="agenda-editor">
      <p className="small muted">{t("lesson.agenda_hint")}</p>
      <ol ref={list} className="agenda-rows">
        {rows.map((row, place) => (
          <Row
            key={row.segment}
            row={row}
            place={place}
            last={place === rows.length - 1}
            change={(next) => change(rows.map((one) => (one.segment === row.segment ? next : one)))}
            move={(by) => move(place, by)}
            remove={() => change(rows.filter((one) => one.segment !== row.segment))}
          />
        ))}
      </ol>
      <div className="row wrap">
        <Button size="sm" onPress={add}>
          <Plus className="i s" aria-hidden="true" /> {t("lesson.add_segment")}
        </Button>
        <Button size="sm" kind="bare" aria-expanded={pasting} onPress={() => setPasting(!pasting)}>
          <ClipboardPaste className="i s" aria-hidden="true" /> {t("lesson.from_text")}
        </Button>
        <span className="grow" />
        {!fault && rows.length > 0 && (
          <span className="small muted">
            {t("lesson.time_in_all", { time: timeWords(lengthOf(segmentsOf(rows))) })}
          </span>
        )}
      </div>
      {pasting && <Paste take={take} />}
      <p className="vh" role="status">
        {said}
      </p>
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      <div className="row">
        <Button kind="go" onPress={() => void save()}>
          {t("lesson.save_agenda")}
        </Button>
        <Button kind="bare" onPress={onDone}>
          {t("lesson.cancel")}
        </Button>
      </div>
    </div>
  );
}
