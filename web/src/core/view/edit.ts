// How the class was edited after its end: what is cut out, and where its player stops.
import type { Entry } from "../../wire";

export interface CutView {
  cut: string;
  /** Class ms. */
  from: number;
  to: number;
}
export interface StopView {
  mark: string;
  /** Class ms. */
  at: number;
  /** What to think about. */
  words: string;
}
export interface EditView {
  /** Both in the order of the class. */
  cuts: readonly CutView[];
  stops: readonly StopView[];
  /** Whom those who lead have hidden; nobody else knows. */
  hidden: readonly string[];
  /** How often what is told of the class, or its sound, was made anew. */
  renewed: number;
}

export const unedited: EditView = { cuts: [], stops: [], hidden: [], renewed: 0 };

export function foldEdit(edit: EditView, { event }: Entry): EditView {
  switch (event.type) {
    case "PassageCut": {
      const cuts = [...edit.cuts, { cut: event.cut, from: event.start, to: event.end }];
      return { ...edit, cuts: cuts.sort((a, b) => a.from - b.from || a.to - b.to) };
    }
    case "PassageRestored":
      return { ...edit, cuts: edit.cuts.filter(({ cut }) => cut !== event.cut) };
    case "StopMarked": {
      const others = edit.stops.filter(({ mark }) => mark !== event.mark);
      const stops = [...others, { mark: event.mark, at: event.moment, words: event.words }];
      return { ...edit, stops: stops.sort((a, b) => a.at - b.at) };
    }
    case "StopDropped":
      return { ...edit, stops: edit.stops.filter(({ mark }) => mark !== event.mark) };
    case "PersonHidden":
      return { ...edit, hidden: [...edit.hidden, event.person] };
    case "PersonRevealed":
      return { ...edit, hidden: edit.hidden.filter((one) => one !== event.person) };
    case "ClassEdited":
      return { ...edit, renewed: edit.renewed + 1 };
    default:
      return edit;
  }
}

/** Whether a class ms is cut out. */
export const isCut = (edit: EditView, at: number): boolean =>
  edit.cuts.some(({ from, to }) => at >= from && at < to);

/** What is left of a class of `end` ms. */
export function leftOf(cuts: readonly CutView[], end: number): [number, number][] {
  const left: [number, number][] = [];
  let at = 0;
  for (const { from, to } of cuts) {
    if (from > at) left.push([at, from]);
    at = Math.max(at, to);
  }
  if (at < end) left.push([at, end]);
  return left;
}

/** What is left of stretches of the class, each as one: a beginning that is cut out is left off, and so is an end. */
export function withoutCuts<Stretch extends { at: number; to: number }>(
  stretches: readonly Stretch[],
  edit: EditView,
): Stretch[] {
  return stretches.flatMap((one) => {
    let { at, to } = one;
    for (const cut of edit.cuts) if (cut.from <= at) at = Math.max(at, cut.to);
    for (const cut of [...edit.cuts].sort((a, b) => b.to - a.to))
      if (cut.to >= to) to = Math.min(to, cut.from);
    return to > at ? [{ ...one, at, to }] : [];
  });
}
