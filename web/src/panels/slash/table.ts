// The one table of slash commands: completion, help and docs/commands.md are drawn from it. A new command is one row.

import { t } from "../../texts";
import type { Row } from "./row";
import { AGENDA } from "./rows/agenda";
import { BREAKOUTS } from "./rows/breakouts";
import { CHAT } from "./rows/chat";
import { GESTURES } from "./rows/gestures";
import { HANDS } from "./rows/hands";
import { LESSON, WINDOW } from "./rows/lesson";
import { PEOPLE } from "./rows/people";
import { POLLS } from "./rows/polls";
import { QUESTIONS } from "./rows/questions";
import { STAGE } from "./rows/stage";
import { STAGING } from "./rows/staging";
import { TASKS } from "./rows/tasks";
import { TIMERS } from "./rows/timers";
import { TRACKS } from "./rows/tracks";

export const PARTS: readonly { title: string; rows: readonly Row[] }[] = [
  { title: t("slash.part_hands"), rows: HANDS },
  { title: t("slash.part_tracks"), rows: TRACKS },
  { title: t("slash.part_chat"), rows: CHAT },
  { title: t("slash.part_questions"), rows: QUESTIONS },
  { title: t("slash.part_polls"), rows: POLLS },
  { title: t("slash.part_tasks"), rows: TASKS },
  { title: t("slash.part_timer"), rows: TIMERS },
  { title: t("slash.part_agenda"), rows: AGENDA },
  { title: t("slash.part_breakouts"), rows: BREAKOUTS },
  { title: t("slash.part_stage"), rows: [...STAGE, ...STAGING] },
  { title: t("slash.part_signs"), rows: GESTURES },
  { title: t("slash.part_people"), rows: PEOPLE },
  { title: t("slash.part_lesson"), rows: LESSON },
  { title: t("slash.part_window"), rows: WINDOW },
];

export const TABLE: readonly Row[] = PARTS.flatMap((part) => part.rows);
