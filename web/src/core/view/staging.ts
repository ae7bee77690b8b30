// Who is in the spotlight on everybody's stage, and the layout that everybody follows.
import type { Entry, LayoutLaid } from "../../wire";

export type Layout = NonNullable<LayoutLaid["layout"]>;

export interface StagingView {
  /** On everybody's stage, in this order. */
  spotlit: readonly string[];
  /** The layout that everybody follows, and whose it is. */
  layout: LayoutLaid["layout"];
  ledBy: string | null;
}

export const asUsual: StagingView = { spotlit: [], layout: null, ledBy: null };

export function foldStaging(staging: StagingView, { by, event }: Entry): StagingView {
  switch (event.type) {
    case "SpotlightTurned":
      return { ...staging, spotlit: event.people };
    case "LayoutLaid":
      return { ...staging, layout: event.layout, ledBy: event.layout === null ? null : by };
    case "PersonLeft": {
      const { person } = event;
      if (!staging.spotlit.includes(person) && staging.ledBy !== person) return staging;
      const spotlit = staging.spotlit.filter((one) => one !== person);
      return staging.ledBy === person ? { spotlit, layout: null, ledBy: null } : { ...staging, spotlit };
    }
    case "ClassEnded":
      return asUsual;
    default:
      return staging;
  }
}
