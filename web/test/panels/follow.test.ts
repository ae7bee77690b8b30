import { expect, test } from "vitest";
import { staysAtEnd } from "../../src/panels/follow";

const log = (scrollTop: number, scrollHeight = 1000) => ({ scrollTop, scrollHeight, clientHeight: 400 });

test("near the end of the log is at its end", () => {
  expect(staysAtEnd(false, 0, log(580))).toBe(true);
});

test("a result that grows below does not take a reader from the end", () => {
  expect(staysAtEnd(true, 600, log(600, 1300))).toBe(true);
});

test("scrolling up leaves the end, scrolling back down in the middle does not reach it", () => {
  expect(staysAtEnd(true, 600, log(300))).toBe(false);
  expect(staysAtEnd(false, 300, log(350))).toBe(false);
});
