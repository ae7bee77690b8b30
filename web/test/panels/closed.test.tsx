// After the time for late work nothing invites to write what would be refused: where one wrote stands why, and whom to ask.
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Timeline } from "../../src/core/timeline";
import { DAY } from "../../src/core/view/terms";
import { ChatPanel } from "../../src/panels/chat";
import { Thread } from "../../src/panels/comments/Thread";
import type { PanelProps } from "../../src/panels/props";
import { entry } from "../core/entries";

const ENDED = 60_000;
const people = {
  t: { name: "Ada", role: "instructor" as const },
  a: { name: "Dana", role: "student" as const },
};

const drawn = (person: keyof typeof people, openedAt: number, what: "chat" | "comments") => {
  const line = new Timeline();
  const terms = { window: DAY, promise: null, share: 80, polls: true, posts: 0 };
  line.add([
    entry(1, 0, null, { type: "ClassScheduled", title: "Tides", starts_at: null, lobby: false, terms }),
    entry(2, 0, "t", { type: "ClassOpened", opened_at: openedAt, recorded: true }),
    entry(3, 10, "t", { type: "PersonJoined", person: "t", role: "instructor" }),
    entry(4, 20, "a", { type: "PersonJoined", person: "a", role: "student" }),
    entry(5, 900, "t", { type: "CommentAdded", comment: "n", text: "Look", late: false }),
    entry(6, ENDED, "t", { type: "ClassEnded" }),
  ]);
  const whole = line.live();
  const panel: PanelProps = {
    view: whole,
    whole,
    people,
    me: { person, role: people[person].role },
    mode: "later",
    act: async () => ({ ok: true }),
    drafts: new Map(),
  };
  const [thread] = whole.notes.comments.map((root) => ({ root, answers: [] }));
  return renderToStaticMarkup(
    what === "chat" ? (
      <ChatPanel {...panel} />
    ) : thread ? (
      <Thread thread={thread} panel={panel} fresh={new Set()} now />
    ) : (
      <p />
    ),
  );
};

it("takes the field of the chat away from students, and says why", () => {
  const over = drawn("a", Date.now() - 3 * DAY, "chat");
  expect(over).toContain("The time for late messages is over.");
  expect(over).not.toContain("<textarea");
  expect(over).not.toContain("What you write is placed here");
});

it("leaves it to those who lead, and to all before", () => {
  expect(drawn("t", Date.now() - 3 * DAY, "chat")).toContain("<textarea");
  expect(drawn("a", Date.now() - ENDED, "chat")).toContain("<textarea");
});

it("offers no reply to a comment then", () => {
  expect(drawn("a", Date.now() - ENDED, "comments")).toContain("Reply");
  expect(drawn("a", Date.now() - 3 * DAY, "comments")).not.toContain("Reply");
});
