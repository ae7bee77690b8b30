// The panel of tasks: what each sees of it, in class and at a moment of the recording.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Outcome } from "../../src/core/commands";
import { Timeline } from "../../src/core/timeline";
import type { PanelProps } from "../../src/panels/props";
import TasksPanel from "../../src/panels/tasks/TasksPanel";
import type { Assignment, Entry, Event, Role } from "../../src/wire";
import { entry, lesson } from "../core/entries";

const people = {
  t: { name: "Miriam", role: "instructor" as Role },
  a: { name: "Kofi", role: "student" as Role },
  b: { name: "Priya", role: "student" as Role },
};
const given = (task: string, what: Assignment): Event => ({ type: "TaskGiven", task, what, late: false });
const handed = (text: string): Event => ({
  type: "WorkHandedIn",
  task: "x",
  text,
  files: [],
  item: null,
  late: false,
});
const open: Entry[] = [
  ...lesson,
  entry(40, 4000, "t", given("x", { title: "Sketch the arch", text: "With **all** forces", shared: true })),
  entry(44, 9000, "t", given("y", { title: "Read on", counts: false })),
];
const ready = entry(
  41,
  4100,
  "t",
  { type: "TaskPrepared", task: "z", what: { title: "For later" } },
  "staff",
);
const work = entry(42, 4200, "a", handed("Thrust and weight"), "staff");
const again: Event = {
  type: "FeedbackGiven",
  task: "x",
  person: "a",
  text: "And the abutments?",
  verdict: "again",
};

function shown(at: number, person: keyof typeof people, mode: "live" | "later", entries: Entry[]): string {
  const line = new Timeline();
  line.add(entries);
  const me = { person, role: people[person].role };
  const act = async (): Promise<Outcome> => ({ ok: true });
  const panel: PanelProps = { view: line.viewAt(at), people, me, mode, act, drafts: new Map() };
  const whole = mode === "later" ? line.live() : undefined;
  return renderToStaticMarkup(<TasksPanel {...panel} whole={whole} />)
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");
}

describe("the tasks", () => {
  it("wait for whoever has not handed in, who sees nothing of the others' work", () => {
    const page = shown(9500, "b", "live", open);
    expect(page).toContain("Sketch the arch With all forces");
    expect(page).toContain("to do");
    expect(page).toContain("You see what the others did once you have handed in.");
    expect(page).toContain("voluntary");
    expect(page).not.toContain("New task");
  });

  it("show one's own work with what was said to it", () => {
    const said = entry(43, 4300, "t", again, "person:a");
    const page = shown(9500, "a", "live", [...open, work, said]);
    expect(page).toContain("to do again");
    expect(page).toContain("Miriam says And the abutments? Please do it again. Thrust and weight");
    expect(page).toContain("What the others did");
  });

  it("are kept ready, given and read by those who lead", () => {
    const page = shown(9500, "t", "live", [...open, ready, work]);
    expect(page).toContain("Prepared 1 For later");
    expect(page).toContain("Give it now");
    expect(page).toMatch(/1 of \d handed in/);
    expect(page).not.toContain("Your answer");
  });

  const starts = Date.UTC(2027, 4, 3, 12);
  const early = (before: boolean): Entry[] => [
    { ...lesson[0]!, event: { ...lesson[0]!.event, starts_at: starts } as Event },
    entry(2, 0, "t", { ...given("x", { title: "Read ahead", before }), early: true } as Event),
  ];

  it("are done before class, which asks for them by its beginning and closes nothing", () => {
    expect(shown(0, "b", "live", early(true))).toMatch(/before class: .*Read ahead.*Your answer/);
    expect(shown(0, "b", "live", early(false))).not.toContain("before class");
    const page = shown(0, "t", "live", [...early(true), { ...ready, seq: 3, at: 0 }]);
    expect(page).toContain("Open it before class");
    expect(page).not.toContain("Give it now");
  });

  it("say afterwards what was done before class", () => {
    const opened = lesson.slice(1).map((one) => ({ ...one, seq: one.seq + 2 }));
    const work = { ...handed("Thrust"), early: true } as Event;
    const all = [...early(true), entry(3, 0, "a", work, "staff"), ...opened];
    expect(shown(9500, "t", "live", all)).toContain("1 of 2 handed in · 1 before class");
    expect(shown(9500, "a", "later", all)).toMatch(
      /asked for before class.*Thrust Handed in .* before class/,
    );
  });

  it("come in the recording with their moment, as they stand by now", () => {
    expect(shown(3000, "a", "later", [...open, work])).toContain("No tasks up to here");
    const page = shown(4100, "a", "later", [...open, work]);
    expect(page).toContain("Thrust and weight");
    expect(page).not.toContain("Read on");
  });
});
