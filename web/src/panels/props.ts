// What every panel gets, live and in playback alike: the view at a moment, who reads it, and a way to act.
import { useEffect, useMemo, useRef, useState } from "react";
import type { Me, People, Prepared, Tally } from "../core/api";
import type { Act, Pending } from "../core/commands";
import type { ClassFiles } from "../core/files";
import type { Level } from "../core/quality";
import type { View } from "../core/view/types";
import { t } from "../texts";
import type { Drafts } from "./drafts";
import type { Steering } from "./slash/row";

export interface PanelProps {
  view: View;
  /** Playback: the class as it is known by now, wherever the position is. */
  whole?: View;
  people: People;
  me: Me;
  /** live: in the room now; later: in the recording, what is written is placed at its moment. */
  mode: "live" | "later";
  /** In "later" the page adds `at` to late-able commands. */
  act: Act;
  /** What was begun and not sent yet. */
  drafts: Drafts;
  /** Where files of the chat are brought to and fetched from. */
  files?: ClassFiles;
  /** Live: what is only of the moment, told and heard. */
  wire?: {
    tell: (signal: Record<string, unknown>) => void;
    listen: (heard: (signal: Record<string, unknown>) => void) => () => void;
  };
  /** Words on their way or kept after a failure. */
  pending?: readonly Pending[];
  retry?: (id: string) => void;
  discard?: (id: string) => void;
  /** Counts that came as signals or were asked for, by poll. */
  tallies?: Readonly<Record<string, Tally>>;
  /** Ask for the counts of a poll; they then come in `tallies`. */
  askTally?: (poll: string) => void;
  /** Who belongs to the class as a student, there or not yet, for those who lead; as far as the page knows them. */
  students?: readonly string[];
  /** Polls prepared for the course, told to those who lead. */
  prepared?: readonly Prepared[];
  /** Lines of others that are not good, told to those who lead. */
  qualities?: ReadonlyMap<string, Level>;
  /** Live: what commands typed into the chat do to the page. */
  steering?: Steering;
  /** Whom the reader has pinned for themselves, and how to pin. */
  pins?: readonly string[];
  pin?: (person: string) => void;
  /** Class ms shown now: Infinity or undefined = at the live edge. */
  position?: number;
  /** Playback: go to a moment. */
  seek?: (at: number) => void;
  /** Unix ms of class time 0: live messages show the time of day, playback shows class time. */
  openedAt?: number | null;
}

/** What a message is drawn of. */
export type MessagePanel = Pick<
  PanelProps,
  "people" | "me" | "mode" | "act" | "files" | "seek" | "openedAt" | "whole"
> & { view: Pick<View, "people" | "breakouts" | "notices"> };

/** The same object while none of that changed: whatever else goes on in class, messages are not drawn anew. */
export function useMessagePanel({
  view,
  whole,
  people,
  me,
  mode,
  act,
  files,
  seek,
  openedAt,
}: PanelProps): MessagePanel {
  const { people: persons, breakouts, notices } = view;
  return useMemo(
    () => ({
      view: { people: persons, breakouts, notices },
      whole,
      people,
      me,
      mode,
      act,
      files,
      seek,
      openedAt,
    }),
    [persons, breakouts, notices, whole, people, me, mode, act, files, seek, openedAt],
  );
}

export const nameOf = (people: People, id: string | null): string =>
  (id && people[id]?.name) || (id ? t("chat.somebody") : "Amphi");

/** What has been in sight for so long, in ms, has been seen. */
const SEEN_AFTER = 1_500;

/** Up to where it was seen when this was opened; from then on all up to the seq `newest` counts as seen. */
export function useSeen(
  what: "ReadAnswers" | "ReadComments" | "ReadFeedback" | "ReadLateWork",
  seen: number,
  newest: number,
  { me, act }: Pick<PanelProps, "me" | "act">,
): number {
  const [before] = useState(seen);
  const unseen = !me.looks && newest > seen;
  const now = useRef(act); // another one begins nothing anew
  now.current = act;
  useEffect(() => {
    if (!unseen) return;
    const timer = window.setTimeout(() => {
      if (document.visibilityState === "visible") void now.current({ do: what, up_to: newest });
    }, SEEN_AFTER);
    return () => window.clearTimeout(timer);
  }, [what, newest, unseen]);
  return before;
}
