import { describe, expect, it } from "vitest";
import { Commands, type Outcome } from "../../src/core/commands";
import type { Order } from "../../src/wire";

const lost: Outcome = {
  ok: false,
  error: { code: "no_connection", fault: "server", message: "lost", next: "wait" },
};
const say = { do: "Say", message: "m1", text: "Hello", to: "everyone" } as const;

describe("commands", () => {
  it("shows a message at once and lets go of it when its entry arrives", async () => {
    const commands = new Commands(async () => ({ ok: true, seq: 7 }));
    const done = commands.act(say);
    expect(commands.pending[0]?.state).toBe("sending");
    await done;
    commands.arrived(6);
    expect(commands.pending[0]?.state).toBe("sent");
    commands.arrived(7);
    expect(commands.pending).toEqual([]);
  });

  it("keeps words that could not be sent and sends them again under the same id", async () => {
    const seen: Order[] = [];
    let answer: Outcome = lost;
    const commands = new Commands(async (order) => {
      seen.push(order);
      return answer;
    });
    await commands.act(say);
    expect(commands.pending[0]).toMatchObject({ state: "failed", error: { code: "no_connection" } });
    answer = { ok: true, seq: 9 };
    commands.retryLost();
    await Promise.resolve();
    await Promise.resolve();
    expect(seen[0]?.id).toBe(seen[1]?.id);
    expect(commands.pending[0]?.state).toBe("sent");
  });

  it("does not keep a click that was refused", async () => {
    const commands = new Commands(async () => lost);
    expect((await commands.act({ do: "RaiseHand" })).ok).toBe(false);
    expect(commands.pending).toEqual([]);
  });

  it("turns a thrown failure into a sentence", async () => {
    const commands = new Commands(async () => {
      throw new Error("timeout");
    });
    expect(await commands.act({ do: "RaiseHand" })).toMatchObject({ ok: false, error: { code: "timeout" } });
  });

  it("keeps a click while the line is lost, and sends it once under the same id when it is back", async () => {
    const seen: Order[] = [];
    let answer: Outcome = lost;
    const commands = new Commands(
      async (order) => {
        seen.push(order);
        return answer;
      },
      () => true,
    );
    const done = Promise.all([
      commands.act({ do: "RaiseHand" }),
      commands.act({ do: "LowerHand", person: null }),
    ]);
    await new Promise((next) => setTimeout(next));
    answer = { ok: true, seq: 9 };
    commands.retryLost();
    expect((await done).every((outcome) => outcome.ok)).toBe(true);
    expect(seen.map((order) => order.do)).toEqual(["RaiseHand", "LowerHand", "RaiseHand", "LowerHand"]);
    expect(seen[2]?.id).toBe(seen[0]?.id);
  });

  it("does not send a click again that the class refused, nor when the line never comes back", async () => {
    const no: Outcome = { ok: false, error: { ...lost.error, code: "not_allowed", fault: "rule" } };
    const refused = new Commands(
      async () => no,
      () => true,
    );
    expect(await refused.act({ do: "RaiseHand" })).toEqual(no);
    const gone = new Commands(
      async () => lost,
      () => true,
    );
    const waiting = gone.act({ do: "RaiseHand" });
    await new Promise((next) => setTimeout(next));
    gone.giveUp();
    expect(await waiting).toEqual(lost);
  });
});
