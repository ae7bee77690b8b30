// The board in words: what stands on it and whose it is; texts and notes are written, moved and erased here without a pointer.
import { type FormEvent, useState } from "react";
import type { People } from "../../core/api";
import type { ItemView } from "../../core/view/board";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/TextField";
import { nameOf } from "../props";
import { useReading } from "./reading";
import type { Stand } from "./stand";
import { type Choice, widthOf } from "./tools";

interface Row {
  item: ItemView;
  /** Strokes that one person made one after the other are one drawing. */
  items: string[];
  words: string;
}

const isStroke = ({ kind }: ItemView): boolean => kind === "pen" || kind === "highlighter";

export function rows(items: Iterable<ItemView>, people: People): Row[] {
  const found: Row[] = [];
  for (const item of items) {
    if (item.erased) continue;
    const last = found[found.length - 1];
    if (last && isStroke(item) && isStroke(last.item) && last.item.by === item.by) {
      last.items.push(item.item);
      continue;
    }
    found.push({ item, items: [item.item], words: "" });
  }
  for (const row of found) row.words = said(row, people);
  return found;
}

function said({ item, items }: Row, people: People): string {
  const by = nameOf(people, item.by);
  const name = item.late ? t("board.later", { name: by }) : by;
  if (item.kind === "pen" || item.kind === "highlighter")
    return t("board.drawing_by", { name, count: items.length });
  return t(`board.by_${item.kind}`, { name, text: item.text });
}

interface Props {
  stand: Stand;
  people: People;
  drawing: boolean;
  choice: Choice;
  close: () => void;
  select: (item: string) => void;
}

export function ListDialog({ stand, people, drawing, choice, close, select }: Props) {
  const { easel } = stand;
  const items = useReading(stand, () => easel.items);
  const list = rows(items, people);
  return (
    <Dialog title={t("board.list")} open onClose={close} wide>
      {drawing && <Add stand={stand} choice={choice} />}
      {list.length === 0 && <p className="muted">{t("board.list_empty")}</p>}
      <ol className="board-list">
        {list.map(({ item, items: names, words }) => (
          <li key={item.item}>
            <span className="grow">{words}</span>
            {drawing && easel.mayChange(item) && (
              <span className="row">
                {names.length === 1 && (
                  <Button
                    size="sm"
                    onPress={() => select(item.item)}
                    aria-label={t("board.move_named", { words })}
                  >
                    {t("board.move")}
                  </Button>
                )}
                <Button
                  size="sm"
                  onPress={() => easel.erase(names)}
                  aria-label={t("board.erase_named", { words })}
                >
                  {t("board.erase")}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ol>
      {drawing && list.length > 0 && <p className="small muted">{t("board.list_keys")}</p>}
    </Dialog>
  );
}

function Add({ stand, choice }: { stand: Stand; choice: Choice }) {
  const [text, setText] = useState("");
  const add = (kind: "note" | "text") => {
    const words = text.trim();
    if (words === "") return;
    const width = widthOf({ ...choice, tool: kind });
    stand.easel.write(
      { kind, colour: kind === "note" ? "orange" : choice.colour, width },
      stand.middle,
      words,
    );
    setText("");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add("note");
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextField label={t("board.new_note_or_text")} value={text} onChange={setText} maxLength={2000} />
      <div className="row">
        <Button type="submit" kind="go" isDisabled={text.trim() === ""}>
          {t("board.add_note")}
        </Button>
        <Button isDisabled={text.trim() === ""} onPress={() => add("text")}>
          {t("board.add_text")}
        </Button>
      </div>
    </form>
  );
}
