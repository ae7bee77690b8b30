import { beforeEach, expect, test, vi } from "vitest";
import { way } from "../../src/core/api";
import { keeperOf } from "../../src/core/offline/keeper";
import { isHere } from "../../src/core/offline/owner";
import { standBy } from "../../src/core/offline/reach";
import { copyFor, forgetFound } from "../../src/core/offline/shelf";
import { lesson } from "../core/entries";
import { recording, track } from "../playback/recording";
import { freshBrowser } from "./caches";

vi.mock("../../src/core/offline/page", () => ({
  keepPage: async () => undefined,
  dropPage: async () => undefined,
}));

const first = { class: "c", title: "Tides", course: "Sea", me: { person: "p", role: "student" as const } };
const told = { ...first, people: {}, entries: lesson, opened_at: 0 };
const whole = recording({ mix: track("mix", 0, 120, { source: "mix" }), duration: 120_000 });
let manifest = whole;
/** What the school is asked for, and how it answers. */
let asked: string[] = [];
let onMedia: () => void = () => undefined;

const school = async (path: string, options: RequestInit = {}): Promise<Response> => {
  const what = path.replace(/^.api.v1.classes.[cd]./, "").replace(/\?.*/, "");
  const range = /bytes=(\d+)-(\d+)/.exec(new Headers(options.headers).get("Range") ?? "");
  if (what === "timeline") return Response.json(told);
  if (what === "manifest") return Response.json(manifest);
  if (range === null) return new Response("{}");
  onMedia();
  if (options.signal?.aborted) throw new DOMException("", "AbortError");
  asked.push(range[0]!);
  const size = Number(range[2]) - Number(range[1]) + 1;
  return new Response(new Uint8Array(size), { status: 206 });
};

beforeEach(() => {
  freshBrowser();
  vi.stubGlobal("fetch", school);
  forgetFound();
  isHere("p");
  standBy();
  asked = [];
  manifest = whole;
  onMedia = () => undefined;
});

test("a download that is paused goes on where it stopped, and what is cut out later goes at once", async () => {
  const keeper = keeperOf(first, undefined);
  onMedia = () => asked.length >= 2 && keeper.pause();
  await keeper.keep("sound", 0);
  expect(keeper.snapshot()).toMatchObject({ running: false, problem: null });
  expect(keeper.snapshot().record?.whole).toBe(false);
  const before = [...asked];
  onMedia = () => undefined;
  await keeper.go();
  expect(keeper.snapshot().record).toMatchObject({ whole: true, choice: "sound" });
  expect(new Set(asked).size).toBe(asked.length); // nothing twice
  expect(asked.length).toBeGreaterThan(before.length);
  const copy = await copyFor("c", undefined);
  expect((await copy!.bytes("mix.mp4", 0, 120_799))?.size).toBe(120_800);
  const mix = { ...whole.mix!, fragments: whole.mix!.fragments.filter((one) => one[2] < 60_000) };
  manifest = { ...whole, mix };
  await keeper.check();
  expect(await copy!.bytes("mix.mp4", 60_800, 60_900)).toBeNull();
  expect((await copy!.bytes("mix.mp4", 800, 60_799))?.size).toBe(60_000);
  await keeper.remove();
  expect(await caches.keys()).toEqual([]);
});

test("the desk, which asks the school directly, takes away what is closed to its reader too", async () => {
  const mine = { ...first, class: "d" };
  const keeper = keeperOf(mine, undefined);
  await keeper.keep("sound", 0);
  expect(await copyFor("d", undefined)).not.toBeNull();
  const { reach } = way;
  way.reach = async () =>
    Response.json({ error: { code: "class_hidden", fault: "rule", message: "", next: "" } }, { status: 403 });
  await keeper.check();
  way.reach = reach;
  expect(keeper.snapshot().record).toBeNull();
  expect(await copyFor("d", undefined)).toBeNull();
});
