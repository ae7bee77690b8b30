// Handing in: words, files, or a note of one's own on the board. What is begun is kept while the panel is closed.
import { Paperclip } from "lucide-react";
import { useRef, useState } from "react";
import type { TaskView, WorkView } from "../../core/view/tasks";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import type { Attachment } from "../../wire";
import { useDraft } from "../drafts";
import { FileTray } from "../FileTray";
import { type Brought, useBringing } from "../files";
import type { PanelProps } from "../props";
import { notesOf } from "./board";
import { troubleOf } from "./giving";

interface Props {
  task: TaskView;
  own: WorkView | null;
  panel: PanelProps;
  done: () => void;
}

const SHORT = 60;

/** What hangs on the work already, as the tray shows it; keys below 0 are not those of what is brought now. */
const asBrought = (files: readonly Attachment[]): Brought[] =>
  files.map((attachment, index) => ({
    key: -1 - index,
    name: attachment.name,
    size: attachment.size,
    part: 1,
    trouble: "",
    attachment,
  }));

/** Files that hang on the work already and those being brought. */
function useFiles(panel: PanelProps, task: string, own: WorkView | null) {
  const [kept, setKept] = useState(() => asBrought(own?.files ?? []));
  const bringing = useBringing(panel, `work:${task}`);
  const all = [...kept, ...bringing.list];
  const remove = (key: number) => {
    if (key < 0) return setKept(kept.filter((one) => one.key !== key));
    const gone = bringing.remove(key);
    if (gone) void panel.act({ do: "DropFile", file: gone.file });
  };
  return {
    all,
    remove,
    add: (list: FileList | null) => list && panel.files && bringing.add([...list], panel.files),
    ready: all.flatMap((one) => (one.attachment ? [one.attachment.file] : [])),
    busy: all.some((one) => !one.attachment && !one.trouble),
    clear: () => bringing.clear(),
  };
}

export function HandInForm({ task, own, panel, done }: Props) {
  const { act, drafts, view, whole, me } = panel;
  const { kind, shared, title } = task.what;
  const name = `work:${task.task}`;
  const [text, setText] = useDraft(drafts, name, () => own?.text ?? "");
  const [item, setItem] = useState(own?.item ?? "");
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const files = useFiles(panel, task.task, own);
  const notes = kind === "board" ? notesOf((whole ?? view).board, me.person) : [];
  const note = notes.some((one) => one.item === item) ? item : (notes.at(-1)?.item ?? "");
  const enough = { text: text.trim() !== "", file: files.ready.length > 0, board: note !== "" }[kind];
  const send = async () => {
    setBusy(true);
    const order = { task: task.task, text: text.trim(), files: files.ready };
    const outcome = await act({ do: "HandIn", ...order, item: kind === "board" ? note : null });
    setBusy(false);
    if (!outcome.ok) return setTrouble(troubleOf(outcome));
    drafts.delete(name);
    files.clear();
    done();
  };
  return (
    <form
      className="stack hand-in"
      aria-label={t("late.task", { title })}
      onSubmit={(event) => {
        event.preventDefault();
        if (enough && !files.busy && !busy) void send();
      }}
    >
      {kind === "board" &&
        (notes.length > 0 ? (
          <Select
            label={t("tasks.your_note")}
            value={note}
            options={notes.map((one) => [one.item, one.text.slice(0, SHORT)])}
            onChange={setItem}
          />
        ) : (
          <p className="small muted">{t("tasks.no_note")}</p>
        ))}
      <TextField
        label={t(kind === "text" ? "tasks.your_answer" : "tasks.your_words")}
        value={text}
        maxLength={10_000}
        rows={kind === "text" ? 4 : 2}
        onChange={setText}
        error={trouble}
      />
      {/* Within an element of its own: a form makes what stands in it as wide as itself, its unseen status too. */}
      <div>
        <FileTray kept={files.all} remove={files.remove} />
      </div>
      <p className="small muted">{t(shared ? "tasks.who_reads_shared" : "tasks.who_reads")}</p>
      <div className="row wrap">
        <Button kind="go" type="submit" isDisabled={!enough || files.busy || busy}>
          {t("tasks.hand_in")}
        </Button>
        {panel.files && kind !== "board" && (
          <>
            <input
              ref={chooser}
              type="file"
              multiple
              hidden
              onChange={(event) => {
                files.add(event.target.files);
                event.target.value = "";
              }}
            />
            <Button kind="plain" onPress={() => chooser.current?.click()}>
              <Paperclip className="i s" aria-hidden="true" /> {t("tasks.add_files")}
            </Button>
          </>
        )}
        {own && (
          <Button
            kind="bare"
            onPress={() => {
              drafts.delete(name);
              done();
            }}
          >
            {t("polls.cancel")}
          </Button>
        )}
      </div>
    </form>
  );
}
