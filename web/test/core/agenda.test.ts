// The agenda: what runs, what is left, what comes next, and the chapters that it gives the recording.
import { describe, expect, it } from "vitest";
import { chaptersOf } from "../../src/core/playback/chapters";
import { leftOf, nextOf, runningOf } from "../../src/core/view/agenda";
import { fold } from "../../src/core/view/fold";
import { faultOf, readAgenda, segmentsOf } from "../../src/panels/agendaDraft";
import { entry } from "./entries";

const MINUTE = 60_000;
const segments = [
  { segment: "s1", title: "Hello", activity: "talk" as const, length: 5 * MINUTE },
  { segment: "s2", title: "Tides", activity: "discussion" as const, length: 20 * MINUTE },
];
const planned = entry(1, 0, "t", { type: "AgendaPlanned", segments });
const hello = entry(2, 10_000, "t", { type: "SegmentStarted", segment: "s1" });

describe("the agenda", () => {
  it("counts what is left of the segment that runs, with the time it was given", () => {
    const view = fold([planned, hello, entry(3, 20_000, "t", { type: "SegmentExtended", more: MINUTE })]);
    expect(runningOf(view.agenda)?.title).toBe("Hello");
    expect(leftOf(view.agenda, 10_000 + MINUTE)).toBe(5 * MINUTE);
    expect(leftOf(view.agenda, 10_000 + 7 * MINUTE)).toBe(-MINUTE);
    expect(nextOf(view.agenda)?.segment).toBe("s2");
  });

  it("goes on after a pause with the first segment that was not held", () => {
    const ended = entry(3, 60_000, "t", { type: "SegmentStarted", segment: null });
    const view = fold([planned, hello, ended]);
    expect(view.agenda.running).toBeNull();
    expect(leftOf(view.agenda, 70_000)).toBeNull();
    expect(nextOf(view.agenda)?.segment).toBe("s2");
    expect(nextOf(fold([planned]).agenda)?.segment).toBe("s1");
  });

  it("gives the recording its chapters, and slides between them theirs", () => {
    const page = (seq: number, at: number, number: number) =>
      entry(seq, at, "t", { type: "PageShown", deck: "d", page: number });
    const entries = [
      planned,
      hello,
      page(3, 50_000, 1),
      entry(4, 100_000, "t", { type: "SegmentStarted", segment: "s2" }),
      page(5, 101_000, 2),
      entry(6, 200_000, "t", { type: "ClassEnded" }),
    ];
    const chapters = chaptersOf(fold(entries), entries, {}, new Map(), 200_000);
    expect(chapters.map((one) => [one.at, one.to, one.title, one.segment])).toEqual([
      [0, 10_000, "Beginning", false],
      [10_000, 50_000, "Hello", true],
      [50_000, 100_000, "Slide 1", false],
      [100_000, 200_000, "Tides", true],
    ]);
    expect(chapters[3]?.slide).toEqual({ deck: "d", page: 2 });
  });
});

describe("an agenda as text", () => {
  it("is read line by line, with the time before or behind, and what is done by its words", () => {
    const rows = readAgenda("10m Hello\n- Tides, 20 min\n3. Work in pairs (15 min)\n1h Quiz\n\nBreak");
    expect(segmentsOf(rows).map(({ title, activity, length }) => [title, activity, length / MINUTE])).toEqual(
      [
        ["Hello", "talk", 10],
        ["Tides", "talk", 20],
        ["Work in pairs", "groups", 15],
        ["Quiz", "poll", 60],
        ["Break", "break", 10],
      ],
    );
  });

  it("takes the commas of other scripts between title and time", () => {
    const rows = readAgenda("潮汐，20 min\nالمد والجزر، 15 min\n10m 开场");
    expect(segmentsOf(rows).map(({ title, length }) => [title, length / MINUTE])).toEqual([
      ["潮汐", 20],
      ["المد والجزر", 15],
      ["开场", 10],
    ]);
  });

  it("says what is missing", () => {
    const [row] = readAgenda("10m Hello");
    expect(faultOf([row!])).toBe("");
    expect(faultOf([{ ...row!, title: " " }])).toContain("needs a title");
    expect(faultOf([{ ...row!, minutes: "soon" }])).toContain("needs its minutes");
  });
});
