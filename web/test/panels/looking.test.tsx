// Whoever only looks at a class is offered nothing that would be refused.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Outcome } from "../../src/core/commands";
import { Timeline } from "../../src/core/timeline";
import { Actions } from "../../src/panels/Actions";
import { CommentsPanel } from "../../src/panels/comments/CommentsPanel";
import type { PanelProps } from "../../src/panels/props";
import { QuestionsPanel } from "../../src/panels/questions";
import { Reactions } from "../../src/panels/Reactions";
import { TranscriptPanel } from "../../src/panels/transcript";
import type { Role } from "../../src/wire";
import { entry, lesson } from "../core/entries";
import { said } from "./messages";

const people = {
  t: { name: "Miriam", role: "instructor" as Role },
  a: { name: "Kofi", role: "student" as Role },
};

function panel(looks: boolean): PanelProps {
  const line = new Timeline();
  line.add([
    ...lesson,
    entry(25, 4000, "a", {
      type: "QuestionAsked",
      question: "q1",
      text: "Why?",
      anonymous: false,
      late: false,
    }),
    entry(26, 4100, "a", {
      type: "CommentAdded",
      comment: "c1",
      text: "I see",
      to: "everyone",
      late: true,
      reply_to: null,
      anonymous: false,
      on: null,
      note: null,
      state: "open",
    } as never),
  ]);
  const act = async (): Promise<Outcome> => ({ ok: true });
  const view = line.live();
  const me = { person: "x", role: "student" as Role, looks };
  return { view, whole: view, people, me, mode: "later", act, drafts: new Map() };
}

const drawn = (of: PanelProps) => [
  renderToStaticMarkup(<QuestionsPanel {...of} />),
  renderToStaticMarkup(<CommentsPanel {...of} />),
];

describe("whoever only looks", () => {
  it("reads questions and comments, and is not asked to second, to ask or to answer", () => {
    const [questions, comments] = drawn(panel(true));
    expect(questions).toContain("Why?");
    expect(questions).not.toContain("<textarea");
    expect(questions).not.toContain("same-button");
    expect(questions).not.toContain("locked");
    expect(comments).toContain("I see");
    expect(comments).not.toContain("comments-kinds"); // nothing is new to whoever cannot say that it was seen
    expect(comments).not.toContain("<button");
    const [own, others] = drawn(panel(false));
    expect(own).toContain("<textarea");
    expect(own).toContain("same-button");
    expect(others).toContain("<button");
  });

  it("neither reacts nor replies, and cannot propose a correction", () => {
    const one = said(1, "a");
    const nothing = () => undefined;
    const actions = (looks: boolean) =>
      renderToStaticMarkup(
        <Actions
          message={one}
          panel={panel(looks)}
          active
          onReact={nothing}
          onReply={nothing}
          onEdit={nothing}
          onReport={nothing}
        />,
      );
    expect(actions(true).match(/<button/g)).toHaveLength(1);
    expect(actions(false).match(/<button/g)).toHaveLength(3);
    const given = {
      ...one,
      reactions: [{ person: "a", reaction: "like" as const, given: true, seq: 2 }],
    } as typeof one;
    expect(renderToStaticMarkup(<Reactions message={given} panel={panel(true)} active />)).toContain(
      "disabled",
    );
    expect(renderToStaticMarkup(<TranscriptPanel {...panel(true)} />)).not.toContain("line-tool");
  });
});
