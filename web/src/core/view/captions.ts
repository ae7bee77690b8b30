// Lines spoken, with the speaker and the time, and the state of the transcript.
import type { Entry } from "../../wire";
import type { CaptionsView, CaptionView } from "./types";

export const noCaptions: CaptionsView = { lines: [], transcript: { state: "none", message: "" } };

function place(lines: readonly CaptionView[], line: CaptionView): CaptionView[] {
  let index = lines.length;
  while (index > 0 && lines[index - 1]!.start > line.start) index -= 1;
  return [...lines.slice(0, index), line, ...lines.slice(index)];
}

export function foldCaptions(captions: CaptionsView, { event }: Entry): CaptionsView {
  switch (event.type) {
    case "CaptionSpoken": {
      const { caption, person, start, end, text, words } = event;
      return { ...captions, lines: place(captions.lines, { caption, person, start, end, text, words }) };
    }
    case "TranscriptChanged":
      return { ...captions, transcript: { state: event.state, message: event.message } };
    default:
      return captions;
  }
}

/** The line spoken at a position, or the one that ended less than `linger` ms ago. */
export function lineAt(captions: CaptionsView, at: number, linger = 2500): CaptionView | null {
  for (let index = captions.lines.length - 1; index >= 0; index -= 1) {
    const line = captions.lines[index]!;
    if (line.start <= at) return at <= line.end + linger ? line : null;
  }
  return null;
}
