// What can only be seen in the whole class: chapters, marks, liveliness, silences. Anew when entries come or it grows.
import { useMemo } from "react";
import type { Me } from "../../core/api";
import { chaptersOf, pageStays } from "../../core/playback/chapters";
import { marksOf } from "../../core/playback/marks";
import type { Playing } from "../../core/playback/playing";
import { filmsPlayed, silencesOf } from "../../core/playback/silence";
import { withoutCuts } from "../../core/view/edit";
import { isStaff } from "../../core/view/people";
import { isClosedTo } from "../../core/view/terms";
import type { View } from "../../core/view/types";
import { usePageTitles } from "./pageTitles";
import type { Classroom } from "./useClassroom";

export function useOverview(room: Classroom, me: Me, edge: number) {
  const { timeline, revision, uncut } = room;
  const titles = usePageTitles(room, edge);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a revision means new entries in the timeline
  return useMemo(() => {
    const full = timeline.live();
    const all = chaptersOf(full, timeline.entries, timeline.people, titles, edge);
    const chapters = uncut ? all : withoutCuts(all, full.edit);
    const marks = marksOf(full, me.person, !isStaff(me.role) && !isClosedTo(full, me));
    const signs = timeline.entries.filter(({ event }) => event.type === "GestureMade");
    const moments = [...marks, ...signs].map((one) => one.at);
    moments.push(...full.captions.lines.map((line) => line.start));
    const stays = pageStays(timeline.entries, edge);
    return { full, chapters, marks, moments, stays };
  }, [timeline, revision, me, titles, edge, uncut]);
}

/** Where nobody is heard, up to `edge`; nothing where every second is wanted. */
export function useSilences(room: Classroom, { manifest }: Playing, edge: number, skips: boolean) {
  const { timeline, revision } = room;
  const quiet = manifest.quiet?.length ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a manifest that grew tells of more silences, or of the same
  return useMemo(() => {
    if (!skips) return [];
    return silencesOf(manifest.quiet ?? [], filmsPlayed(timeline.entries, edge));
  }, [timeline, revision, quiet, edge, skips]);
}

function countUpTo({ timeline: { entries } }: Classroom, position: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.at ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The view at a position, the same object until something changes in it. */
export function useViewAt(room: Classroom, position: number): View {
  const { timeline, revision } = room;
  // Looked up on each drawing: entries also come in before the position.
  const count = countUpTo(room, position);
  // biome-ignore lint/correctness/useExhaustiveDependencies: between two counts nothing happens
  return useMemo(() => timeline.viewAt(position), [timeline, revision, count]);
}
