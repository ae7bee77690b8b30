// Who was there and what each did: a table for those who lead, one's own part for everybody else.
import { Download, Users } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { Switch } from "react-aria-components";
import { type Attending, attendanceOf, KINDS } from "../core/view/attendance";
import { isStaff } from "../core/view/people";
import { Button } from "../ui/Button";
import { Chip } from "../ui/Chip";
import { clock } from "../ui/clock";
import { Empty } from "../ui/Empty";
import { Select } from "../ui/Select";
import type { Entry } from "../wire";
import { AttendanceTable } from "./AttendanceTable";
import { type Column, type Filter, fits, inOrder, known, MISSING, minutes, SHOWN, WORDS } from "./attending";
import type { PanelProps } from "./props";

const LOOK_EVERY = 2_000;

export interface AttendanceProps {
  panel: Pick<PanelProps, "view" | "people" | "me" | "mode">;
  entries: () => readonly Entry[];
  /** Class ms of now, or of the end. */
  now: () => number;
  /** Playback: the moment that plays. */
  position?: number;
  save: (form: "csv" | "json") => Promise<unknown>;
}

/** One's own part, in words. */
function Own({ one, polls }: { one: Attending | undefined; polls: number }) {
  const lines: [string, string][] = [
    ["Here", one && one.stays.length > 0 ? minutes(one.here) : "not in the room"],
    ["Spoke", clock(one?.spoke ?? 0)],
    ...KINDS.map((kind): [string, string] => {
      const [live, late] = [one?.live[kind] ?? 0, one?.late[kind] ?? 0];
      const of = kind === "answers" && polls > 0 ? ` of ${polls}` : "";
      return [WORDS[kind], `${live + late}${of}${late > 0 ? `, ${late} of them later` : ""}`];
    }),
  ];
  return (
    <>
      <dl className="own-part">
        {lines.map(([words, count]) => (
          <div key={words} className="row">
            <dt className="grow">{words}</dt>
            <dd className="nums b">{count}</dd>
          </div>
        ))}
      </dl>
      <p className="small muted">
        Those who lead the class see this too, and nobody else does. Polls and questions without names, and
        messages to one person, are not counted for anybody.
      </p>
    </>
  );
}

/** So often the class is counted again while somebody looks. */
function useCounted({ entries, now, position }: AttendanceProps, upTo: boolean) {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((before) => before + 1), LOOK_EVERY);
    return () => clearInterval(timer);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a tick means that time went on
  return useMemo(() => {
    const at = upTo && position !== undefined ? position : now();
    const found = attendanceOf(entries(), upTo ? at : undefined);
    return { polls: found.named, rows: found.rows(at) };
  }, [tick, entries, now, position, upTo]);
}

function Save({ save }: Pick<AttendanceProps, "save">) {
  const [wrong, setWrong] = useState("");
  const keep = (form: "csv" | "json") => {
    setWrong("");
    save(form).catch((problem: unknown) =>
      setWrong(problem instanceof Error ? problem.message : "That did not work. Try again."),
    );
  };
  return (
    <span className="row wrap">
      {(["csv", "json"] as const).map((form) => (
        <Button key={form} size="sm" onPress={() => keep(form)}>
          <Download className="i s" aria-hidden="true" /> Save .{form}
        </Button>
      ))}
      {wrong && (
        <span className="field-error" role="alert">
          {wrong}
        </span>
      )}
    </span>
  );
}

export function AttendancePanel(props: AttendanceProps) {
  const { panel, position, save } = props;
  const { view, people, me } = panel;
  const [filter, setFilter] = useState<Filter>("all");
  const [[column, down], setOrder] = useState<[Column, boolean]>(["name", false]);
  const [upTo, setUpTo] = useState(false);
  const { rows, polls } = useCounted(props, upTo);
  const everybody = useMemo(
    () => known(rows, people, view.lesson.endedAt),
    [rows, people, view.lesson.endedAt],
  );
  if (!isStaff(me.role)) return <Own one={rows.find((one) => one.person === me.person)} polls={polls} />;
  const asked = view.polls.polls.filter((poll) => !poll.anonymous);
  const shown = inOrder(
    everybody.filter((one) => fits(one, filter, asked)),
    column,
    down,
  );
  const students = everybody.filter((one) => !one.staff);
  const count = (which: Filter) => students.filter((one) => fits(one, which, asked)).length;
  const options: [Filter, string][] = [
    ...(Object.entries({ ...SHOWN, ...MISSING }) as [Filter, string][]),
    ...asked.map((poll): [Filter, string] => [
      `poll ${poll.poll}`,
      `Has not answered: ${poll.question.slice(0, 60)}`,
    ]),
  ];
  const sort = (to: Column) => setOrder(([was, way]) => [to, was === to ? !way : to !== "name"]);
  return (
    <div className="attendance">
      <p className="row wrap">
        {panel.mode === "live" && <Chip tone="ok">{count("here")} students here</Chip>}
        <Chip>{students.filter((one) => one.stays.length > 0).length} came</Chip>
        {count("later") > 0 && <Chip tone="line">{count("later")} only later</Chip>}
        <Chip tone={count("unspoken") > 0 ? "warn" : "plain"}>{count("unspoken")} have not spoken</Chip>
      </p>
      <div className="row wrap tools-row">
        <Select label="Show" value={filter} options={options} onChange={setFilter} />
        <span className="grow" />
        <Save save={save} />
      </div>
      {position !== undefined && (
        <Switch className="switch" isSelected={upTo} onChange={setUpTo}>
          <span className="track" aria-hidden="true" />
          As it stood at {clock(position)}
        </Switch>
      )}
      {shown.length === 0 ? (
        <Empty icon={<Users className="i" aria-hidden="true" />} title="Nobody to show">
          {filter === "all" ? "Whoever comes in is listed here." : "Choose another part of the class above."}
        </Empty>
      ) : (
        <AttendanceTable shown={shown} polls={polls} column={column} down={down} sort={sort} />
      )}
      <p className="small muted">
        Outlined numbers came later, and count the same. “Spoke” is how long somebody had the word; in groups,
        what was recognised. What is without names is counted for nobody.
      </p>
    </div>
  );
}
