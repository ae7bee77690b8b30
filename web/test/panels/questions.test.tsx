// Questions: who may know who asked, what comes first, and what a recording shows of them.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Outcome } from "../../src/core/commands";
import { Timeline } from "../../src/core/timeline";
import { answersSince, newestAnswer, openQuestions, ownerOf, replayed } from "../../src/core/view/questions";
import type { PanelProps } from "../../src/panels/props";
import { QuestionsPanel } from "../../src/panels/questions";
import type { Entry, Event, Role } from "../../src/wire";
import { entry, lesson } from "../core/entries";

const people = {
  t: { name: "Miriam", role: "instructor" as Role },
  a: { name: "Kofi", role: "student" as Role },
  b: { name: "Priya", role: "student" as Role },
};
const asked = (question: string, text: string, anonymous = false): Event => ({
  type: "QuestionAsked",
  question,
  text,
  anonymous,
  late: false,
});
const more: Entry[] = [
  ...lesson,
  entry(25, 4000, "a", asked("q1", "What holds the keystone?")),
  entry(26, 4100, null, asked("q2", "Is it dangerous?", true)),
  entry(28, 4200, "b", { type: "QuestionUpvoted", question: "q2" }),
  entry(29, 12_000, "t", { type: "QuestionAnswered", question: "q1", text: "Its neighbours." }),
];
/** What those who lead, and whoever asked, get too. */
const signed = entry(27, 4100, "a", { type: "QuestionSigned", question: "q2", person: "a" }, "staff");

function props(at: number, person: keyof typeof people, mode: "live" | "later", entries = more): PanelProps {
  const line = new Timeline();
  line.add(entries);
  const me = { person, role: people[person].role };
  const act = async (): Promise<Outcome> => ({ ok: true });
  return { view: line.viewAt(at), whole: line.live(), people, me, mode, act, drafts: new Map() };
}
const shown = (panel: PanelProps) =>
  renderToStaticMarkup(<QuestionsPanel {...panel} />)
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

describe("the questions", () => {
  it("put first what most want answered", () => {
    expect(openQuestions(props(5000, "b", "live").view.questions).map((one) => one.question)).toEqual([
      "q2",
      "q1",
    ]);
  });

  it("name who asked without a name to the teachers and to whoever asked, and to nobody else", () => {
    expect(shown(props(5000, "b", "later"))).toContain("Without a name");
    const all = [...more, signed];
    expect(shown(props(5000, "t", "later", all))).toContain("Kofi, without a name");
    expect(shown(props(5000, "a", "later", all))).toContain("You, without your name");
  });

  it("are answered by the instructor unless somebody is named", () => {
    const { view } = props(5000, "b", "live");
    expect(ownerOf(view.questions.questions[0]!, view.people)).toBe("t");
  });

  it("stand in the recording as they stood, with an answer given after class", () => {
    const early = shown(props(4050, "b", "later"));
    expect(early).toContain("What holds the keystone?");
    expect(early).not.toContain("Is it dangerous?");
    expect(early).toContain("Answered by Miriam after class");
    expect(early).toContain("Its neighbours.");
  });

  it("keep one's own upvote wherever the recording stands", () => {
    const { view, whole } = props(4150, "b", "later");
    const [, second] = replayed(view.questions, whole!.questions, 12_000, "b").questions;
    expect([...second!.votes]).toEqual(["b"]);
  });

  it("tell whoever asked of an answer, wherever the recording stands, until they have read it", () => {
    const late = [
      ...more,
      entry(30, 9000, "b", {
        type: "QuestionAsked",
        question: "q3",
        text: "How high?",
        anonymous: false,
        late: true,
      }),
      entry(31, 12_000, "t", { type: "QuestionAnswered", question: "q3", text: "" }),
    ];
    const { whole } = props(0, "b", "later", late);
    expect(newestAnswer(whole!.questions, "b")).toBe(31);
    expect(shown(props(4050, "b", "later", late))).toContain("How high?");
    expect(shown(props(4050, "a", "later", late))).not.toContain("How high?");
    const read = [...late, entry(32, 12_000, "b", { type: "AnswersRead", up_to: 31 }, "person:b")];
    const after = props(4050, "b", "later", read);
    expect(answersSince(after.whole!.questions, after.whole!.questions.read, "b")).toEqual([]);
    expect(shown(after)).not.toContain("How high?");
  });

  it("offer nobody to second their own question, and those who lead to answer", () => {
    expect(shown(props(4050, "a", "live", more.slice(0, -1)))).not.toContain("Same question");
    expect(shown(props(4050, "b", "live", more.slice(0, -1)))).toContain("Same question");
    expect(shown(props(4050, "t", "live", more.slice(0, -1)))).toContain("Answer in writing");
  });
});
