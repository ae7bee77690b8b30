// The notes written together, live and in playback alike: to write for whoever may, to read for everybody.
import { Ellipsis, FileDown, NotebookPen, PenLine, UserPen } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from "react";
import { Button as AriaButton } from "react-aria-components";
import { NotebookCopy } from "../../core/notebook/copy";
import { may } from "../../core/view/rights";
import { t } from "../../texts";
import { Button, IconButton } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import { Menu, type MenuEntry } from "../../ui/Menu";
import { nameOf, type PanelProps } from "../props";
import { useCarets } from "./carets";
import { Editor } from "./Editor";
import { here, MAIN, mayWrite, placesOf } from "./places";
import type { Shown } from "./shown";
import "../panels.css";
import "./notebook.css";

const MAIN_ROOM = t("lesson.main_room");
const HUES = 8;

/** One for each place and visit: what is on its way outlives the panel. */
function useCopy({ drafts, act, view }: PanelProps, place: string): NotebookCopy {
  const name = `notebook ${place}`;
  let copy = drafts.get(name) as NotebookCopy | undefined;
  if (!copy) {
    copy = new NotebookCopy(place, act);
    drafts.set(name, copy);
  }
  copy.act = act;
  useSyncExternalStore(copy.subscribe, () => copy.version);
  const newest = view.notebook.places.get(place)?.newest ?? null;
  useLayoutEffect(() => copy.follow(newest), [copy, newest]);
  useEffect(() => {
    const leave = () => document.visibilityState === "hidden" && copy.flush();
    document.addEventListener("visibilitychange", leave);
    return () => {
      document.removeEventListener("visibilitychange", leave);
      copy.flush();
    };
  }, [copy]);
  return copy;
}

