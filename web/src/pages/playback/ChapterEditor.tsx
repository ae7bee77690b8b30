// Those who lead name the chapters, add one at the moment that plays, and take away what is none.
import { Plus, Trash2, Undo2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Act } from "../../core/commands";
import type { Chapter } from "../../core/playback/chapters";
import type { ChaptersView } from "../../core/view/chapters";
import { t } from "../../texts";
import { Button, IconButton } from "../../ui/Button";
import { clock } from "../../ui/clock";
import { Dialog } from "../../ui/Dialog";
import css from "./more.module.css";

interface Props {
  chapters: readonly Chapter[];
  view: ChaptersView;
  position: number;
  act: Act;
  close: () => void;
}

const LONGEST = 120;

interface RowProps {
  chapter: Chapter;
  /** Something was set by hand here, and can be taken back. */
  set: boolean;
  give: (command: Parameters<Act>[0]) => void;
}

function Row({ chapter, set, give }: RowProps) {
  const { at, title } = chapter;
  const [text, setText] = useState(title);
  const name = () => {
    const words = text.trim();
    if (words === "" || words === title) setText(title);
    else give({ do: "NameChapter", start: at, title: words });
  };
  const time = clock(at);
  return (
    <li>
      <span className="nums small muted">{time}</span>
      <input
        className="input"
        dir="auto"
        aria-label={t("player.chapter_title", { time })}
        value={text}
        maxLength={LONGEST}
        onChange={(event) => setText(event.target.value)}
        onBlur={name}
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      />
      {set && (
        <IconButton
          label={t("player.chapter_restore", { time })}
          onPress={() => give({ do: "RestoreChapter", start: at })}
        >
          <Undo2 className="i s" aria-hidden="true" />
        </IconButton>
      )}
      <IconButton
        label={t("player.chapter_drop", { time })}
        isDisabled={at === 0 && !set}
        onPress={() => give({ do: "DropChapter", start: at })}
      >
        <Trash2 className="i s" aria-hidden="true" />
      </IconButton>
    </li>
  );
}

function Added({ position, give }: { position: number; give: (command: Parameters<Act>[0]) => void }) {
  const [text, setText] = useState("");
  const add = (event: FormEvent) => {
    event.preventDefault();
    const title = text.trim();
    if (title === "") return;
    give({ do: "NameChapter", start: Math.floor(position), title });
    setText("");
  };
  const label = t("player.chapter_add", { time: clock(position) });
  return (
    <form className="row" onSubmit={add}>
      <input
        className="input grow"
        dir="auto"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={LONGEST}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" isDisabled={text.trim() === ""}>
        <Plus className="i s" aria-hidden="true" />
        {t("playback.add")}
      </Button>
    </form>
  );
}

export default function ChapterEditor({ chapters, view, position, act, close }: Props) {
  const [wrong, setWrong] = useState("");
  const give = async (command: Parameters<Act>[0]) => {
    const outcome = await act(command);
    setWrong(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  const dropped = [...view.byHand].filter(([, title]) => title === null).map(([at]) => at);
  return (
    <Dialog title={t("player.chapters_change")} wide open onClose={close}>
      <p className="muted small">{t("player.chapters_hint")}</p>
      <ol className={css.chapters}>
        {chapters.map((one) => (
          <Row
            key={`${one.at} ${one.title}`}
            chapter={one}
            set={view.byHand.has(one.at)}
            give={(command) => void give(command)}
          />
        ))}
      </ol>
      <Added position={position} give={(command) => void give(command)} />
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
      {dropped.length > 0 && (
        <div className="row wrap">
          <span className="small muted">{t("player.chapters_dropped")}</span>
          {dropped
            .sort((a, b) => a - b)
            .map((at) => (
              <Button
                key={at}
                size="sm"
                aria-label={t("player.chapter_bring_back", { time: clock(at) })}
                onPress={() => void give({ do: "RestoreChapter", start: at })}
              >
                <Undo2 className="i s" aria-hidden="true" />
                <span className="nums">{clock(at)}</span>
              </Button>
            ))}
        </div>
      )}
    </Dialog>
  );
}
