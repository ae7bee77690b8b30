import { expect, test } from "vitest";
import { type Doors, details, type Found, lines, type Tried, verdict } from "../../src/pages/lobby/network";

const doors: Doors = { addresses: ["203.0.113.7", "2001:db8::7"], udp: 8080, tcp: 9080 };
const states: Record<string, Tried> = {
  "+": { state: "open", ms: 34 },
  "-": { state: "blocked" },
  "0": { state: "not_offered" },
};
const found = (udp: string, tcp: string, relay: string): Found => ({
  udp: states[udp]!,
  tcp: states[tcp]!,
  relay: states[relay]!,
});

test("every mixture of ways has its verdict", () => {
  const said = (udp: string, tcp: string, relay: string) => verdict(found(udp, tcp, relay), doors).title;
  expect(said("+", "+", "+")).toContain("Everything is open");
  expect(said("+", "+", "0")).toContain("Everything is open");
  expect(said("+", "-", "-")).toBe("Picture and sound get through.");
  expect(said("-", "+", "-")).toBe("Only TCP gets through");
  expect(said("-", "+", "+")).toBe("Only TCP gets through");
  expect(said("-", "-", "+")).toBe("Only the relay gets through");
  expect(said("-", "-", "-")).toBe("Nothing gets through");
  expect(said("-", "0", "0")).toBe("Nothing gets through");
});

test("where the server offers no UDP, TCP is as good as it gets", () => {
  const told = { ...doors, udp: null };
  expect(verdict(found("0", "+", "0"), told).tone).toBe("fine");
  expect(verdict(found("0", "-", "0"), told).text).toContain("open TCP port 9080 to 203.0.113.7");
});

test("whoever is blocked learns what still works and what to ask for", () => {
  expect(verdict(found("-", "+", "0"), doors).text).toMatch(/may stutter.*UDP port 8080 to 203\.0\.113\.7/);
  expect(verdict(found("-", "-", "+"), doors).text).toMatch(/longer way.*UDP port 8080/);
  const { tone, text } = verdict(found("-", "-", "0"), doors);
  expect(tone).toBe("bad");
  expect(text).toMatch(/read and write.*UDP port 8080 or TCP port 9080 to 203\.0\.113\.7 or 2001:db8::7/);
});

test("the details hold everything that was found", () => {
  expect(lines(found("+", "-", "0"), doors)).toEqual([
    "UDP port 8080: open (34 ms)",
    "TCP port 9080: blocked",
    "Relay: not offered by this server",
  ]);
  const text = details(found("-", "-", "0"), doors, new Date(0), "Browser 1.0");
  expect(text).toContain("1970-01-01T00:00:00.000Z: Nothing gets through");
  expect(text).toContain("203.0.113.7, 2001:db8::7");
  expect(text.endsWith("Browser 1.0")).toBe(true);
});
