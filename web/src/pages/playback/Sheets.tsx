// What is opened from header and menu: who was there, the terms of late work, who can play the class, keeping it here.
import { lazy, Suspense, useState } from "react";
import type { TimelineAnswer } from "../../core/api";
import type { Player } from "../../core/playback/player";
import { isStaff } from "../../core/view/people";
import type { View } from "../../core/view/types";
import type { Classroom } from "./useClassroom";

const Keep = lazy(() => import("./Keep"));
const Attendance = lazy(() => import("./Attendance"));
const LateWork = lazy(() => import("./LateWork"));
const Shown = lazy(() => import("./Shown"));

const SHEETS = ["attendance", "late-work", "shown", "keep"] as const;
export type Sheet = (typeof SHEETS)[number];

/** An address may name one of them after its #. */
export const useSheet = () =>
  useState<Sheet | null>(() => SHEETS.find((one) => location.hash === `#${one}`) ?? null);

interface Props {
  first: TimelineAnswer;
  token: string | undefined;
  player: Player;
  room: Classroom;
  full: View;
  position: number;
  sheet: Sheet | null;
  setSheet: (sheet: Sheet | null) => void;
}

export function Sheets({ first, token, player, room, full, position, sheet, setSheet }: Props) {
  const close = () => setSheet(null);
  const leads = isStaff(first.me.role);
  return (
    <Suspense>
      {sheet === "attendance" && <Attendance {...{ first, token, room, position, close }} view={full} />}
      {sheet === "late-work" && leads && <LateWork {...{ first, token, room, full, close }} />}
      {sheet === "shown" && leads && <Shown {...{ first, token, room, full, close }} />}
      {sheet === "keep" && !first.me.looks && room.state === "ended" && (
        <Keep {...{ first, token, player, room, close }} />
      )}
    </Suspense>
  );
}
