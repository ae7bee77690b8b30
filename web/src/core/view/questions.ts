// Questions to the teachers: who else wants an answer, what was answered, and what still waits.
import type { Entry } from "../../wire";
import type { PeopleView, QuestionsView, QuestionView } from "./types";

export const noQuestions: QuestionsView = { questions: [], anonymity: false, read: 0 };

function change(
  all: QuestionsView,
  question: string,
  how: (one: QuestionView) => Partial<QuestionView>,
): QuestionsView {
  const questions = all.questions.map((one) => (one.question === question ? { ...one, ...how(one) } : one));
  return { ...all, questions };
}

function voted(votes: ReadonlySet<string>, by: string, up: boolean): ReadonlySet<string> {
  const next = new Set(votes);
  if (up) next.add(by);
  else next.delete(by);
  return next;
}

export function foldQuestions(all: QuestionsView, { seq, at, wrote, by, event }: Entry): QuestionsView {
  switch (event.type) {
    case "QuestionAsked": {
      const { question, text, anonymous, late } = event;
      const asked = { question, by, at, wrote, text, anonymous, late, redacted: false };
      return {
        ...all,
        questions: [...all.questions, { ...asked, owner: null, answer: null, votes: new Set() }],
      };
    }
    case "QuestionSigned":
      return change(all, event.question, () => ({ by: event.person }));
    case "QuestionUpvoted":
    case "UpvoteWithdrawn": {
      const up = event.type === "QuestionUpvoted";
      return change(all, event.question, (one) => ({ votes: voted(one.votes, by ?? "", up) }));
    }
    case "QuestionAnswered":
      return change(all, event.question, () => ({ answer: { by, seq, at, wrote, text: event.text } }));
    case "QuestionReopened":
      return change(all, event.question, () => ({ answer: null }));
    case "QuestionAssigned":
      return change(all, event.question, () => ({ owner: event.owner }));
    case "QuestionRedacted":
      return change(all, event.question, () => ({ redacted: true, text: "" }));
    case "AnonymityChanged":
      return { ...all, anonymity: event.allowed };
    case "AnswersRead":
      return { ...all, read: Math.max(all.read, event.up_to) };
    default:
      return all;
  }
}

/** Those that wait: what most want first, then the oldest. */
export const openQuestions = ({ questions }: QuestionsView): QuestionView[] =>
  questions
    .filter((one) => one.answer === null && !one.redacted)
    .sort((a, b) => b.votes.size - a.votes.size || a.at - b.at);

/** Those that were answered, the newest answer first. */
export const answeredQuestions = ({ questions }: QuestionsView): QuestionView[] =>
  questions
    .filter((one) => one.answer !== null && !one.redacted)
    .sort((a, b) => (b.answer?.wrote ?? 0) - (a.answer?.wrote ?? 0));

/** The answers of others to one's own questions that one may have missed, since a seq: the same rule as the desk's. */
export const answersSince = ({ questions }: QuestionsView, since: number, me: string): QuestionView[] =>
  questions.filter(
    ({ by, late, redacted, answer }) =>
      by === me &&
      !redacted &&
      answer !== null &&
      answer.by !== me &&
      answer.seq > since &&
      (late || answer.text !== ""),
  );

/** The seq of the newest of them, 0 without one. */
export const newestAnswer = (all: QuestionsView, me: string): number =>
  Math.max(0, ...answersSince(all, 0, me).map(({ answer }) => answer?.seq ?? 0));

/** Who answers a question: whoever was named, else the instructor who came first. */
export function ownerOf({ owner }: QuestionView, { byId }: PeopleView): string | null {
  if (owner) return owner;
  let first: { id: string; joinedAt: number } | null = null;
  for (const one of byId.values())
    if (one.role === "instructor" && (!first || one.joinedAt < first.joinedAt)) first = one;
  return first?.id ?? null;
}

/**
 * The questions as they stood at a moment of the recording, with what came of them after the class, and with one's own
 * upvotes: what somebody has done is done, wherever the recording stands. So one's own questions with an answer that is
 * new since the seq `read` are among them.
 */
export function replayed(
  then: QuestionsView,
  whole: QuestionsView,
  endedAt: number | null,
  me: string,
  read: number = whole.read,
): QuestionsView {
  const last = new Map(whole.questions.map((one) => [one.question, one]));
  const questions = then.questions.map((one) => {
    const now = last.get(one.question);
    if (!now) return one;
    const after = endedAt !== null && now.answer !== null && now.answer.at >= endedAt;
    const { redacted, text, owner } = now;
    const votes =
      now.votes.has(me) === one.votes.has(me) ? one.votes : voted(one.votes, me, now.votes.has(me));
    return { ...one, redacted, text, owner, votes, answer: one.answer ?? (after ? now.answer : null) };
  });
  const known = new Set(questions.map((one) => one.question));
  const fresh = answersSince(whole, read, me).map((one) => one.question);
  const mine = whole.questions.filter((one) => fresh.includes(one.question) && !known.has(one.question));
  const told = questions.map((one) => (fresh.includes(one.question) ? (last.get(one.question) ?? one) : one));
  return { ...then, questions: [...told, ...mine] };
}
