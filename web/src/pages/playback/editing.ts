// The editing of a class that has ended: the passage that is being chosen, the keys for it, and how each edit is undone.
import { useCallback, useEffect, useRef, useState } from "react";
import type { Player } from "../../core/playback/player";
import { type EditView, isCut } from "../../core/view/edit";
import { clock } from "../../ui/clock";
import type { Command } from "../../wire";
import type { Classroom } from "./useClassroom";

export type EditCommand = Extract<
  Command,
  { do: "CutPassage" | "RestorePassage" | "MarkStop" | "DropStop" | "HidePerson" | "RevealPerson" }
>;

/** Class ms; null while it is not chosen. */
export interface Range {
  from: number | null;
  to: number | null;
}
export const NOTHING: Range = { from: null, to: null };

export type Keys = Readonly<Record<string, () => void>>;

/** 1:23.4, as exact as a cut is set. */
export const exact = (ms: number): string => `${clock(ms)}.${Math.floor((ms % 1000) / 100)}`;

/** "83", "1:23.4" or "1:02:03" as class ms; null for anything else. */
export function readMoment(text: string): number | null {
  const found = /^(?:(?:(\d+):)?(\d+):)?(\d+)(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (found === null) return null;
  const [, hours = "0", minutes = "0", seconds = "0", part = "0"] = found;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(part.padEnd(3, "0"));
}

/** The moment of a class that ends at `end`; null for what is none. */
export function momentIn(text: string, end: number): number | null {
  const found = readMoment(text);
  return found === null || found > end ? null : found;
}

/** What takes an edit back; null when there is nothing to take back. */
export function inverse(edit: EditView, command: EditCommand): EditCommand | null {
  switch (command.do) {
    case "CutPassage":
      return { do: "RestorePassage", cut: command.cut };
    case "RestorePassage": {
      const found = edit.cuts.find(({ cut }) => cut === command.cut);
      return found ? { do: "CutPassage", cut: found.cut, start: found.from, end: found.to } : null;
    }
    case "HidePerson":
      return { do: "RevealPerson", person: command.person };
    case "RevealPerson":
      return { do: "HidePerson", person: command.person };
    case "MarkStop":
    case "DropStop": {
      const found = edit.stops.find(({ mark }) => mark === command.mark);
      if (found) return { do: "MarkStop", mark: found.mark, moment: found.at, words: found.words };
      return command.do === "MarkStop" ? { do: "DropStop", mark: command.mark } : null;
    }
  }
}

export function useEditing() {
  const [open, setOpen] = useState(false);
  const [range, setRange] = useState<Range>(NOTHING);
  const keys = useRef<Keys>({});
  const toggle = useCallback(() => setOpen((now) => !now), []);
  const close = useCallback(() => {
    setOpen(false);
    setRange(NOTHING);
  }, []);
  return { open, range, setRange, keys, toggle, close };
}

export type Editing = ReturnType<typeof useEditing>;

/** The cuts as one word: it changes when the class does. */
export const cutsOf = (edit: EditView): string => edit.cuts.map(({ from, to }) => `${from}-${to}`).join();

/** After an edit, and when what is cut out is to be seen, the player plays by what is there then. */
export function useRenewed(player: Player | null, room: Classroom, uncut: boolean): string {
  const { edit } = room.timeline.live();
  const cuts = cutsOf(edit) + (edit.renewed > 0 ? `;${edit.renewed}` : "");
  const known = useRef<{ player: Player; look: string } | null>(null);
  const look = `${cuts} ${uncut}`;
  useEffect(() => {
    if (player === null) return;
    const before = known.current;
    known.current = { player, look };
    if (before?.player === player && before.look !== look) void player.renewed().catch(() => undefined);
  }, [player, look]);
  if (uncut) return "?uncut=1";
  return cuts === "" ? "" : `?cuts=${cuts}`;
}

/** The player stops where those who lead said so, but not within what is not played. */
export function useStops(player: Player, edit: EditView, uncut: boolean): void {
  useEffect(() => {
    player.stops.list = uncut ? edit.stops : edit.stops.filter(({ at }) => !isCut(edit, at));
  }, [player, edit, uncut]);
}
