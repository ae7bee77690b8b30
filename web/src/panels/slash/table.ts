// The one table of slash commands: completion, help and docs/commands.md are drawn from it. A new command is one row.

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
import { TIMERS } from "./rows/timers";
import { TRACKS } from "./rows/tracks";

export const PARTS: readonly { title: string; rows: readonly Row[] }[] = [
  { title: "Hands and turns", rows: HANDS },
  { title: "Microphone, camera, screen", rows: TRACKS },
  { title: "Chat", rows: CHAT },
  { title: "Questions", rows: QUESTIONS },
  { title: "Polls", rows: POLLS },
  { title: "Timer", rows: TIMERS },
  { title: "Agenda", rows: AGENDA },
  { title: "Breakout groups", rows: BREAKOUTS },
  { title: "Stage", rows: [...STAGE, ...STAGING] },
  { title: "Signs", rows: GESTURES },
  { title: "People and rights", rows: PEOPLE },
  { title: "The class", rows: LESSON },
  { title: "This window", rows: WINDOW },
];

export const TABLE: readonly Row[] = PARTS.flatMap((part) => part.rows);
