// The panels draw live and playback from the same fold: what a reader finds in them at a moment.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Outcome } from "../../src/core/commands";
import { Timeline } from "../../src/core/timeline";
import { ChatPanel } from "../../src/panels/chat";
import { CommentsPanel } from "../../src/panels/comments/CommentsPanel";
import { PeoplePanel } from "../../src/panels/people";
import { deal, reseat } from "../../src/panels/plan";
import { PollsPanel } from "../../src/panels/polls";
import type { PanelProps } from "../../src/panels/props";
import { currentLine } from "../../src/panels/transcript";
import { entry, lesson } from "../core/entries";

const people = {
  t: { name: "Miriam", role: "instructor" as const },
  a: { name: "Kofi", role: "student" as const },
  b: { name: "Priya", role: "student" as const },
  c: { name: "Jun", role: "student" as const },
};

function props(at: number, person: keyof typeof people, mode: "live" | "later", more = lesson): PanelProps {
  const line = new Timeline();
  line.add(more);
  const me = { person, role: people[person].role };
  const act = async (): Promise<Outcome> => ({ ok: true });
  return { view: line.viewAt(at), people, me, mode, act, drafts: new Map(), openedAt: 1_795_310_000_000 };
}
const text = (markup: string) => markup.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

describe("the chat panel", () => {
  it("names its log and its field", () => {
    const markup = renderToStaticMarkup(<ChatPanel {...props(4500, "a", "live")} />);
    expect(markup).toContain('role="log"');
    expect(markup).toContain('aria-label="Message"');
  });

  it("is polite live and silent while somebody seeks", () => {
    expect(renderToStaticMarkup(<ChatPanel {...props(4500, "a", "live")} />)).toContain('aria-live="polite"');
    expect(renderToStaticMarkup(<ChatPanel {...props(4500, "a", "later")} />)).toContain('aria-live="off"');
  });

  it("shows the late message with its word and the quote it answers", () => {
    const shown = text(renderToStaticMarkup(<ChatPanel {...props(4500, "a", "later")} />));
    expect(shown).toContain("later");
    expect(shown).toContain("Kofi: Is the keystone the strongest?");
  });

  it("never reads what was written as markup", () => {
    const nasty = entry(25, 4400, "a", {
      type: "MessageSaid",
      message: "m9",
      text: '<img src=x onerror="alert(1)"> javascript:alert(2)',
      reply_to: null,
      late: false,
    });
    const markup = renderToStaticMarkup(<ChatPanel {...props(4500, "b", "live", [...lesson, nasty])} />);
    expect(markup).not.toContain("<img");
    expect(markup).not.toContain('href="javascript');
  });

  it("keeps a message that could not be sent, with a way to send it again", () => {
    const pending = [
      {
        command: { do: "Say" as const, id: "c1", message: "m5", text: "It slides outwards?" },
        state: "failed" as const,
        seq: null,
        error: null,
        since: 0,
      },
    ];
    const shown = text(renderToStaticMarkup(<ChatPanel {...props(4500, "a", "live")} pending={pending} />));
    expect(shown).toContain("It slides outwards?");
    expect(shown).toContain("Not sent. It is kept here.");
    expect(shown).toContain("Send again");
  });
});

describe("the polls panel", () => {
  it("lets an absent student vote later, in the recording", () => {
    const shown = text(renderToStaticMarkup(<PollsPanel {...props(8000, "b", "later")} />));
    expect(shown).toContain("Vote later");
  });

  it("offers no ballot to those who voted, and marks their choice", () => {
    const tallies = { p1: { counts: [0, 1], late_counts: [0, 0], voters: 1, late_voters: 0, answers: [] } };
    const shown = text(renderToStaticMarkup(<PollsPanel {...props(8000, "a", "live")} tallies={tallies} />));
    expect(shown).toContain("Abutments · your vote");
    expect(shown).not.toContain("Choose one");
  });

  it("hides the running result from those who have not voted", () => {
    const tallies = { p1: { counts: [3, 4], late_counts: [0, 0], voters: 7, late_voters: 0, answers: [] } };
    const shown = text(renderToStaticMarkup(<PollsPanel {...props(6000, "b", "live")} tallies={tallies} />));
    expect(shown).not.toContain("7 voted");
  });
});

