// Notes consist of what the server lets pass: addresses of links, names of parts, and who may write where.
import { describe, expect, it } from "vitest";
import { isLink } from "../../src/core/notebook/links";
import { Timeline } from "../../src/core/timeline";
import { wholeAddress } from "../../src/panels/notebook/LinkDialog";
import { here, mayWrite, placesOf } from "../../src/panels/notebook/places";
import { marks, nodes } from "../../src/panels/notebook/schema";
import type { PanelProps } from "../../src/panels/props";
import type { Entry, Role } from "../../src/wire";
import { entry, lesson } from "../core/entries";

const groups = [{ group: "g9", name: "Red", people: ["a"] }];
const open = entry(40, 12_000, "t", { type: "BreakoutsOpened", groups });
const given = entry(41, 12_100, "t", { type: "RightSet", right: "write_notes", allowed: true, person: null });

function panel(person: string, role: Role, entries: Entry[], mode: "live" | "later" = "live"): PanelProps {
  const line = new Timeline();
  line.add([...lesson.filter(({ event }) => mode === "later" || event.type !== "ClassEnded"), ...entries]);
  const view = line.live();
  const act = async () => ({ ok: true }) as const;
  return {
    view,
    whole: mode === "later" ? view : undefined,
    people: {},
    me: { person, role },
    mode,
    act,
    drafts: new Map(),
  };
}

describe("notes", () => {
  it("link to the web and to mailboxes only, also when people leave half of it out", () => {
    expect(["https://a.b", "HTTP://a.b/c?d=1", "mailto:a@b.c"].every(isLink)).toBe(true);
    expect(["javascript:alert(1)", "data:x", " https://a", "//a.b", "/x", 5, null].some(isLink)).toBe(false);
    expect(wholeAddress("a.school/page")).toBe("https://a.school/page");
    expect(wholeAddress("ada@a.school")).toBe("mailto:ada@a.school");
    for (const wrong of ["javascript:alert(1)", "two words.org", "nothing", ""])
      expect(wholeAddress(wrong)).toBeNull();
  });

  it("have the parts that the server knows, under the same names", () => {
    expect(
      Object.keys(nodes)
        .filter((name) => name !== "doc" && name !== "text")
        .sort(),
    ).toEqual([
      "blockquote",
      "bullet_list",
      "code_block",
      "hard_break",
      "heading",
      "list_item",
      "ordered_list",
      "paragraph",
    ]);
    expect(Object.keys(marks).sort()).toEqual(["code", "em", "link", "strong", "underline"]);
  });

  it("are written by those who lead, by students when they are let, and in a group by all its members", () => {
    expect(mayWrite(panel("t", "instructor", []), "everyone")).toBe(true);
    expect(mayWrite(panel("a", "student", []), "everyone")).toBe(false);
    expect(mayWrite(panel("a", "student", [given]), "everyone")).toBe(true);
    expect(here(panel("a", "student", [open]))).toBe("group:g9");
    expect(mayWrite(panel("a", "student", [open]), "group:g9")).toBe(true);
    expect(mayWrite(panel("b", "student", [open]), "group:g9")).toBe(false);
    expect(placesOf(panel("t", "instructor", [open]), "Main room")).toContainEqual(["group:g9", "Red"]);
  });

  it("are written later only when the class is over, and only in the main room", () => {
    expect(mayWrite(panel("a", "student", [], "later"), "everyone")).toBe(false);
    const ended = panel("a", "student", [given], "later");
    expect(mayWrite(ended, "everyone")).toBe(ended.view.lesson.state === "ended");
    expect(mayWrite(ended, "group:g9")).toBe(false);
  });
});