async function save({ files, view }: PanelProps, form: "md" | "html"): Promise<void> {
  const blob = await files!.notes(form);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${view.lesson.title || t("notebook.untitled")} - ${t("notebook.file")}.${form}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function Unwritten({ copy }: { copy: NotebookCopy }) {
  const [copied, setCopied] = useState(false);
  if (!copy.unwritten) return null;
  const { words, error } = copy.unwritten;
  return (
    <div className="notebook-lost" role="alert">
      <p>
        <b>{t("notebook.lost_sentence")}</b> {error.message} {error.next}
      </p>
      {words && (
        <textarea className="input" readOnly rows={3} value={words} aria-label={t("notebook.lost")} />
      )}
      <div className="row">
        {words && (
          <Button
            size="sm"
            onPress={() => void navigator.clipboard.writeText(words).then(() => setCopied(true))}
          >
            {t(copied ? "notebook.copied" : "notebook.copy")}
          </Button>
        )}
        <Button size="sm" kind="bare" onPress={copy.forget}>
          {t("notebook.put_away")}
        </Button>
      </div>
    </div>
  );
}

interface HeadProps {
  panel: PanelProps;
  place: string;
  choose: (place: string) => void;
  authors: boolean;
  setAuthors: (on: boolean) => void;
  tell: (text: string) => void;
}

function Head({ panel, place, choose, authors, setAuthors, tell }: HeadProps) {
  const { view, me, act, mode, files } = panel;
  const places = placesOf(panel, MAIN_ROOM);
  const keep = (form: "md" | "html") => () => void save(panel, form).catch(() => tell(t("board.not_saved")));
  const saving: MenuEntry[] = [
    { id: "md", label: t("notebook.save_markdown"), icon: <FileDown className="i s" />, run: keep("md") },
    { id: "html", label: t("notebook.save_html"), icon: <FileDown className="i s" />, run: keep("html") },
  ];
  const allowed = view.rights.everybody.get("write_notes") ?? false;
  const lead: MenuEntry[] = [
    {
      id: "students",
      label: t("notebook.students_may_write"),
      icon: <PenLine className="i s" />,
      chosen: allowed,
      run: () =>
        void act({ do: "SetRight", right: "write_notes", allowed: allowed ? null : true, person: null }),
    },
  ];
  const leading = mode === "live" && may(view, me, "grant");
  return (
    <div className="row notebook-head">
      {places.length > 1 ? (
        <label className="to grow">
          {t("notebook.choose")}
          <select value={place} onChange={(event) => choose(event.target.value)}>
            {places.map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <span className="grow" />
      )}
      <IconButton
        label={t("notebook.authors")}
        size="sm"
        aria-pressed={authors}
        onPress={() => setAuthors(!authors)}
      >
        <UserPen className="i" />
      </IconButton>
      <Menu
        label={t("notebook.menu")}
        groups={[{ entries: files ? saving : [] }, { entries: leading ? lead : [] }]}
      >
        <AriaButton className="btn ic bare sm" aria-label={t("notebook.menu")}>
          <Ellipsis className="i" aria-hidden="true" />
        </AriaButton>
      </Menu>
    </div>
  );
}

/** The same colour for a person as long as the page is open: in the order in which their words came. */
function useHues(copy: NotebookCopy): (person: string) => number {
  const [order] = useState(() => new Map<string, number>());
  for (const person of copy.owners.values()) if (!order.has(person)) order.set(person, order.size % HUES);
  return useCallback(
    (person: string) => {
      if (!order.has(person)) order.set(person, order.size % HUES);
      return order.get(person)!;
    },
    [order],
  );
}

export default function NotebookPanel(panel: PanelProps) {
  const { view, me, people, mode, wire, position } = panel;
  const [chosen, choose] = useState<string | null>(null);
  const home = here(panel);
  // Who goes to another room sees its notes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only going counts
  useEffect(() => choose(null), [home]);
  const place = chosen ?? home;
  const copy = useCopy(panel, place);
  const [authors, setAuthors] = useState(false);
  const [news, tell] = useState("");
  const { carets, point } = useCarets(wire, place, me.person);
  const editable = mayWrite(panel, place);
  copy.moment = mode === "later" ? Math.max(position ?? 0, view.at) : undefined;
  copy.writes = editable || (copy.writes && copy.unsent);
  const hueOf = useHues(copy);
  const owners = authors ? copy.owners : null;
  const { version } = copy;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a version has other owners
  const over = useMemo<Shown>(
    () => ({
      owners,
      carets,
      nameOf: (person) => nameOf(people, person),
      hueOf,
      hint: !editable ? "" : t(mode === "live" ? "notebook.hint" : "notebook.hint_later"),
    }),
    [owners, version, carets, people, hueOf, editable, mode],
  );
  // What one was just stopped from writing is sent at once, so that it is answered at once.
  useEffect(() => {
    if (!editable) copy.flush();
  }, [editable, copy]);
  const name = placesOf(panel, MAIN_ROOM).find(([id]) => id === place)?.[1] ?? MAIN_ROOM;
  const empty = !editable && copy.page.length === 0;
  return (
    <div className="panel-body notebook">
      <Head
        panel={panel}
        place={place}
        choose={(id) => choose(id === home ? null : id)}
        authors={authors}
        setAuthors={setAuthors}
        tell={tell}
      />
      {empty && (
        <Empty
          icon={<NotebookPen className="i" aria-hidden="true" />}
          title={t(mode === "live" ? "notebook.empty" : "notebook.empty_later")}
        >
          {place === MAIN && mode === "live" ? t("notebook.empty_hint") : ""}
        </Empty>
      )}
      <div
        className={empty ? "notebook-frame vh" : "notebook-frame"}
        aria-hidden={empty || undefined}
        inert={empty}
      >
        <Editor
          key={place}
          copy={copy}
          label={t("notebook.notes_of", { name })}
          editable={editable}
          over={over}
          point={point}
          tooMuch={() => tell(t("notebook.too_much"))}
        >
          <Unwritten copy={copy} />
        </Editor>
      </div>
      {!empty && (
        <p className="notebook-foot small muted" role={news ? "alert" : undefined}>
          {news || t(copy.unsent ? "notebook.saving" : editable ? "notebook.saved" : "notebook.reading")}
        </p>
      )}
    </div>
  );
}
