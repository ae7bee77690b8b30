// Words sought in classes: what was said, shown and written, by class and moment; a press goes there.
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { ApiError } from "../../core/api";
import type { FoundClass, Hit } from "../../core/finding";
import { t } from "../../texts";
import { clock, wallDay } from "../../ui/clock";
import { Dialog } from "../../ui/Dialog";
import { Empty } from "../../ui/Empty";
import { here } from "../desk/model";
import css from "./find.module.css";

/** So long after the last letter the server is asked. */
const PAUSE = 250;
const LONGEST = 200;

export type Look = (words: string, course: string) => Promise<readonly FoundClass[]>;

interface Props {
  title: string;
  look: Look;
  onClose: () => void;
  /** Courses to choose from; without any, the reader is not asked. */
  courses?: readonly { id: string; title: string }[];
  /** The class that is being played, and the way to a moment of it. */
  played?: { id: string; seek: (at: number) => void };
}

function useFound(look: Look, words: string, course: string) {
  const [found, setFound] = useState<readonly FoundClass[] | null>(null);
  const [trouble, setTrouble] = useState("");
  useEffect(() => {
    if (!words) return setFound(null);
    let mine = true;
    const timer = setTimeout(() => {
      look(words, course).then(
        (classes) => {
          if (!mine) return;
          setFound(classes);
          setTrouble("");
        },
        (problem: unknown) => {
          if (mine)
            setTrouble(
              problem instanceof ApiError ? `${problem.message} ${problem.next}` : t("ui.did_not_work"),
            );
        },
      );
    }, PAUSE);
    return () => {
      mine = false;
      clearTimeout(timer);
    };
  }, [look, words, course]);
  return { found, trouble };
}

function Text({ hit }: { hit: Hit }) {
  let from = 0;
  return (
    <span className={css.text} dir="auto">
      {hit.text.map((piece, place) => {
        const key = from;
        from += piece.length + 1;
        return place % 2 ? <mark key={key}>{piece}</mark> : piece;
      })}
    </span>
  );
}

function Inside({ hit }: { hit: Hit }) {
  return (
    <>
      <span className="row small muted">
        <span className="nums">{clock(hit.at)}</span>
        <span>{t(`find.kind_${hit.kind}`)}</span>
        {hit.name && (
          <b className="clip" dir="auto">
            {hit.name}
          </b>
        )}
      </span>
      <Text hit={hit} />
    </>
  );
}

function Class({ one, played, onClose }: { one: FoundClass; played: Props["played"]; onClose: () => void }) {
  const own = played !== undefined && played.id === one.id;
  return (
    <section className={css.class} aria-labelledby={`found-${one.id}`}>
      <h3 id={`found-${one.id}`} dir="auto">
        {own ? t("find.this_class") : one.title}
        {one.opened_at !== null && !own && <span className="small muted"> {wallDay(one.opened_at)}</span>}
      </h3>
      <ul>
        {one.hits.map((hit) => (
          <li key={`${hit.kind}${hit.key}`}>
            {own ? (
              <button
                type="button"
                className={css.hit}
                onClick={() => {
                  played.seek(hit.at);
                  onClose();
                }}
              >
                <Inside hit={hit} />
              </button>
            ) : (
              <a className={css.hit} href={`${here(one.playback)}#t=${hit.at / 1000}`}>
                <Inside hit={hit} />
              </a>
            )}
          </li>
        ))}
      </ul>
      {one.more && <p className="small muted">{t("find.more")}</p>}
    </section>
  );
}

export default function Find({ title, look, onClose, courses = [], played }: Props) {
  const [sought, setSought] = useState("");
  const [course, setCourse] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const words = sought.trim().slice(0, LONGEST);
  const { found, trouble } = useFound(look, words, course);
  const count = (found ?? []).reduce((sum, one) => sum + one.hits.length, 0);
  return (
    <Dialog title={title} open onClose={onClose} wide>
      <div className={css.ask}>
        <label className="field grow">
          <Search className="i s muted" aria-hidden="true" />
          <span className="vh">{t("find.field")}</span>
          <input
            ref={field}
            type="search"
            maxLength={LONGEST}
            value={sought}
            placeholder={t("find.field")}
            onChange={(event) => setSought(event.target.value)}
          />
        </label>
        {courses.length > 1 && (
          <label>
            <span className="vh">{t("find.course")}</span>
            <select className="input" value={course} onChange={(event) => setCourse(event.target.value)}>
              <option value="">{t("find.all_courses")}</option>
              {courses.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.title}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <p className={`small muted ${css.count}`} role="status">
        {found !== null && count > 0 && t("find.found", { count })}
      </p>
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      {found === null && <Empty title={t("find.what")}>{t("find.hint")}</Empty>}
      {found !== null && count === 0 && <Empty title={t("find.nothing")}>{t("find.nothing_hint")}</Empty>}
      {(found ?? []).map((one) => (
        <Class key={one.id} one={one} played={played} onClose={onClose} />
      ))}
    </Dialog>
  );
}
