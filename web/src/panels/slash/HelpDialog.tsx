// All slash commands that this person can give now; a press puts one into the field.
import { useState } from "react";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/TextField";
import { type Ground, grammar, mayGive, type Row } from "./row";
import { PARTS } from "./table";

const WORDS = {
  title: "Commands",
  find: "Find a command",
  intro:
    "Write them into the field of the chat. Tab completes, Enter does it, a space before the slash sends a text.",
  none: "No command fits. Try another word.",
};

interface Props {
  ground: Ground;
  onTake: (row: Row) => void;
  onClose: () => void;
}

export default function HelpDialog({ ground, onTake, onClose }: Props) {
  const [sought, setSought] = useState("");
  const words = sought.toLowerCase().replace(/^\//, "").split(/\s+/).filter(Boolean);
  const fits = (title: string, row: Row) => {
    const all = [title, grammar(row), row.help, ...(row.aliases ?? [])].join(" ").toLowerCase();
    return mayGive(row, ground) && words.every((word) => all.includes(word));
  };
  const parts = PARTS.map(({ title, rows }) => ({
    title,
    rows: rows.filter((row) => fits(title, row)),
  })).filter(({ rows }) => rows.length > 0);
  return (
    <Dialog title={WORDS.title} wide open onClose={onClose}>
      <p className="small muted">{WORDS.intro}</p>
      <TextField label={WORDS.find} value={sought} onChange={setSought} />
      <p className="vh" role="status">
        {sought && `${parts.reduce((sum, { rows }) => sum + rows.length, 0)} commands fit`}
      </p>
      {parts.length === 0 && <p>{WORDS.none}</p>}
      {parts.map(({ title, rows }) => (
        <section key={title} className="slash-part">
          <h3>{title}</h3>
          <ul>
            {rows.map((row) => (
              <li key={grammar(row)}>
                <button type="button" className="slash-row" onClick={() => onTake(row)}>
                  <code>{grammar(row)}</code>
                  <span>{row.help}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  );
}
