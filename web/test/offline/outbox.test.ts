import { beforeEach, expect, test, vi } from "vitest";
import { ApiError, api } from "../../src/core/api";
import { Outbox } from "../../src/core/offline/outbox";
import { merged, ToldLater } from "../../src/core/offline/told";
import { progressApi } from "../../src/core/progress";
import type { Order } from "../../src/wire";
import { freshBrowser } from "./caches";

const comment = (id: string) =>
  ({ do: "AddComment", id, comment: id, text: id, to: "everyone", at: 5_000 }) as Order;
const vote = (id: string, choice: number) =>
  ({ do: "Vote", id, poll: "p", choices: [choice], at: 9_000 }) as Order;
const refused = (code: string, fault: "rule" | "server", status: number) =>
  new ApiError({ code, fault, message: "No.", next: "" }, status);

beforeEach(() => {
  freshBrowser();
  vi.restoreAllMocks();
});

test("what waits keeps its moment and its id over a reload, and only the last vote of a poll counts", () => {
  const outbox = new Outbox("c", "p");
  expect(outbox.put(comment("a"))).toBe(true);
  outbox.put(vote("v1", 0));
  outbox.put(vote("v2", 1));
  expect(outbox.put({ do: "EndClass", id: "e" } as Order)).toBe(false);
  const again = new Outbox("c", "p").list().map(({ order }) => order);
  expect(again).toEqual([comment("a"), vote("v2", 1)]);
  expect(new Outbox("c", "somebody").list()).toEqual([]);
});

test("it is sent in order once, stops where the school is away, and keeps what is refused with the reason", async () => {
  const outbox = new Outbox("c", "p");
  for (const id of ["a", "b", "d"]) outbox.put(comment(id));
  const send = vi.spyOn(api, "command");
  send.mockResolvedValueOnce({ ok: true });
  send.mockRejectedValueOnce(refused("no_connection", "server", 0));
  await outbox.send("key");
  expect(outbox.list().map(({ order }) => order.id)).toEqual(["b", "d"]);
  send.mockRejectedValueOnce(refused("window_closed", "rule", 409));
  send.mockResolvedValueOnce({ ok: true });
  await Promise.all([outbox.send("key"), outbox.send("key")]);
  expect(outbox.list().map(({ order, error }) => [order.id, error?.code])).toEqual([["b", "window_closed"]]);
  await outbox.send("key");
  expect(send).toHaveBeenCalledTimes(4);
  outbox.again("b");
  send.mockResolvedValueOnce({ ok: true });
  await outbox.send("key");
  expect(new Outbox("c", "p").list()).toEqual([]);
});

test("what a curious hand left in its place is nothing", () => {
  localStorage.setItem("amphi.outbox p/c", "{");
  expect(new Outbox("c", "p").list()).toEqual([]);
  localStorage.setItem("amphi.outbox p/c", '[null, {"order": 3}]');
  expect(new Outbox("c", "p").list()).toEqual([]);
});

test("watched passages wait as few long ones, and are told once", async () => {
  const later = new ToldLater("c", "p");
  later.put({ spans: [[0, 10_000]], skipped: [] }, 10_000);
  later.put({ spans: [[10_500, 20_000]], skipped: [[30_000, 40_000]] }, 20_000);
  const told = vi.spyOn(progressApi, "watchedOffline");
  told.mockRejectedValueOnce(refused("no_connection", "server", 0));
  await expect(later.tell("key")).rejects.toThrow();
  told.mockResolvedValueOnce({} as never);
  await new ToldLater("c", "p").tell("key");
  expect(told).toHaveBeenLastCalledWith(
    "c",
    { spans: [[0, 20_000]], skipped: [[30_000, 40_000]] },
    20_000,
    "key",
  );
  expect(await later.tell("key")).toBeNull();
  const many = Array.from({ length: 150 }, (_, n): [number, number] => [n * 10_000, n * 10_000 + 2_000 + n]);
  expect(merged(many)).toEqual(many.slice(50));
});
