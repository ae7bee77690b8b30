// Those who lead cut passages out of an ended class and say where its player stops; each edit can be undone.
import { EyeOff, Scissors, Undo2, X } from "lucide-react";
import { useEffect, useState } from "react";
import { newId, type People } from "../../core/api";
import type { Player } from "../../core/playback/player";
import type { Playing } from "../../core/playback/playing";
import type { View } from "../../core/view/types";
import { locale, t } from "../../texts";
import { Button, IconButton } from "../../ui/Button";
import { clock } from "../../ui/clock";
import { Edits } from "./Edits";
import css from "./edit.module.css";
import { type EditCommand, type Editing, exact, inverse, momentIn, NOTHING } from "./editing";
import type { Classroom } from "./useClassroom";

const STEP = 100;
const LONGEST = 300;

interface FieldProps {
  label: string;
  value: number | null;
  end: number;
  set: (to: number | null) => void;
}

/** A moment to write by hand; arrows move it by a tenth of a second. It holds as it is typed, so that the button beside it
 * can be pressed at once, and reads as all others do when one leaves it. */
function MomentField({ label, value, end, set }: FieldProps) {
  const shown = value === null ? "" : exact(value);
  const [text, setText] = useState(shown);
  useEffect(() => setText((now) => (momentIn(now, end) === value ? now : shown)), [shown, value, end]);
  const wrong = text.trim() !== "" && momentIn(text, end) === null;
  return (
    <label className={css.moment}>
      <span className="small">{label}</span>
      <input
        className="input nums"
        inputMode="decimal"
        placeholder="0:00.0"
        value={text}
        aria-invalid={wrong || undefined}
        onChange={(event) => {
          setText(event.target.value);
          set(momentIn(event.target.value, end));
        }}
        onBlur={() => !wrong && setText(shown)}
        onKeyDown={(event) => {
          const way = event.key === "ArrowUp" ? STEP : event.key === "ArrowDown" ? -STEP : 0;
          if (way === 0 || value === null) return;
          event.preventDefault();
          set(Math.max(0, Math.min(end, value + way)));
        }}
      />
    </label>
  );
}

