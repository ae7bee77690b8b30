// What is around the words of the chat: names, lengths, what is new, and what a screen reader hears.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Timeline } from "../../src/core/timeline";
import { naming } from "../../src/pages/room/told";
import { mayChange } from "../../src/panels/Actions";
import { newsWords } from "../../src/panels/Aloud";
import { shownSize } from "../../src/panels/Attachments";
import { ChatPanel } from "../../src/panels/chat";
import { unfit } from "../../src/panels/files";
import { LIMIT, lengthOf, lengthWords } from "../../src/panels/limit";
import { beingNamed, fitting, namedIn, partsOf } from "../../src/panels/mentions";
import type { PanelProps } from "../../src/panels/props";
import { REACTIONS, whoWords } from "../../src/panels/reactions";
import { found } from "../../src/panels/Search";
import { slowWords } from "../../src/panels/slow";
import { firstNew } from "../../src/panels/unread";
import { Words } from "../../src/panels/Words";
import { entry, lesson } from "../core/entries";
import { said } from "./messages";

const people = {
  a: { name: "Kofi Mensah", role: "student" as const },
  b: { name: "Priya", role: "student" as const },
  c: { name: "Kofi", role: "student" as const },
  d: { name: "Priya", role: "student" as const },
};
const ids = ["a", "b", "c", "d"];

describe("naming somebody", () => {
  it.each([
    ["hello @Ko", "Ko"],
    ["@", ""],
    ["@Kofi Me", "Kofi Me"],
    ["(@Ö", "Ö"],
  ])("is noticed while it is typed: %s", (text, words) => {
    expect(beingNamed(text, text.length)?.words).toBe(words);
  });

  it.each(["mail@example.org", "hello", "@Kofi Mensah is here", "@ Kofi"])("is not found in: %s", (text) => {
    expect(beingNamed(text, text.length)?.words ?? null).not.toBe("Kofi");
    if (!text.startsWith("@")) expect(beingNamed(text, text.length)).toBeNull();
  });

  it("finds those whose name, or a later word of it, begins so", () => {
    expect(fitting("ko", people, ids)).toEqual(["a", "c"]);
    expect(fitting("mens", people, ids)).toEqual(["a"]);
    expect(fitting("x", people, ids)).toEqual([]);
  });

  it("means whoever was chosen when several have that name", () => {
    expect(namedIn("@Priya look", people, ids, new Set())).toEqual(["b", "d"]);
    expect(namedIn("@Priya look", people, ids, new Set(["d"]))).toEqual(["d"]);
  });

  it("takes the longest name that stands there", () => {
    expect(partsOf("Hi @Kofi Mensah!", ["c", "a"], people)).toEqual([
      { text: "Hi ", person: null },
      { text: "@Kofi Mensah", person: "a" },
      { text: "!", person: null },
    ]);
  });

  it("is told to whoever is named, once, and not to the author", () => {
    const messages = [said(1, "a", { mentions: ["b"] }), said(2, "b", { mentions: ["b"] }), said(3, "a")];
    expect(naming(messages, 0, "b").map((one) => one.seq)).toEqual([1]);
    expect(naming(messages, 1, "b")).toEqual([]);
  });

  it("stands out in the text, and is never markup", () => {
    const markup = renderToStaticMarkup(
      <Words text="<b>@Priya</b> see https://example.org." mentions={["b"]} people={people} me="b" />,
    );
    expect(markup).toContain('class="mention me"');
    expect(markup).toContain("&lt;b&gt;");
    expect(markup).toContain('href="https://example.org"');
  });
});

describe("a long message", () => {
  it("is told to be too long, in the server's characters, and never cut", () => {
    expect(lengthWords(100)).toBe("");
    expect(lengthWords(LIMIT - 10)).toBe("10 characters left");
    expect(lengthWords(LIMIT + 1)).toContain("1 characters too many");
    expect(lengthOf("👍👍")).toBe(2);
  });
});

describe("what is new", () => {
  const messages = [said(3, "a"), said(5, "b"), said(7, "a"), said(9, "c")];
  it("begins with the first message of others that was not seen", () => {
    expect(firstNew(messages, 5, "a")).toBe(9);
    expect(firstNew(messages, 3, "a")).toBe(5);
    expect(firstNew(messages, 9, "a")).toBeNull();
  });

  it("is said word for word when it is one message, and counted when there are more", () => {
    expect(newsWords([said(1, "b", { text: "Hello" })], people)).toBe("Priya: Hello");
    expect(newsWords([said(1, "b"), said(2, "c")], people)).toBe("2 new messages, the last one from Kofi");
  });
});

describe("reactions", () => {
  it("are at least six, each with a name of its own", () => {
    expect(new Set(REACTIONS.map((one) => one.name)).size).toBeGreaterThanOrEqual(6);
  });
  it("say who gave them", () => {
    expect(whoWords(["Kofi"], true)).toBe("Kofi and you");
    expect(whoWords(["A", "B", "C", "D", "E"], false)).toBe("A, B, C and 2 others");
  });
});

