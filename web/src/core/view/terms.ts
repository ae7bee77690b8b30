// The terms of late work: until when it is taken, for whom longer, by when questions are answered.
import type { Entry, Terms } from "../../wire";
import type { Me } from "../api";
import { isStaff } from "./people";
import type { LessonView } from "./types";

export interface TermsView {
  terms: Terms;
  /** Until when single persons have, in Unix ms, and why (those who lead; others: their own, without the reason). */
  extensions: ReadonlyMap<string, { until: number; reason: string }>;
}

export const DAY = 24 * 3600 * 1000;
/** What holds in classes from before there were terms. */
export const asBefore: TermsView = {
  terms: { window: null, promise: null, share: 80, polls: true, posts: 0 },
  extensions: new Map(),
};

function extended(view: TermsView, person: string, until: number | null, reason: string): TermsView {
  const extensions = new Map(view.extensions);
  if (until === null) extensions.delete(person);
  else extensions.set(person, { until, reason: reason || (extensions.get(person)?.reason ?? "") });
  return { ...view, extensions };
}

export function foldTerms(view: TermsView, { event }: Entry): TermsView {
  switch (event.type) {
    case "ClassScheduled":
      return event.terms ? { ...view, terms: event.terms } : view;
    case "TermsSet":
      return { ...view, terms: event.terms };
    case "ExtensionGiven":
      return extended(view, event.person, event.until, event.reason);
    case "ExtensionTold":
      return extended(view, event.person, event.until, "");
    default:
      return view;
  }
}

interface Known {
  terms: TermsView;
  lesson: LessonView;
}

/** Until when late work is taken, in Unix ms; null: no end is known. */
export function closesAt({ terms: { terms, extensions }, lesson }: Known, person?: string): number | null {
  const { openedAt, endedAt, publishedAt } = lesson;
  if (openedAt === null || endedAt === null || lesson.draft || terms.window === null) return null;
  const closes = (publishedAt ?? openedAt + endedAt) + terms.window;
  return Math.max(closes, (person && extensions.get(person)?.until) || 0);
}

/** Whether a person's late work is no longer taken. */
export function isOver(known: Known, person: string, now: number): boolean {
  const closes = closesAt(known, person);
  return closes !== null && closes < now;
}

/** Whether late work of whoever does not lead is no longer taken in a class that has ended. */
export const isClosedTo = (known: Known | undefined, me: Me): boolean =>
  known !== undefined && !isStaff(me.role) && isOver(known, me.person, Date.now());

/** The same moment so many working days later (Monday to Friday, by UTC, so that it is one moment for all). */
export function answerBy(wrote: number, days: number): number {
  let due = wrote;
  const rests = () => [0, 6].includes(new Date(due).getUTCDay());
  while (rests()) due = (Math.floor(due / DAY) + 1) * DAY;
  for (let left = days; left > 0; left--) {
    due += DAY;
    while (rests()) due += DAY;
  }
  return due;
}
