// Lines spoken, with the speaker and the time, as people corrected them, and the state of the transcript.
import type { Entry, Word } from "../../wire";

/** How a line was corrected. */
export interface CorrectionView {
  by: string | null;
  /** Unix ms. */
  wrote: number;
  person: string;
  text: string;
  /** Whose idea it was, if not that of whoever corrected. */
  proposer: string | null;
}
export interface CaptionView {
  caption: string;
  seq: number;
  person: string;
  start: number;
  end: number;
  text: string;
  words: readonly Word[];
  /** A digit for each word, 0 to 9: how sure the engine was of it. Empty where nobody knows, or where people corrected. */
  sure: string;
  /** As it was recognised. */
  heard: { person: string; text: string };
  /** In the order in which they were made. */
  corrections: readonly CorrectionView[];
  /** The language that a machine put it into, which way that runs, and whether the line reads differently by now. */
  language?: string;
  dir?: "rtl" | "ltr";
  stale?: boolean;
}
/** A correction that waits: those who lead see all, others their own. */
export interface ProposalView {
  proposal: string;
  by: string | null;
  wrote: number;
  caption: string;
  person: string;
  text: string;
}
export interface CaptionsView {
  lines: readonly CaptionView[];
  proposals: readonly ProposalView[];
  /** Who read the transcript through, up to which entry. */
  reviewed: { seq: number; by: string | null } | null;
  transcript: { state: "working" | "done" | "failed" | "off" | "no_model" | "none"; message: string };
}

export const noCaptions: CaptionsView = {
  lines: [],
  proposals: [],
  reviewed: null,
  transcript: { state: "none", message: "" },
};

function place(lines: readonly CaptionView[], line: CaptionView): CaptionView[] {
  let index = lines.length;
  while (index > 0 && lines[index - 1]!.start > line.start) index -= 1;
  return [...lines.slice(0, index), line, ...lines.slice(index)];
}

export function foldCaptions(captions: CaptionsView, { seq, by, wrote, event }: Entry): CaptionsView {
  switch (event.type) {
    case "CaptionSpoken": {
      const { caption, person, start, end, text, words, sure = "" } = event;
      const heard = { person, text };
      const line = { caption, seq, person, start, end, text, words, sure, heard, corrections: [] };
      return { ...captions, lines: place(captions.lines, line) };
    }
    case "CaptionCorrected": {
      const { caption, person, text, words, proposer } = event;
      const made = { by, wrote, person, text, proposer };
      return {
        ...captions,
        lines: captions.lines.map((one) =>
          one.caption === caption
            ? { ...one, person, text, words, sure: "", corrections: [...one.corrections, made] }
            : one,
        ),
      };
    }
    case "CorrectionProposed": {
      const { proposal, caption, person, text } = event;
      return {
        ...captions,
        proposals: [...captions.proposals, { proposal, by, wrote, caption, person, text }],
      };
    }
    case "CorrectionSettled":
      return {
        ...captions,
        proposals: captions.proposals.filter((one) => one.proposal !== event.proposal),
      };
    case "TranscriptReviewed":
      return { ...captions, reviewed: event.reviewed ? { seq, by } : null };
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

/** Written by a program, and nobody has looked at it yet. */
export const isAutomatic = (captions: CaptionsView, line: CaptionView): boolean =>
  line.corrections.length === 0 && line.seq > (captions.reviewed?.seq ?? 0);

/** A word of which the engine was less sure than this (of 9) may well be wrong. */
const SURE = 5;

/** A part of a line's text; `word` where it has a time. */
export interface Piece {
  text: string;
  word: Word | null;
  unsure: boolean;
}

/** The text of a line in parts: words with their times, and what stands between them. */
export function piecesOf(line: CaptionView): Piece[] {
  const found: Piece[] = [];
  let done = 0;
  line.words.forEach((word, index) => {
    const from = line.text.indexOf(word.text, done);
    if (from < 0 || word.text === "") return;
    if (from > done) found.push({ text: line.text.slice(done, from), word: null, unsure: false });
    const digit = line.sure[index];
    found.push({ text: word.text, word, unsure: digit !== undefined && Number(digit) < SURE });
    done = from + word.text.length;
  });
  if (done < line.text.length) found.push({ text: line.text.slice(done), word: null, unsure: false });
  return found;
}