describe("one's own message", () => {
  const panel = (role: "student" | "instructor") => ({ me: { person: "a", role } }) as PanelProps;
  it("may be changed for fifteen minutes, by those who lead for ever", () => {
    const old = said(1, "a", { wrote: 0 });
    expect(mayChange(old, panel("student"), 14 * 60_000)).toBe(true);
    expect(mayChange(old, panel("student"), 16 * 60_000)).toBe(false);
    expect(mayChange(old, panel("instructor"), 16 * 60_000)).toBe(true);
    expect(mayChange(said(1, "b"), panel("instructor"), 0)).toBe(false);
  });
});

describe("the search", () => {
  const messages = [
    said(1, "a", { text: "The keystone" }),
    said(2, "b", { text: "keystone again" }),
    said(3, "b", { text: "", redacted: true }),
    said(4, "c", {
      text: "",
      files: [{ file: "f", name: "Keystone.png", kind: "image/png", size: 1, width: 1, height: 1 }],
    }),
  ];
  const seqs = (sought: string) => found(messages, people, sought).map((one) => one.seq);

  it("finds words, names of files and of writers, the newest first", () => {
    expect(seqs("KEYSTONE")).toEqual([4, 2, 1]);
    expect(seqs("keystone priya")).toEqual([2]);
    expect(seqs("  ")).toEqual([]);
  });
});

describe("slow mode", () => {
  it("says how long it still takes", () => {
    expect(slowWords(0, 0)).toBe("");
    expect(slowWords(30, 12)).toContain("12 s");
    expect(slowWords(30, 0)).toContain("one message in 30 s");
  });
});

describe("a file", () => {
  it("that does not fit is told so before it is sent", () => {
    expect(unfit({ name: "a", size: 1 }, 0)).toBe("");
    expect(unfit({ name: "a", size: 0 }, 0)).toContain("empty");
    expect(unfit({ name: "a", size: 200_000_000 }, 0)).toContain("the most");
    expect(unfit({ name: "a", size: 1 }, 10)).toContain("at most 10");
  });
  it("that is a picture keeps its shape in the panel", () => {
    expect(shownSize({ width: 2000, height: 1000 })).toEqual({ width: 260, height: 130 });
    expect(shownSize({ width: 10, height: 10 })).toEqual({ width: 48, height: 48 });
  });
});

describe("what those who lead do", () => {
  const entries = [
    ...lesson.slice(0, 9),
    entry(10, 4000, "t", {
      type: "MessageSaid",
      message: "n",
      text: "Exam on Friday, bring $h$",
      reply_to: null,
      late: false,
      announcement: true,
    }),
    entry(11, 4100, "t", { type: "MessagePinned", message: "n" }),
    entry(12, 4200, "a", { type: "AnnouncementRead", message: "n" }, "staff"),
    entry(13, 4300, "b", {
      type: "MessageSaid",
      message: "r",
      text: "Silly",
      reply_to: null,
      late: false,
      files: [{ file: "f", name: "a.pdf", kind: "application/pdf", size: 2000, width: 0, height: 0 }],
    }),
    entry(14, 4400, "a", { type: "MessageReported", message: "r", reason: "Not kind" }, "staff"),
  ];
  const roles = {
    t: { name: "Miriam", role: "instructor" as const },
    a: { name: "Kofi", role: "student" as const },
    b: { name: "Priya", role: "student" as const },
  };
  const shown = (person: keyof typeof roles) => {
    const line = new Timeline();
    line.add(entries.filter((one) => one.to === "everyone" || person === "t" || one.by === person));
    const panel: PanelProps = {
      view: line.live(),
      people: roles,
      me: { person, role: roles[person].role },
      mode: "live",
      act: async () => ({ ok: true }),
      drafts: new Map(),
      openedAt: 1,
    };
    return renderToStaticMarkup(<ChatPanel {...panel} />)
      .replaceAll(/<[^>]+>/g, " ")
      .replaceAll(/\s+/g, " ");
  };

  it("is seen by everybody: pins and announcements, with a way to say that one has read them", () => {
    expect(shown("b")).toContain("I have read this");
    expect(shown("a")).toContain("You have read this");
    expect(shown("b").match(/Exam on Friday/g)).toHaveLength(2);
    expect(shown("b")).toContain("a.pdf 2 kB");
  });

  it("is counted, and reports are seen, by those who lead alone", () => {
    expect(shown("t")).toContain("1 of 2 have read it");
    expect(shown("t")).toContain("Not yet: Priya");
    expect(shown("t")).toContain("1 message reported");
    expect(shown("t")).toContain("Kofi: Not kind");
    for (const person of ["a", "b"] as const) expect(shown(person)).not.toMatch(/reported|have read it/);
  });
});
