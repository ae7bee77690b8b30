// Who is in the recording, to whom the class is shown, and that whoever only looks may do nothing.
import { expect, test } from "vitest";
import { isUnrecorded } from "../../src/core/view/consent";
import { before, fold } from "../../src/core/view/fold";
import { may } from "../../src/core/view/rights";
import { entry } from "./entries";

test("what somebody chose last counts", () => {
  const view = fold([
    entry(1, 1, null, { type: "RecordingChosen", person: "sam", recorded: false, notice: 1 }),
    entry(2, 2, null, { type: "RecordingChosen", person: "tom", recorded: false, notice: 0 }),
    entry(3, 3, null, { type: "RecordingChosen", person: "sam", recorded: true, notice: 1 }),
  ]);
  expect(isUnrecorded(view.consent, "sam")).toBe(false);
  expect(isUnrecorded(view.consent, "tom")).toBe(true);
  expect(view.consent.get("tom")?.notice).toBe(0);
  expect(isUnrecorded(view.consent, "ada")).toBe(false);
});

test("a class that was not recorded is from the moment in which recording is switched on", () => {
  const opened = entry(1, 1, null, { type: "ClassOpened", opened_at: 1, recorded: false });
  expect(fold([opened]).lesson.recording).toBe("off");
  const { lesson } = fold([opened, entry(2, 2, null, { type: "RecordingResumed" })]);
  expect([lesson.recorded, lesson.recording]).toEqual([true, "on"]);
});

test("a class is shown to the class until somebody says otherwise", () => {
  expect(before.visibility).toBe("class");
  expect(fold([entry(1, 1, null, { type: "VisibilitySet", level: "link" })]).visibility).toBe("link");
});

test("whoever only looks may do nothing", () => {
  expect(may(before, { person: "eve", role: "guest" }, "chat_all")).toBe(true);
  expect(may(before, { person: "eve", role: "guest", looks: true }, "chat_all")).toBe(false);
});
