// A machine's summary: being written, written by which model, failed and why, or taken back.
import type { Entry, SummaryFailed, SummaryPoint } from "../../wire";

export interface SummaryView {
  wanted: boolean;
  /** Why the last wish came to nothing; known to those who lead. */
  failed: SummaryFailed["reason"] | null;
  written: { summary: string; model: string; points: readonly SummaryPoint[] } | null;
}

export const noSummary: SummaryView = { wanted: false, failed: null, written: null };

export function foldSummary(view: SummaryView, { event }: Entry): SummaryView {
  switch (event.type) {
    case "SummaryWanted":
      return { ...view, wanted: true, failed: null };
    case "SummaryFailed":
      return { ...view, wanted: false, failed: event.reason };
    case "SummaryWritten": {
      const { summary, model, points } = event;
      return { wanted: false, failed: null, written: { summary, model, points } };
    }
    case "SummaryWithdrawn":
      return view.written?.summary === event.summary ? { ...view, written: null } : view;
    default:
      return view;
  }
}
