// The table of attendance: a row a person, sorted by any column.
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo } from "react";
import { KINDS, type Kind } from "../core/view/counts";
import { t } from "../texts";
import { Avatar } from "../ui/Avatar";
import { clock } from "../ui/clock";
import { pieces } from "../ui/pieces";
import { type Column, minutes, type Person, status, WORDS } from "./attending";
import "./attendance.css";

function Count({ live, late }: { live: number; late: number }) {
  if (live + late === 0) return <span className="muted">–</span>;
  if (late === 0) return live;
  return (
    <>
      {live > 0 && `${live} + `}
      <span className="later-word">
        {late}
        <span className="vh"> {t("playback.later")}</span>
      </span>
    </>
  );
}

/** What somebody did, of so many that there were. */
function Done({ one, kind, polls }: { one: Person; kind: Kind; polls: number }) {
  const count = <Count live={one.live[kind]} late={one.late[kind]} />;
  if (polls === 0) return count;
  const drawn = { count: <span className="done">{count}</span> };
  return <span className="muted">{pieces("playback.done_of", drawn, { polls })}</span>;
}

interface RowProps {
  one: Person;
  polls: number;
}
const same = (a: RowProps, b: RowProps) =>
  a.polls === b.polls && JSON.stringify(rounded(a.one)) === JSON.stringify(rounded(b.one));
const rounded = (one: Person) => ({ ...one, here: minutes(one.here), spoke: clock(one.spoke) });

const Row = memo(function Row({ one, polls }: RowProps) {
  const words = status(one);
  return (
    <tr data-here={one.present || undefined}>
      <th scope="row">
        <span className="row">
          <Avatar id={one.person} name={one.name} size="s" later={one.stays.length === 0} />
          <span className="who">
            <span className="clip" dir="auto">
              {one.name}
            </span>
            <span className="small muted">
              {one.present && (
                <span className="vh">{t(words ? "playback.present_and" : "playback.present")}</span>
              )}
              {words}
            </span>
          </span>
        </span>
      </th>
      <td>{one.stays.length > 0 ? minutes(one.here) : <span className="muted">–</span>}</td>
      <td>{one.spoke > 0 ? clock(one.spoke) : <span className="muted">–</span>}</td>
      {KINDS.map((kind) => (
        <td key={kind}>
          <Done one={one} kind={kind} polls={kind === "answers" && !one.staff ? polls : 0} />
        </td>
      ))}
    </tr>
  );
}, same);

interface HeadProps {
  column: Column;
  down: boolean;
  sort: (column: Column) => void;
}
function Head({ column, down, sort }: HeadProps) {
  const columns: [Column, string][] = [
    ["name", t("playback.name")],
    ["here", t("playback.here")],
    ["spoke", t("playback.spoke")],
    ...KINDS.map((kind) => [kind, WORDS[kind]] as [Column, string]),
  ];
  const Sign = down ? ArrowDown : ArrowUp;
  return (
    <thead>
      <tr>
        {columns.map(([key, words]) => (
          <th
            key={key}
            scope="col"
            aria-sort={key !== column ? undefined : down ? "descending" : "ascending"}
          >
            <button type="button" onClick={() => sort(key)}>
              {words}
              {key === column && <Sign className="i s" aria-hidden="true" />}
            </button>
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface Props extends HeadProps {
  shown: readonly Person[];
  polls: number;
}
export function AttendanceTable({ shown, polls, ...head }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div className="table-frame" role="region" aria-label={t("playback.attendance")} tabIndex={0}>
      <table>
        <caption className="vh">{t("playback.table_caption", { count: shown.length })}</caption>
        <Head {...head} />
        <tbody>
          {shown.map((one) => (
            <Row key={one.person} one={one} polls={polls} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
