import { beforeEach, expect, test, vi } from "vitest";
import { api, ask } from "../../src/core/api";
import { holderOf, isHere } from "../../src/core/offline/owner";
import { reachState, standBy } from "../../src/core/offline/reach";
import { Copy, copyFor, forgetFound } from "../../src/core/offline/shelf";
import { freshBrowser } from "./caches";

const school = vi.fn<(path: string, options: RequestInit) => Promise<Response>>();
const told = { class: "c", title: "Tides", me: { person: "p" }, people: {}, entries: [], last: 0 };

beforeEach(async () => {
  freshBrowser();
  vi.stubGlobal("fetch", school);
  school.mockReset();
  forgetFound();
  isHere("p");
  const about = { title: "Tides", course: "", choice: "sound", edit: "", bytes: 10, done: 10 } as const;
  const copy = await Copy.begin({
    ...about,
    class: "c",
    person: "p",
    holder: "account p",
    keptAt: 1,
    checkedAt: Date.now() - 5_000,
    whole: true,
  });
  await copy.put("timeline", Response.json({ ...told, title: "Kept" }));
  await copy.put("media/mix.mp4?0-9", new Response("0123456789"));
  forgetFound();
  standBy();
});

test("the school goes first, and what is kept answers where it cannot be reached or only its doorkeeper speaks", async () => {
  school.mockResolvedValueOnce(Response.json(told));
  expect((await api.timeline("c", 0)).title).toBe("Tides");
  expect(reachState.get()).toBeNull();
  school.mockRejectedValueOnce(new TypeError("no network"));
  expect((await api.timeline("c", 0)).title).toBe("Kept");
  expect(reachState.get()).not.toBeNull();
  school.mockResolvedValueOnce(new Response("Bad gateway", { status: 502 }));
  expect((await api.timeline("c", 0)).title).toBe("Kept");
  school.mockResolvedValueOnce(Response.json(told));
  expect((await api.timeline("c", 0)).title).toBe("Tides");
  expect(reachState.get()).toBeNull();
});

test("kept media is not loaded a second time, and nothing of another class waits for the shelf", async () => {
  expect(await (await ask("/classes/c/media/mix.mp4", { headers: { Range: "bytes=2-4" } })).text()).toBe(
    "234",
  );
  expect(school).not.toHaveBeenCalled();
  school.mockRejectedValue(new TypeError("no network"));
  await expect(api.timeline("other", 0)).rejects.toMatchObject({ status: 0 });
  await expect(api.command("c", { do: "Gesture", id: "x", sign: "yes" } as never)).rejects.toMatchObject({
    status: 0,
  });
});

test("a class that is closed to its reader is kept no longer", async () => {
  for (const status of [403, 404, 410]) {
    await Copy.begin({ ...(await copyFor("c", undefined))!.record });
    school.mockResolvedValueOnce(
      Response.json({ error: { code: "class_hidden", fault: "rule", message: "", next: "" } }, { status }),
    );
    await expect(api.timeline("c", 0)).rejects.toMatchObject({ status });
    expect(await copyFor("c", undefined)).toBeNull();
    expect(await caches.keys()).toEqual([]);
    const about = { title: "Tides", course: "", choice: "sound", edit: "", bytes: 1, done: 1 } as const;
    await Copy.begin({
      ...about,
      class: "c",
      person: "p",
      holder: "account p",
      keptAt: 1,
      checkedAt: Date.now(),
      whole: true,
    });
    forgetFound();
  }
});

test("a busy school takes nothing away; one that asks to sign in hides what is kept until its owner is back", async () => {
  const refuse = (code: string, fault: string, status: number) =>
    school.mockResolvedValueOnce(
      Response.json({ error: { code, fault, message: "", next: "" } }, { status }),
    );
  refuse("busy", "server", 503);
  await expect(api.timeline("c", 0)).rejects.toMatchObject({ status: 503 });
  expect(await copyFor("c", undefined)).not.toBeNull();
  refuse("sign_in_needed", "you", 401);
  await expect(api.timeline("c", 0)).rejects.toMatchObject({ status: 401 });
  expect(await copyFor("c", undefined)).toBeNull();
  isHere("p");
  expect(await copyFor("c", undefined)).not.toBeNull();
});

test("a key that the school refuses keeps nothing; one that a network refuses, or that is not heard, does", async () => {
  const { record } = (await copyFor("c", undefined))!;
  const copy = await Copy.begin({ ...record, holder: await holderOf("my.key") });
  await copy.put("timeline", Response.json(told));
  forgetFound();
  school.mockRejectedValueOnce(new TypeError("no network"));
  expect((await api.timeline("c", 0, "my.key")).title).toBe("Tides");
  school.mockResolvedValueOnce(new Response("<html>Buy some hours of network</html>", { status: 401 }));
  await expect(api.timeline("c", 0, "my.key")).rejects.toMatchObject({ status: 401 });
  expect(await copyFor("c", "my.key")).not.toBeNull();
  school.mockResolvedValueOnce(
    Response.json(
      { error: { code: "sign_in_needed", fault: "you", message: "", next: "" } },
      { status: 401 },
    ),
  );
  await expect(api.timeline("c", 0, "my.key")).rejects.toMatchObject({ status: 401 });
  expect(await copyFor("c", "my.key")).toBeNull();
  expect(await caches.keys()).toEqual([]);
});
