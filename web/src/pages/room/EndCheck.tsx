// Before the class ends: what those who were not there will get, what is missing, and one press to mend each.
import { CircleCheckBig, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { openQuestions, ownerOf } from "../../core/view/questions";
import { DAY } from "../../core/view/terms";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { clock, wallDay } from "../../ui/clock";
import type { Command, Terms } from "../../wire";
import { useRoom } from "./context";
import "../../panels/late.css";

interface Line {
  id: string;
  good: boolean;
  words: string;
  /** What mends it. */
  mend?: { label: string; orders: Command[] };
}

type Known = ReturnType<typeof useRoom>;

function recording({ view }: Known): Line {
  const { recorded, recording: state, pausedAt } = view.lesson;
  if (!recorded) return { id: "recording", good: false, words: t("late.end_not_recorded") };
  if (state !== "paused") return { id: "recording", good: true, words: t("late.end_recorded") };
  const words = t("late.end_paused", { time: clock(pausedAt ?? 0) });
  return {
    id: "recording",
    good: false,
    words,
    mend: { label: t("late.end_resume"), orders: [{ do: "ResumeRecording" }] },
  };
}

function transcript({ view }: Known): Line {
  const { state } = view.captions.transcript;
  const good = state === "none" || state === "working" || state === "done";
  return { id: "transcript", good, words: t(good ? "late.end_transcript" : "late.end_no_transcript") };
}

function window({ view }: Known): Line {
  const { terms } = view.terms;
  if (view.lesson.draft) return { id: "window", good: true, words: t("alone.window_later") };
  const set = (change: Partial<Terms>): Command => ({ do: "SetTerms", terms: { ...terms, ...change } });
  const week = { label: t("late.end_give_week"), orders: [set({ window: 7 * DAY })] };
  if (terms.window === null) return { id: "window", good: true, words: t("late.open_always") };
  if (terms.window < DAY) return { id: "window", good: false, words: t("late.end_no_window"), mend: week };
  const values = { count: Math.round(terms.window / DAY), day: wallDay(Date.now() + terms.window) };
  return { id: "window", good: true, words: t("late.end_window", values) };
}

/** Polls and comments; a task alone is enough to do. */
function polls({ view }: Known): Line[] {
  const { terms } = view.terms;
  const all = view.polls.polls.length;
  const open = view.polls.polls.filter((one) => one.endedAt === null).length;
  if (open > 0) return [{ id: "polls", good: true, words: t("late.end_open_polls", { count: open }) }];
  if (all > 0) return [{ id: "polls", good: true, words: t("late.end_polls", { count: all }) }];
  if (terms.posts > 0)
    return [{ id: "polls", good: true, words: t("late.end_posts", { count: terms.posts }) }];
  if (view.tasks.tasks.length > 0) return [];
  const order: Command = { do: "SetTerms", terms: { ...terms, posts: 1 } };
  return [
    {
      id: "polls",
      good: false,
      words: t("late.end_nothing_to_do"),
      mend: { label: t("late.end_ask_comment"), orders: [order] },
    },
  ];
}

function tasks({ view }: Known): Line[] {
  const { tasks: given, prepared } = view.tasks;
  const lines: Line[] = [];
  if (given.length > 0)
    lines.push({ id: "tasks", good: true, words: t("late.end_tasks", { count: given.length }) });
  if (prepared.length > 0) {
    const orders = prepared.map((one): Command => ({ do: "GiveTask", ...one }));
    const words = t("late.end_unused_tasks", { count: prepared.length });
    lines.push({ id: "unused", good: false, words, mend: { label: t("late.end_give_tasks"), orders } });
  }
  return lines;
}

function questions({ view, people, me }: Known): Line {
  const waiting = openQuestions(view.questions);
  if (waiting.length === 0) return { id: "questions", good: true, words: t("late.end_no_questions") };
  const count = waiting.length;
  const unnamed = waiting.filter((one) => one.owner === null);
  if (unnamed.length > 0) {
    const orders = unnamed.map(({ question }): Command => ({ do: "AssignQuestion", question, owner: me }));
    const words = t("late.end_questions_unnamed", { count });
    return { id: "questions", good: false, words, mend: { label: t("late.end_i_answer"), orders } };
  }
  const owners = [...new Set(waiting.map((one) => nameOf(people, ownerOf(one, view.people))))];
  return { id: "questions", good: true, words: t("late.end_questions", { count, names: owners.join(", ") }) };
}

function Row({ line, icon }: { line: Line; icon: ReactNode }) {
  const { session, tell } = useRoom();
  const mend = async (orders: readonly Command[]) => {
    for (const order of orders) {
      const outcome = await session.live.commands.act(order);
      if (!outcome.ok) return tell(`${outcome.error.message} ${outcome.error.next}`, "bad");
    }
  };
  return (
    <li data-missing={!line.good || undefined}>
      {icon}
      <span className="grow">{line.words}</span>
      {line.mend && (
        <Button size="sm" onPress={() => void mend(line.mend?.orders ?? [])}>
          {line.mend.label}
        </Button>
      )}
    </li>
  );
}

export default function EndCheck() {
  const room = useRoom();
  const lines = [
    recording(room),
    transcript(room),
    window(room),
    ...polls(room),
    ...tasks(room),
    questions(room),
  ];
  return (
    <section aria-label={t("late.end_title")} className="end-check">
      <h3>{t("late.end_title")}</h3>
      <ul>
        {lines.map((line) => (
          <Row
            key={line.id}
            line={line}
            icon={
              line.good ? (
                <CircleCheckBig className="i" role="img" aria-label={t("late.end_there")} />
              ) : (
                <TriangleAlert className="i" role="img" aria-label={t("late.end_missing")} />
              )
            }
          />
        ))}
      </ul>
    </section>
  );
}
