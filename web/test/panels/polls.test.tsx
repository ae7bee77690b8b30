// What the panel shows of each kind of poll, and to whom.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Tally } from "../../src/core/api";
import { Timeline } from "../../src/core/timeline";
import { pollOnStage } from "../../src/core/view/polls";
import { asked, emptyDraft, missing } from "../../src/panels/pollDraft";
import { PollsPanel } from "../../src/panels/polls";
import type { PanelProps } from "../../src/panels/props";
import { StagePoll } from "../../src/panels/StagePoll";
import type { Entry, Event, PollOpened } from "../../src/wire";
import { entry } from "../core/entries";

const people = {
  t: { name: "Miriam", role: "instructor" as const },
  a: { name: "Kofi", role: "student" as const },
};
const opened = (more: Partial<PollOpened> = {}): PollOpened => ({
  type: "PollOpened",
  poll: "p",
  question: "Which?",
  options: ["Keystone", "Abutments"],
  multiple: false,
  ...more,
});
const tally = (more: Partial<Tally> = {}): Tally => ({
  counts: [1, 2],
  late_counts: [0, 1],
  voters: 3,
  late_voters: 1,
  answers: [],
  ...more,
});

function props(person: keyof typeof people, events: Event[], told?: Tally, mode: "live" | "later" = "live") {
  const line = new Timeline();
  line.add(events.map((event, index): Entry => entry(index + 1, 100 * index, "a", event)));
  const made: PanelProps = {
    view: line.live(),
    people,
    me: { person, role: people[person].role },
    mode,
    act: async () => ({ ok: true }),
    drafts: new Map(),
    tallies: told ? { p: told } : {},
  };
  return made;
}
const text = (markup: string) => markup.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
const shown = (...all: Parameters<typeof props>) =>
  text(renderToStaticMarkup(<PollsPanel {...props(...all)} />));

const ballot: Event = { type: "BallotCast", poll: "p", choices: [0], late: false };
const ended: Event = { type: "PollEnded", poll: "p" };
const revealed: Event = {
  type: "KeyRevealed",
  poll: "p",
  right: [1],
  texts: [],
  explanation: "They take the push",
};

describe("a poll in the panel", () => {
  it("put after class can be withdrawn by those who lead, and is then nowhere", () => {
    expect(shown("t", [opened({ late: true }), ended], tally(), "later")).toContain("Withdraw");
    expect(shown("t", [opened(), ended], tally(), "later")).not.toContain("Withdraw");
    expect(shown("a", [opened({ late: true }), ended], tally(), "later")).not.toContain("Withdraw");
    const gone: Event[] = [opened({ late: true }), ended, { type: "PollWithdrawn", poll: "p" }];
    expect(shown("t", [...gone, { type: "ResultsShown", poll: "p" }], tally(), "later")).not.toContain(
      "Which?",
    );
  });

  it("can be answered anew while it is open, and not after its end", () => {
    expect(shown("a", [opened(), ballot], tally())).toContain("Change my answer");
    expect(shown("a", [opened(), ballot, ended], tally())).not.toContain("Change my answer");
  });

  it("shows no result before it may be known, whatever counts are here", () => {
    for (const results of ["end", "hidden"] as const) {
      const before = shown("a", [opened({ results }), ballot], tally());
      expect(before).not.toContain("3 voted");
      expect(before).toContain("Your vote: Keystone");
    }
    expect(shown("a", [opened({ results: "hidden" }), ballot, ended], tally())).not.toContain("3 voted");
    const told: Event = { type: "ResultsShown", poll: "p" };
    expect(shown("a", [opened({ results: "hidden" }), ballot, ended, told], tally())).toContain(
      "3 voted live, 1 later",
    );
  });

  it("tells of a quiz whether one was right, and why", () => {
    const end = shown("a", [opened({ quiz: true }), ballot, ended, revealed], tally());
    expect(end).toContain("Not right this time");
    expect(end).toContain("Abutments right");
    const untold = shown("a", [opened({ quiz: true }), ballot, ended, revealed]);
    expect(untold).toContain("Right answer: Abutments");
    expect(end).toContain("They take the push");
    expect(shown("t", [opened({ quiz: true }), { ...revealed, type: "KeyKept" }], tally())).not.toContain(
      "Right answer",
    );
  });

  it("asks in the recording for one's own answer before it tells the class's", () => {
    const late = shown("a", [opened({ quiz: true }), ended, revealed], tally(), "later");
    expect(late).toContain("Vote later");
    expect(late).not.toContain("They take the push");
    expect(late).not.toContain("3 voted");
  });

  it("names who answered to those who lead, unless it is without names", () => {
    expect(shown("t", [opened(), ballot], tally())).toContain("Who answered what");
    expect(shown("t", [opened({ anonymous: true })], tally())).not.toContain("Who answered what");
  });

  it("draws every kind", () => {
    const answers = [
      { text: "Ebb", count: 2, late_count: 1 },
      { text: "<b>Flood</b>", count: 1, late_count: 0 },
    ];
    const typed = tally({ counts: [], late_counts: [], answers });
    expect(shown("t", [opened({ kind: "text", options: [] })], typed)).toContain("Ebb");
    expect(shown("t", [opened({ kind: "cloud", options: [] })], typed)).toContain("&lt;b&gt;Flood");
    const five = ["1", "2", "3", "4", "5"];
    const rated = tally({ counts: [0, 0, 0, 1, 2], late_counts: [0, 0, 0, 0, 1] });
    expect(shown("t", [opened({ kind: "rating", options: five })], rated)).toContain("4.8 of 5 on average");
    const ranked = tally({ counts: [4, 5], late_counts: [1, 2] });
    expect(shown("t", [opened({ kind: "ranking" })], ranked)).toMatch(/Abutments 1\.3.*Keystone 1\.8/);
    expect(shown("a", [opened({ kind: "ranking" })])).toContain("Put them in order");
    expect(shown("a", [opened({ kind: "rating", options: five })])).toContain("Choose from 1 to 5");
  });
});