describe("the people panel", () => {
  it("shows the queue of hands with who is next", () => {
    const shown = text(renderToStaticMarkup(<PeoplePanel {...props(3600, "b", "live")} />));
    expect(shown).toMatch(/Hands 2 .*Kofi · next/);
    const leading = renderToStaticMarkup(<PeoplePanel {...props(3600, "t", "live")} />);
    expect(leading).toMatch(/Call on Kofi.*Call on Priya/);
  });

  it("shows those who lead where a hand is raised and whose turn it is", () => {
    const more = [
      ...lesson.slice(0, 9),
      entry(10, 3600, "t", {
        type: "BreakoutsOpened",
        groups: [{ group: "g1", name: "Pair 1", people: ["b"] }],
      }),
      entry(11, 3700, "t", { type: "HandLowered", person: "a" }),
      entry(12, 3700, "t", { type: "PersonCalledOn", person: "a" }),
    ];
    const shown = text(renderToStaticMarkup(<PeoplePanel {...props(3800, "t", "live", more)} />));
    expect(shown).toContain("Kofi has the word");
    expect(shown).toContain("Priya in Pair 1");
  });

  it("tells those who lead who waits, and lets back in whoever was sent away", () => {
    const more = [
      ...lesson.slice(0, 9),
      entry(10, 3600, "c", { type: "AdmissionAsked", person: "c", role: "student" }),
      entry(11, 3700, "t", { type: "AdmissionDeclined", person: "b" }),
    ];
    const leading = renderToStaticMarkup(<PeoplePanel {...props(3800, "t", "live", more)} />);
    expect(leading).toContain("Let in Jun");
    expect(leading).toContain("Let Priya come back");
    expect(renderToStaticMarkup(<PeoplePanel {...props(3800, "a", "live", more)} />)).not.toContain("Jun");
  });

  it("gives only those who lead a menu for others", () => {
    expect(renderToStaticMarkup(<PeoplePanel {...props(3600, "t", "live")} />)).toContain("Options for Kofi");
    expect(renderToStaticMarkup(<PeoplePanel {...props(3600, "b", "live")} />)).not.toContain(
      "Options for Kofi",
    );
    expect(renderToStaticMarkup(<PeoplePanel {...props(3600, "t", "later")} />)).not.toContain(
      "Options for Kofi",
    );
  });
});

describe("the comments panel", () => {
  it("shows what was written at its moment, and what waits to those who lead and its writer alone", () => {
    const shown = text(
      renderToStaticMarkup(<CommentsPanel {...props(4500, "a", "later")} position={83_000} />),
    );
    expect(shown).toContain("Good question");
    expect(shown).not.toContain("Rules");
    const held = { type: "CommentAdded", comment: "n2", text: "Boring", late: true, held: true } as const;
    const more = [entry(30, 4200, "a", held, "staff")];
    const own = text(
      renderToStaticMarkup(<CommentsPanel {...props(4500, "a", "later", [...lesson, ...more])} />),
    );
    expect(own).toContain("Waits for the teachers.");
    expect(own).not.toContain("Approve");
    const leading = text(
      renderToStaticMarkup(<CommentsPanel {...props(4500, "t", "later", [...lesson, ...more])} />),
    );
    for (const words of ["Waits for your approval.", "Approve", "Refuse", "Rules", "To approve 1"])
      expect(leading).toContain(words);
  });
});

describe("small groups", () => {
  it("are dealt in nearly equal sizes, everybody once", () => {
    const all = Array.from({ length: 11 }, (_, index) => `p${index}`);
    const groups = deal(all, 3);
    expect(groups.map((one) => one.people.length)).toEqual([4, 4, 3]);
    expect(groups.flatMap((one) => one.people).sort()).toEqual([...all].sort());
  });

  it("move one person without losing anybody", () => {
    const groups = deal(["a", "b", "c"], 2, () => 0);
    const moved = reseat(groups, "a", groups[1]!.group);
    expect(moved[1]!.people).toContain("a");
    expect(moved.flatMap((one) => one.people).sort()).toEqual(["a", "b", "c"]);
    expect(
      reseat(moved, "a", null)
        .flatMap((one) => one.people)
        .sort(),
    ).toEqual(["b", "c"]);
  });
});

describe("the transcript", () => {
  it("knows the line spoken at a position", () => {
    const lines = [0, 5000, 9000].map((start) => ({
      caption: `${start}`,
      person: "t",
      start,
      end: start + 3000,
      text: "",
      words: [],
    }));
    expect([-1, 0, 4999, 5000, 99_000].map((at) => currentLine(lines, at))).toEqual([-1, 0, 0, 1, 2]);
  });
});

describe("a poll in playback", () => {
  it("is answered for whoever voted, also while the recording stands before the vote", () => {
    const early = props(4100, "a", "later");
    const whole = props(60_000, "a", "later").view;
    const poll = early.view.polls.polls[0] ?? whole.polls.polls[0];
    const before = {
      ...early,
      view: { ...early.view, polls: { polls: [{ ...poll!, ballots: new Map() }], onStage: null } },
    };
    expect(text(renderToStaticMarkup(<PollsPanel {...before} />))).toContain("Choose one");
    const shown = text(renderToStaticMarkup(<PollsPanel {...before} whole={whole} />));
    expect(shown).toContain("Your vote:");
    expect(shown).not.toContain("Choose one");
  });

  it("says to staff that nobody has voted, and asks them nothing", () => {
    const staff = props(60_000, "t", "later");
    const polls = {
      onStage: null,
      polls: staff.view.polls.polls.map((one) => ({ ...one, ballots: new Map() })),
    };
    const shown = text(renderToStaticMarkup(<PollsPanel {...staff} view={{ ...staff.view, polls }} />));
    expect(shown).toContain("Nobody has voted yet");
    expect(shown).not.toContain("Choose one");
  });
});