/** Edits that were made here, so that the last one can be taken back. */
function useGive(room: Classroom, full: View) {
  const [back, setBack] = useState<readonly EditCommand[]>([]);
  const [wrong, setWrong] = useState("");
  const send = async (command: EditCommand) => {
    const outcome = await room.act(command);
    setWrong(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
    return outcome.ok;
  };
  const give = async (command: EditCommand) => {
    const way = inverse(full.edit, command);
    const done = await send(command);
    if (done && way) setBack((now) => [...now, way]);
    return done;
  };
  const last = back.at(-1);
  const undo = last && (async () => (await send(last)) && setBack((now) => now.slice(0, -1)));
  return { give, undo, wrong };
}

/** Shown, not said: the button's own description has it. */
const Key = ({ letter }: { letter: string }) => (
  <span className={css.key} aria-hidden="true">
    {letter}
  </span>
);

interface Props {
  player: Player;
  playing: Playing;
  room: Classroom;
  full: View;
  editing: Editing;
  uncut: boolean;
  setUncut: (uncut: boolean) => void;
}

interface PartProps {
  player: Player;
  end: number;
  /** Class ms of what is shown now. */
  now: number;
  give: (command: EditCommand) => Promise<boolean>;
}

function Passage({ player, end, now, give, editing }: PartProps & { editing: Editing }) {
  const { range, setRange, keys } = editing;
  const here = () => Math.max(0, Math.min(end, Math.floor(player.position())));
  const { from, to } = range;
  const cut = (start: number, until: number) =>
    void give({ do: "CutPassage", cut: newId("x"), start, end: until }).then(
      (done) => done && setRange(NOTHING),
    );
  const ready = from !== null && to !== null && to > from;
  const acts = {
    i: () => setRange((known) => ({ ...known, from: here() })),
    o: () => setRange((known) => ({ ...known, to: here() })),
    x: () => ready && cut(from, to),
  };
  useEffect(() => {
    keys.current = acts;
    return () => {
      keys.current = {};
    };
  });
  return (
    <fieldset className={css.part}>
      <legend>{t("edit.passage")}</legend>
      <div className={css.fields}>
        <MomentField
          label={t("edit.from")}
          value={from}
          end={end}
          set={(value) => setRange((known) => ({ ...known, from: value }))}
        />
        <Button aria-keyshortcuts="I" onPress={acts.i}>
          {t("edit.mark_start")} <Key letter="I" />
        </Button>
        <MomentField
          label={t("edit.to")}
          value={to}
          end={end}
          set={(value) => setRange((known) => ({ ...known, to: value }))}
        />
        <Button aria-keyshortcuts="O" onPress={acts.o}>
          {t("edit.mark_end")} <Key letter="O" />
        </Button>
        <Button kind="go" aria-keyshortcuts="X" isDisabled={!ready} onPress={() => void acts.x()}>
          <Scissors className="i s" aria-hidden="true" />
          {ready ? t("edit.cut_length", { length: exact(to - from) }) : t("edit.cut")}
          <Key letter="X" />
        </Button>
      </div>
      {from !== null && to !== null && to <= from && (
        <p className="field-error" role="alert">
          {t("edit.order")}
        </p>
      )}
      <div className={css.trims}>
        <Button size="sm" isDisabled={now < 500} onPress={() => cut(0, here())}>
          {t("edit.trim_start", { time: clock(now) })}
        </Button>
        <Button size="sm" isDisabled={now > end - 500} onPress={() => cut(here(), end)}>
          {t("edit.trim_end", { time: clock(now) })}
        </Button>
      </div>
    </fieldset>
  );
}

function AddStop({ player, end, now, give }: PartProps) {
  const [words, setWords] = useState("");
  const add = (event: React.FormEvent) => {
    event.preventDefault();
    const moment = Math.max(0, Math.min(end, Math.floor(player.position())));
    const told = words.trim();
    if (told === "") return;
    void give({ do: "MarkStop", mark: newId("x"), moment, words: told }).then((done) => done && setWords(""));
  };
  return (
    <fieldset className={css.part}>
      <legend>{t("edit.think")}</legend>
      <form className={css.fields} onSubmit={add}>
        <input
          className="input grow"
          dir="auto"
          aria-label={t("edit.stop_words")}
          placeholder={t("edit.stop_words")}
          value={words}
          maxLength={LONGEST}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button type="submit" isDisabled={words.trim() === ""}>
          {t("edit.stop_here", { time: clock(now) })}
        </Button>
      </form>
    </fieldset>
  );
}

function HideSomebody({ full, people, give }: Pick<PartProps, "give"> & { full: View; people: People }) {
  const [chosen, setChosen] = useState("");
  const { hidden } = full.edit;
  const others = Object.entries(people)
    .filter(([id]) => !hidden.includes(id) && !id.startsWith("hidden-"))
    .sort(([, a], [, b]) => a.name.localeCompare(b.name, locale()));
  const hide = () => void give({ do: "HidePerson", person: chosen }).then((done) => done && setChosen(""));
  return (
    <fieldset className={css.part}>
      <legend>{t("edit.hide_person")}</legend>
      <p className="muted small">{t("edit.hide_hint")}</p>
      <div className={css.fields}>
        <select
          className="input grow"
          aria-label={t("edit.whom")}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        >
          <option value="">{t("edit.whom")}</option>
          {others.map(([id, { name }]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <Button isDisabled={chosen === ""} onPress={hide}>
          <EyeOff className="i s" aria-hidden="true" />
          {t("edit.hide_now")}
        </Button>
      </div>
    </fieldset>
  );
}

export default function Edit({ player, playing, room, full, editing, uncut, setUncut }: Props) {
  const { give, undo, wrong } = useGive(room, full);
  const end = full.lesson.endedAt ?? playing.edge;
  const part = { player, end, give, now: Math.min(end, Math.floor(playing.position / 1000) * 1000) };
  return (
    <section className={css.editor} aria-label={t("edit.title")}>
      <div className={css.head}>
        <h2>{t("edit.title")}</h2>
        <label className="choice">
          <input type="checkbox" checked={uncut} onChange={(event) => setUncut(event.target.checked)} />
          {t("edit.show_cut")}
        </label>
        <Button size="sm" isDisabled={!undo} onPress={() => void undo?.()}>
          <Undo2 className="i s" aria-hidden="true" />
          {t("edit.undo_last")}
        </Button>
        <IconButton label={t("edit.close")} size="sm" onPress={editing.close}>
          <X className="i s" aria-hidden="true" />
        </IconButton>
      </div>
      <p className="muted small">{t("edit.hint")}</p>
      <Passage {...part} editing={editing} />
      <AddStop {...part} />
      <HideSomebody full={full} people={room.timeline.people} give={give} />
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
      <Edits edit={full.edit} people={room.timeline.people} player={player} give={give} />
    </section>
  );
}