describe("the result on the stage", () => {
  it("waits in the recording for one's own answer", () => {
    const panel = props("a", [opened(), ended, { type: "ResultsShown", poll: "p" }], tally());
    const poll = pollOnStage(panel.view)!;
    const live = text(renderToStaticMarkup(<StagePoll {...panel} poll={poll} />));
    expect(live).toContain("3 voted live, 1 later");
    const later = text(renderToStaticMarkup(<StagePoll {...panel} poll={poll} mode="later" />));
    expect(later).toContain("Answer it yourself first");
    expect(later).not.toContain("3 voted");
  });
});

describe("a new poll", () => {
  const draft = { ...emptyDraft(), question: " Which? " };
  it("says what it lacks", () => {
    expect(missing(emptyDraft())).toBe("Write a question.");
    expect(missing(draft)).toBe("Write at least two options.");
    expect(missing({ ...draft, form: "letters", quiz: true })).toBe("Mark the right answer.");
    expect(missing({ ...draft, form: "cloud", quiz: true })).toBe("");
  });

  it("asks what was filled in, of each kind", () => {
    expect(asked({ ...draft, form: "yesno" })).toMatchObject({
      kind: "choice",
      options: ["Yes", "No"],
      question: "Which?",
    });
    expect(asked({ ...draft, form: "rating10", quiz: true })).toMatchObject({ kind: "rating", right: [] });
    expect(asked({ ...draft, form: "rating10" }).options?.length).toBe(10);
    expect(asked({ ...draft, form: "text", quiz: true, typed: "Moon\n\n the Moon " })).toMatchObject({
      kind: "text",
      options: [],
      right_texts: ["Moon", "the Moon"],
    });
    const options = ["x", "", "y"].map((one) => ({ key: one, text: one, right: one !== "" }));
    expect(asked({ ...draft, options, quiz: true })).toMatchObject({
      options: ["x", "y"],
      right: [0, 1],
      multiple: true,
    });
    expect(asked({ ...draft, options, form: "ranking", quiz: true })).toMatchObject({
      kind: "ranking",
      right: [0, 1],
    });
    expect(asked({ ...draft, options, explanation: "so" })).toMatchObject({ right: [], explanation: "" });
  });
});
