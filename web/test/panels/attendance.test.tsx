// The attendance table for those who lead, and one's own part for everybody else.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Timeline } from "../../src/core/timeline";
import { attendanceOf } from "../../src/core/view/attendance";
import { AttendancePanel } from "../../src/panels/attendance";
import { inOrder, known } from "../../src/panels/attending";
import { lesson } from "../core/entries";

const people = {
  t: { name: "Miriam", role: "instructor" as const },
  a: { name: "Kofi", role: "student" as const },
  b: { name: "Priya", role: "student" as const },
};

function drawn(person: keyof typeof people, entries = lesson): string {
  const line = new Timeline();
  line.add(entries);
  const panel = {
    view: line.live(),
    people,
    me: { person, role: people[person].role },
    mode: "live" as const,
  };
  const markup = renderToStaticMarkup(
    <AttendancePanel
      panel={panel}
      entries={() => line.entries}
      now={() => 600_000}
      save={async () => undefined}
    />,
  );
  return markup.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}

describe("attendance", () => {
  it("lists everybody with what they did for those who lead", () => {
    const shown = drawn("t");
    for (const { name } of Object.values(people)) expect(shown).toContain(name);
    expect(shown).toContain("have not spoken");
  });

  it("shows anybody else their own part and nobody's name", () => {
    const shown = drawn("a");
    expect(shown).toContain("Those who lead the class see this too");
    for (const { name } of Object.values(people)) expect(shown).not.toContain(name);
  });

  it("says what will be here while nobody has come", () => {
    expect(drawn("t", lesson.slice(0, 2))).toContain("Whoever comes in is listed here.");
  });

  it("tells whoever left early from whoever stayed to the end", () => {
    const end = lesson.find(({ event }) => event.type === "ClassEnded")?.at ?? null;
    const rows = known(attendanceOf(lesson).rows(600_000), people, end);
    for (const one of rows)
      expect(one.left).toBe(one.stays.at(-1)?.[1] === end ? null : (one.stays.at(-1)?.[1] ?? null));
    expect(known(attendanceOf(lesson.slice(0, 4)).rows(600_000), people).map((one) => one.left)).toEqual([
      null,
      null,
    ]);
  });

  it("sorts by any column, teachers first where all are alike", () => {
    const rows = known(attendanceOf(lesson).rows(600_000), people);
    expect(inOrder(rows, "name", false)[0]?.person).toBe("t");
    expect(inOrder(rows, "messages", true)[0]?.live.messages).toBeGreaterThan(0);
  });
});
