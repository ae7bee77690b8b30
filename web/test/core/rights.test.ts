// What somebody may do: presenter first, then what they were given, then the lock of all, then the role.
import { describe, expect, it } from "vitest";
import { fold } from "../../src/core/view/fold";
import { may } from "../../src/core/view/rights";
import type { Event } from "../../src/wire";
import { entry, lesson } from "./entries";

const told = (...events: Event[]) =>
  fold([...lesson.slice(0, 5), ...events.map((event, index) => entry(6 + index, 2000, "t", event))]);
const kofi = { person: "a", role: "student" as const };
const miriam = { person: "t", role: "instructor" as const };
const lock: Event = { type: "RightSet", right: "camera", allowed: false, person: null };
const given: Event = { type: "RightSet", right: "camera", allowed: true, person: "a" };

describe("rights", () => {
  it("come from the role", () => {
    expect(may(told(), kofi, "camera")).toBe(true);
    expect(may(told(), kofi, "slides")).toBe(false);
    expect(may(told(), miriam, "slides")).toBe(true);
  });

  it("are locked for all who do not lead, and not for one who was given them", () => {
    expect(may(told(lock), kofi, "camera")).toBe(false);
    expect(may(told(lock), miriam, "camera")).toBe(true);
    expect(may(told(lock, given), kofi, "camera")).toBe(true);
    expect(may(told(given, { ...given, allowed: null }, lock), kofi, "camera")).toBe(false);
  });

  it("are the presenter's whatever is locked, until presenting goes on to another", () => {
    const handed: Event = { type: "PresenterChanged", person: "a" };
    expect(may(told(lock, handed), kofi, "camera")).toBe(true);
    expect(may(told(lock, handed), kofi, "slides")).toBe(true);
    expect(may(told(lock, handed, { type: "PresenterChanged", person: null }), kofi, "slides")).toBe(false);
    const left: Event = { type: "PersonLeft", person: "a", reason: "left" };
    expect(told(handed, left).rights.presenter).toBeNull();
  });

  it("begin anew with another role, and locks end with the class", () => {
    const role: Event = { type: "RoleChanged", person: "a", role: "guest" };
    expect(may(told(lock, given, role), kofi, "camera")).toBe(false);
    expect(may(told(lock, { type: "ClassEnded" }), kofi, "camera")).toBe(true);
  });
});
