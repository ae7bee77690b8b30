// Comments pinned to a moment or a page of the class: in threads, with reactions, and what became of those that were held.
import type {
  Attachment,
  CommentAdded,
  CommentApproved,
  CommentRulesSet,
  Entry,
  SlidePage,
} from "../../wire";
import { reacted } from "./chat";
import type { Audience, MessageView } from "./types";

export interface CommentView {
  comment: string;
  /** Who wrote it; null while this reader may not know. */
  by: string | null;
  at: number;
  wrote: number;
  /** Of the entry that brought it to this reader, and of the last one that judged it. */
  seq: number;
  judged: number;
  to: Audience;
  text: string;
  late: boolean;
  redacted: boolean;
  edited: boolean;
  anonymous: boolean;
  /** The comment that it answers. */
  replyTo: string | null;
  on: SlidePage | null;
  note: Attachment | null;
  /** What is said in it, as a machine understood; null until it was heard. */
  transcript: string | null;
  state: "open" | "held" | "refused";
  /** Why it was refused. */
  reason: string;
  reactions: MessageView["reactions"];
}
export interface NotesView {
  comments: readonly CommentView[];
  rules: Pick<CommentRulesSet, "hold" | "anonymous" | "required">;
  /** The seq up to which this reader has seen them. */
  seen: number;
}

export const noNotes: NotesView = {
  comments: [],
  rules: { hold: false, anonymous: false, required: 0 },
  seen: 0,
};

function change(notes: NotesView, name: string, how: (one: CommentView) => Partial<CommentView>): NotesView {
  const index = notes.comments.findLastIndex((one) => one.comment === name);
  const found = notes.comments[index];
  if (!found) return notes;
  const comments = [...notes.comments];
  comments[index] = { ...found, ...how(found) };
  return { ...notes, comments };
}

function fresh({ seq, at, wrote, to }: Entry, event: CommentAdded | CommentApproved): CommentView {
  const { comment, text, late, reply_to: replyTo = null, anonymous = false, on = null, note = null } = event;
  const about = { comment, at, wrote, seq, judged: seq, to, text, late, replyTo, anonymous, on, note };
  // What is taken back later on is blank from the beginning: nothing is shown of it at any moment.
  const redacted = text === "" && note === null;
  const rest = { transcript: null, state: "open", reason: "", edited: false, reactions: [] } as const;
  return { ...about, ...rest, by: null, redacted };
}

function added(notes: NotesView, entry: Entry, event: CommentAdded): NotesView {
  // An answer in a private thread comes to its writer once for each audience.
  if (notes.comments.some((one) => one.comment === event.comment)) return notes;
  const one = { ...fresh(entry, event), by: entry.by, state: event.held ? "held" : "open" } as const;
  return { ...notes, comments: [...notes.comments, one] };
}

/** To those who had it held it is open now; to all others it is new. */
function approved(notes: NotesView, entry: Entry, event: CommentApproved): NotesView {
  const { to, seq: judged } = entry;
  if (notes.comments.some((one) => one.comment === event.comment))
    return change(notes, event.comment, () => ({ state: "open", reason: "", to, judged }));
  const transcript = event.transcript || null;
  return {
    ...notes,
    comments: [...notes.comments, { ...fresh(entry, event), by: event.person, transcript }],
  };
}

export function foldNotes(notes: NotesView, entry: Entry): NotesView {
  const { by, seq, event } = entry;
  switch (event.type) {
    case "CommentAdded":
      return added(notes, entry, event);
    case "CommentSigned":
      return change(notes, event.comment, () => ({ by: event.person }));
    case "CommentEdited":
      return change(notes, event.comment, (one) => {
        // It may stand after what was said of it later.
        const again = event.held === true && seq > one.judged;
        const redacted = event.text === "" && one.note === null;
        const stands = again ? ({ state: "held", judged: seq } as const) : {};
        return { text: event.text, edited: true, redacted, ...stands };
      });
    case "CommentRedacted":
      return change(notes, event.comment, () => ({
        text: "",
        note: null,
        transcript: null,
        redacted: true,
        reactions: [],
      }));
    case "CommentReacted":
      return change(notes, event.comment, (one) => reacted(one, event, by ?? "", seq));
    case "CommentApproved":
      return approved(notes, entry, event);
    case "CommentRefused":
      return change(notes, event.comment, () => ({ state: "refused", reason: event.reason, judged: seq }));
    case "CommentTranscribed":
      return change(notes, event.comment, () => ({ transcript: event.text }));
    case "CommentsRead":
      return { ...notes, seen: Math.max(notes.seen, event.up_to) };
    case "CommentRulesSet": {
      const { hold, anonymous, required } = event;
      return { ...notes, rules: { hold, anonymous, required } };
    }
    default:
      return notes;
  }
}

export interface ThreadView {
  root: CommentView;
  answers: readonly CommentView[];
}

/** Threads in the order of the class; one whose beginning this reader does not get begins with its first answer. */
export function threadsOf({ comments }: Pick<NotesView, "comments">): ThreadView[] {
  const byId = new Map(comments.map((one) => [one.comment, one]));
  const rootOf = (one: CommentView): CommentView => {
    let root = one;
    // Bounded by the number of comments: an answer names an earlier one.
    for (let above = byId.get(root.replyTo ?? ""); above && above !== root; ) {
      root = above;
      above = byId.get(root.replyTo ?? "");
    }
    return root;
  };
  const threads = new Map<string, { root: CommentView; answers: CommentView[] }>();
  for (const one of [...comments].sort((a, b) => a.at - b.at || a.seq - b.seq)) {
    const root = rootOf(one);
    const found = threads.get(root.comment);
    if (!found) threads.set(root.comment, { root, answers: one === root ? [] : [one] });
    else if (one !== root) found.answers.push(one);
  }
  return [...threads.values()]
    .filter(({ root, answers }) => !root.redacted || answers.some((one) => !one.redacted))
    .sort((a, b) => a.root.at - b.root.at);
}

/** The seq with which a comment was news to this reader; 0 when it never was. */
function newsOf({ by, state, seq, judged }: CommentView, me: string): number {
  if (by === me) return state === "refused" ? judged : 0;
  return state === "held" ? judged : seq;
}

/** The seq up to which somebody has seen them who looks now. */
export const newestOf = ({ comments }: NotesView, me: string): number =>
  comments.reduce((most, one) => Math.max(most, one.redacted ? 0 : newsOf(one, me)), 0);

/** Those that this reader has not seen. */
export const unseenOf = ({ comments }: NotesView, seen: number, me: string): CommentView[] =>
  comments.filter((one) => !one.redacted && newsOf(one, me) > seen);

/** How many of a person's comments count: they stand, and are neither held nor refused. */
export const acceptedBy = ({ comments }: NotesView, person: string): number =>
  comments.filter((one) => one.by === person && one.state === "open" && !one.redacted).length;
