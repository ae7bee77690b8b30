// What those who lead do with messages: pins, who has read announcements, reports, slow mode.
import type { Entry } from "../../wire";
import type { NoticesView } from "./types";

export const noNotices: NoticesView = { pinned: [], read: new Map(), reports: [], slow: 0 };

function without(notices: NoticesView, message: string): NoticesView {
  return {
    ...notices,
    pinned: notices.pinned.filter((one) => one !== message),
    reports: notices.reports.filter((one) => one.message !== message),
  };
}

export function foldNotices(notices: NoticesView, { by, event }: Entry): NoticesView {
  switch (event.type) {
    case "MessagePinned":
      return { ...notices, pinned: [...notices.pinned, event.message] };
    case "MessageUnpinned":
      return { ...notices, pinned: notices.pinned.filter((one) => one !== event.message) };
    case "AnnouncementRead": {
      const readers = new Set(notices.read.get(event.message)).add(by ?? "");
      return { ...notices, read: new Map(notices.read).set(event.message, readers) };
    }
    case "MessageReported": {
      const { message, reason } = event;
      return { ...notices, reports: [...notices.reports, { message, reason, by: by ?? "" }] };
    }
    case "ReportSettled":
      return { ...notices, reports: notices.reports.filter((one) => one.message !== event.message) };
    case "SlowModeSet":
      return { ...notices, slow: event.seconds };
    case "MessageRedacted":
      return without(notices, event.message);
    default:
      return notices;
  }
}
