// The lesson itself: planned, open, recorded or paused, over.
import type { Entry } from "../../wire";
import type { LessonView } from "./types";

export const noLesson: LessonView = {
  title: "",
  startsAt: null,
  state: "scheduled",
  openedAt: null,
  recorded: false,
  recording: "off",
  pausedAt: null,
  endedAt: null,
  draft: false,
  publishedAt: null,
};

/** Whether recording, which stood still, goes on between two views. */
export const resumed = (before: LessonView, after: LessonView): boolean =>
  before.recording === "paused" && after.recording === "on";

export function foldLesson(lesson: LessonView, { at, wrote, event }: Entry): LessonView {
  switch (event.type) {
    case "ClassScheduled":
      return { ...lesson, title: event.title, startsAt: event.starts_at, draft: event.draft ?? false };
    case "ClassOpened":
      return {
        ...lesson,
        state: "live",
        openedAt: event.opened_at,
        recorded: event.recorded,
        recording: event.recorded ? "on" : "off",
      };
    case "RecordingPaused":
      return { ...lesson, recording: "paused", pausedAt: at };
    case "RecordingResumed":
      return { ...lesson, recorded: true, recording: "on", pausedAt: null };
    case "ClassEnded":
      return { ...lesson, state: "ended", endedAt: at, recording: "off" };
    case "ClassPublished":
      return { ...lesson, draft: false, publishedAt: wrote };
    default:
      return lesson;
  }
}
