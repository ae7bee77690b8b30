/** What the seek bar shows of a class: polls, tasks, questions, comments and messages at their moments, and how lively it was. */
import { t } from "../../texts";
import { isCut } from "../view/edit";
import { metBy } from "../view/tasks";
import type { View } from "../view/types";

export type MarkKind = "poll" | "task" | "stop" | "question" | "comment" | "chat";

export interface Mark {
  kind: MarkKind;
  /** Class ms. */
  at: number;
  /** What is at this moment, in words. */
  words: string;
  /** A poll or a task that still waits for this reader. */
  open: boolean;
  /** How many moments are merged in this mark. */
  many: number;
}

const ORDER: Record<MarkKind, number> = { poll: 0, task: 1, stop: 2, question: 3, comment: 4, chat: 5 };

/** Moments of the whole class. `mayVote` is false for those who lead: no poll and no task waits for them. */
export function marksOf(view: View, me: string, mayVote: boolean): Mark[] {
  const polls = view.polls.polls.map((poll): Mark => {
    const open = mayVote && !poll.ballots.has(me);
    const words = t(open ? "core.mark_poll_open" : "core.mark_poll", { question: poll.question });
    return { kind: "poll", at: poll.openedAt, words, open, many: 1 };
  });
  const tasks = view.tasks.tasks.map((one): Mark => {
    const open = mayVote && metBy(one, me) === null;
    const words = t(open ? "tasks.mark_open" : "tasks.mark", { title: one.what.title });
    return { kind: "task", at: one.at, words, open, many: 1 };
  });
  const questions = view.questions.questions
    .filter((one) => !one.redacted)
    .map((one): Mark => {
      const words = t("player.mark_question", { text: one.text });
      return { kind: "question", at: one.at, words, open: false, many: 1 };
    });
  const comments = view.notes.comments
    .filter((one) => !one.redacted)
    .map((one): Mark => ({ kind: "comment", at: one.at, words: t("core.comment"), open: false, many: 1 }));
  const chat = view.chat.messages
    .filter((one) => !one.redacted)
    .map((one): Mark => ({ kind: "chat", at: one.at, words: t("core.message"), open: false, many: 1 }));
  const stops = view.edit.stops
    .filter(({ at }) => !isCut(view.edit, at))
    .map(({ at, words }): Mark => {
      const told = t("edit.mark_stop", { words });
      return { kind: "stop", at, words: told, open: false, many: 1 };
    });
  return [...polls, ...tasks, ...stops, ...questions, ...comments, ...chat].sort((a, b) => a.at - b.at);
}

/** Marks closer than `near` ms become one: the weightiest speaks, the others are counted. */
export function merge(marks: readonly Mark[], near: number): Mark[] {
  const merged: Mark[] = [];
  for (const mark of marks) {
    const last = merged[merged.length - 1];
    if (last === undefined || mark.at - last.at >= near) {
      merged.push({ ...mark });
      continue;
    }
    const lead = weight(mark) < weight(last) ? mark : last;
    merged[merged.length - 1] = {
      ...lead,
      at: last.at,
      open: last.open || mark.open,
      many: last.many + mark.many,
    };
  }
  return merged;
}

const weight = (mark: Mark): number => ORDER[mark.kind] * 2 + (mark.open ? 0 : 1);

/** How much happened along the class, `steps` figures of 0 to 1, smoothed; all 0 for a silent class. */
export function heatOf(moments: readonly number[], end: number, steps: number): number[] {
  const raw = new Array<number>(steps).fill(0);
  if (end <= 0) return raw;
  for (const at of moments) {
    const step = Math.min(steps - 1, Math.max(0, Math.floor((at / end) * steps)));
    raw[step] = (raw[step] ?? 0) + 1;
  }
  const smooth = raw.map((_, i) => {
    const at = (j: number) => raw[j] ?? 0;
    return (at(i - 2) + 2 * at(i - 1) + 3 * at(i) + 2 * at(i + 1) + at(i + 2)) / 9;
  });
  const most = Math.max(...smooth);
  return most === 0 ? smooth : smooth.map((one) => one / most);
}

/** Where a class was watched again, as a line in 400 by 24: each piece at its middle; empty when nobody did. */
export function againPath(times: readonly number[], step: number, end: number): string {
  const most = Math.max(0, ...times);
  if (most === 0 || end <= 0) return "";
  const all = [...times, 0];
  const points = all.map((one, index) => {
    const x = Math.min(400, (((index + 0.5) * step) / end) * 400);
    return `${x.toFixed(1)} ${(22 - (one / most) * 20).toFixed(1)}`;
  });
  return `M0 22L${points.join("L")}L400 22`;
}

/** The heat as an SVG path, 400 wide and 24 high. */
export function heatPath(heat: readonly number[]): string {
  if (heat.length === 0 || heat.every((one) => one === 0)) return "";
  const x = (index: number) => ((index / (heat.length - 1)) * 400).toFixed(1);
  const points = heat.map((one, index) => `${x(index)} ${(24 - 1 - one * 22).toFixed(1)}`);
  return `M0 24L${points.join("L")}L400 24z`;
}
