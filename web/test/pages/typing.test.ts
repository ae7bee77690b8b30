// Keys in the middle of typing command nothing, also when the field has just been taken away.
import { expect, it } from "vitest";
import { Typing } from "../../src/ui/typing";

const press = (typing: Typing, key: string, timeStamp: number, inField: boolean) =>
  typing.takes({ key, timeStamp }, inField);

it("letters go on being typed when their field is taken away, until there is a pause", () => {
  const typing = new Typing();
  expect(press(typing, "h", 0, false)).toBe(false);
  expect(press(typing, "h", 100, true)).toBe(true);
  expect(press(typing, "a", 900, false)).toBe(true);
  expect(press(typing, "m", 2_300, false)).toBe(true);
  expect(press(typing, "m", 3_900, false)).toBe(false);
});

it("whoever leaves the field themselves commands at once", () => {
  const typing = new Typing();
  press(typing, "h", 0, true);
  press(typing, "Escape", 100, true);
  expect(press(typing, "m", 200, false)).toBe(false);
  press(typing, "h", 300, true);
  typing.leave();
  expect(press(typing, "m", 400, false)).toBe(false);
});
