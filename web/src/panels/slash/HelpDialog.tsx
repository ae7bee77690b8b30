// All slash commands that this person can give now; a press puts one into the field.
import { useState } from "react";
import { t } from "../../texts";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/TextField";
import { type Ground, grammar, mayGive, type Row } from "./row";
import { PARTS } from "./table";

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
  const count = parts.reduce((sum, { rows }) => sum + rows.length, 0);
  return (
    <Dialog title={t("commands.title")} wide open onClose={onClose}>
      <p className="small muted">{t("slash.help_intro")}</p>
      <TextField label={t("slash.find")} value={sought} onChange={setSought} />
      <p className="vh" role="status">
        {sought && t("slash.fitting", { count })}
      </p>
      {parts.length === 0 && <p>{t("slash.none_fits")}</p>}
      {parts.map(({ title, rows }) => (
        <section key={title} className="slash-part">
          <h3>{title}</h3>
          <ul>
            {rows.map((row) => (
              <li key={grammar(row)}>
                <button type="button" className="slash-row" onClick={() => onTake(row)}>
                  <code dir="ltr">{grammar(row)}</code>
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
