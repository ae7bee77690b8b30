// Words are written where they will stand; what was written is kept when the field is left.
import { useEffect, useRef, useState } from "react";
import { type Spot, toScreen } from "../../core/board/camera";
import type { Pen } from "../../core/board/easel";
import { INKS, NOTE_SIDE, PAPERS } from "../../core/board/outline";
import { t } from "../../texts";
import { useReading } from "./reading";
import type { Stand } from "./stand";

const LONGEST = 2000;
/** Smaller letters make a phone zoom in by itself. */
const SMALLEST = 16;

interface Props {
  stand: Stand;
  spot: Spot;
  item: string | null;
  pen: Pen;
  done: () => void;
}

export function Writing({ stand, spot, item, pen, done }: Props) {
  const { easel } = stand;
  const before = item ? easel.items.get(item) : undefined;
  const camera = useReading(stand, () => stand.camera);
  const [text, setText] = useState(before?.text ?? "");
  const field = useRef<HTMLTextAreaElement>(null);
  const over = useRef(false);
  useEffect(() => field.current?.focus(), []);
  const { kind, colour, width } = before ?? pen;
  const note = kind === "note";
  const finish = () => {
    if (over.current) return;
    over.current = true;
    const words = text.trim();
    if (words !== "" && item) easel.rewrite(item, words);
    else if (words !== "") easel.write({ kind, colour, width }, spot, words);
    done();
  };
  const { x, y } = toScreen(camera, spot);
  const size = Math.max(SMALLEST, width * camera.scale);
  const wide = note ? Math.max(120, NOTE_SIDE * camera.scale) : 180;
  const { width: most, height: tall } = stand.size;
  return (
    <textarea
      ref={field}
      className="board-writing"
      dir="auto"
      aria-label={t(note ? "board.words_of_note" : "board.words_on_board")}
      placeholder={t(note ? "board.write_note" : "board.write")}
      maxLength={LONGEST}
      rows={note ? 3 : 1}
      value={text}
      style={{
        left: Math.max(4, Math.min(x, most - wide - 4)),
        top: Math.max(4, Math.min(y, tall - size * 2)),
        width: wide,
        fontSize: size,
        color: note ? INKS.black : INKS[colour],
        background: note ? PAPERS[colour] : "#ffffff",
      }}
      onChange={(event) => setText(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) {
          event.preventDefault();
          finish();
        }
      }}
    />
  );
}
