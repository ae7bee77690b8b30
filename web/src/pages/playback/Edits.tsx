// What was edited, in the order of the class: each cut can be heard and undone, each stop said otherwise and taken away.
import { EyeOff, Lightbulb, Play, Scissors, Trash2, Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import type { People } from "../../core/api";
import type { Player } from "../../core/playback/player";
import type { CutView, EditView, StopView } from "../../core/view/edit";
import { t } from "../../texts";
import { Button, IconButton } from "../../ui/Button";
import { clock } from "../../ui/clock";
import css from "./edit.module.css";
import { type EditCommand, exact } from "./editing";

/** So much is heard before a cut. */
const LEAD = 3_000;

interface Props {
  edit: EditView;
  people: People;
  player: Player;
  give: (command: EditCommand) => Promise<boolean>;
}

function Cut({ one, hear, give }: { one: CutView; hear: (at: number) => void } & Pick<Props, "give">) {
  const time = clock(one.from);
  return (
    <li>
      <Scissors className="i s" aria-hidden="true" />
      <span className="nums grow">
        {t("edit.cut_passage", { from: exact(one.from), to: exact(one.to) })}{" "}
        <span className="muted">{exact(one.to - one.from)}</span>
      </span>
      <IconButton label={t("edit.hear", { time })} size="sm" onPress={() => hear(one.from)}>
        <Play className="i s" aria-hidden="true" />
      </IconButton>
      <Button
        size="sm"
        aria-label={t("edit.undo_cut", { time })}
        onPress={() => void give({ do: "RestorePassage", cut: one.cut })}
      >
        <Undo2 className="i s" aria-hidden="true" />
        {t("edit.undo")}
      </Button>
    </li>
  );
}

function StopRow({ one, hear, give }: { one: StopView; hear: (at: number) => void } & Pick<Props, "give">) {
  const time = clock(one.at);
  const [words, setWords] = useState(one.words);
  useEffect(() => setWords(one.words), [one.words]);
  const say = () => {
    const told = words.trim();
    if (told === "" || told === one.words) setWords(one.words);
    else void give({ do: "MarkStop", mark: one.mark, moment: one.at, words: told });
  };
  return (
    <li>
      <Lightbulb className="i s" aria-hidden="true" />
      <span className="nums">{exact(one.at)}</span>
      <input
        className="input grow"
        dir="auto"
        aria-label={t("edit.words_of", { time })}
        value={words}
        maxLength={300}
        onChange={(event) => setWords(event.target.value)}
        onBlur={say}
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      />
      <IconButton label={t("edit.hear_stop", { time })} size="sm" onPress={() => hear(one.at)}>
        <Play className="i s" aria-hidden="true" />
      </IconButton>
      <IconButton
        label={t("edit.drop_stop", { time })}
        size="sm"
        onPress={() => void give({ do: "DropStop", mark: one.mark })}
      >
        <Trash2 className="i s" aria-hidden="true" />
      </IconButton>
    </li>
  );
}

function Hidden({ person, people, give }: { person: string } & Pick<Props, "people" | "give">) {
  const name = people[person]?.name ?? "?";
  return (
    <li>
      <EyeOff className="i s" aria-hidden="true" />
      <span className="grow" dir="auto">
        {t("edit.is_hidden", { name })}
      </span>
      <Button
        size="sm"
        aria-label={t("edit.show_person", { name })}
        onPress={() => void give({ do: "RevealPerson", person })}
      >
        <Undo2 className="i s" aria-hidden="true" />
        {t("edit.undo")}
      </Button>
    </li>
  );
}

export function Edits({ edit, people, player, give }: Props) {
  const hear = (at: number) => {
    player.seek(Math.max(0, at - LEAD));
    player.play();
  };
  const cuts = edit.cuts.map((one) => ({
    at: one.from,
    row: <Cut key={one.cut} {...{ one, hear, give }} />,
  }));
  const stops = edit.stops.map((one) => ({
    at: one.at,
    row: <StopRow key={one.mark} {...{ one, hear, give }} />,
  }));
  const all = [...cuts, ...stops].sort((a, b) => a.at - b.at);
  if (all.length + edit.hidden.length === 0) return <p className="muted small">{t("edit.none")}</p>;
  return (
    <ol className={css.edits} aria-label={t("edit.list")}>
      {all.map(({ row }) => row)}
      {edit.hidden.map((person) => (
        <Hidden key={person} {...{ person, people, give }} />
      ))}
    </ol>
  );
}
