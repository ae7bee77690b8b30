// Who was there and what each did: a table for those who lead, one's own part for everybody else.
import { Download, Users } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { Switch } from "react-aria-components";
import { type Attending, attendanceOf } from "../core/view/attendance";
import { KINDS } from "../core/view/counts";
import { isStaff } from "../core/view/people";
import { t } from "../texts";
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

/** So many of those that could be done, and how many of them after class. */
function done(count: number, late: number, polls: number): string {
  const values = { count, late, polls };
  if (polls > 0) return t(late > 0 ? "playback.done_of_later" : "playback.done_of", values);
  return late > 0 ? t("playback.done_later", values) : String(count);
}

/** One's own part, in words. */
function Own({ one, polls }: { one: Attending | undefined; polls: number }) {
  const lines: [string, string][] = [
    [t("playback.here"), one && one.stays.length > 0 ? minutes(one.here) : t("playback.not_in_room")],
    [t("playback.spoke"), clock(one?.spoke ?? 0)],
    ...KINDS.map((kind): [string, string] => {
      const [live, late] = [one?.live[kind] ?? 0, one?.late[kind] ?? 0];
      return [WORDS[kind], done(live + late, late, kind === "answers" ? polls : 0)];
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
      <p className="small muted">{t("playback.own_part_note")}</p>
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
      setWrong(problem instanceof Error ? problem.message : t("ui.did_not_work")),
    );
  };
  return (
    <span className="row wrap">
      {(["csv", "json"] as const).map((form) => (
        <Button key={form} size="sm" onPress={() => keep(form)}>
          <Download className="i s" aria-hidden="true" /> {t("playback.save_form", { form })}
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
  const came = students.filter((one) => one.stays.length > 0).length;
  const count = (which: Filter) => students.filter((one) => fits(one, which, asked)).length;
  const options: [Filter, string][] = [
    ...(Object.entries({ ...SHOWN, ...MISSING }) as [Filter, string][]),
    ...asked.map((poll): [Filter, string] => [
      `poll ${poll.poll}`,
      t("playback.not_answered", { question: poll.question.slice(0, 60) }),
    ]),
  ];
  const sort = (to: Column) => setOrder(([was, way]) => [to, was === to ? !way : to !== "name"]);
  return (
    <div className="attendance">
      <p className="row wrap">
        {panel.mode === "live" && (
          <Chip tone="ok">{t("playback.students_here", { count: count("here") })}</Chip>
        )}
        <Chip>{t("playback.students_came", { count: came })}</Chip>
        {count("later") > 0 && (
          <Chip tone="hollow">{t("playback.students_later", { count: count("later") })}</Chip>
        )}
        <Chip tone={count("unspoken") > 0 ? "warn" : "plain"}>
          {t("playback.students_unspoken", { count: count("unspoken") })}
        </Chip>
      </p>
      <div className="row wrap tools-row">
        <Select label={t("playback.show")} value={filter} options={options} onChange={setFilter} />
        <span className="grow" />
        <Save save={save} />
      </div>
      {position !== undefined && (
        <Switch className="switch" isSelected={upTo} onChange={setUpTo}>
          <span className="track" aria-hidden="true" />
          {t("playback.as_it_stood", { time: clock(position) })}
        </Switch>
      )}
      {shown.length === 0 ? (
        <Empty icon={<Users className="i" aria-hidden="true" />} title={t("playback.nobody")}>
          {filter === "all" ? t("playback.nobody_yet") : t("playback.nobody_like_that")}
        </Empty>
      ) : (
        <AttendanceTable shown={shown} polls={polls} column={column} down={down} sort={sort} />
      )}
      <p className="small muted">{t("playback.attendance_note")}</p>
    </div>
  );
}
