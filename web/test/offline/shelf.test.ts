import { beforeEach, expect, test } from "vitest";
import type { TimelineAnswer } from "../../src/core/api";
import type { Hit } from "../../src/core/finding";
import { answerFrom, askedOf } from "../../src/core/offline/answers";
import { holderOf, isGone, isHere } from "../../src/core/offline/owner";
import { planOf } from "../../src/core/offline/plan";
import { Copy, copyFor, forgetFound, isOver, type Kept, ownCopies } from "../../src/core/offline/shelf";
import type { Event, Role } from "../../src/wire";
import { entry, lesson } from "../core/entries";
import { freshBrowser } from "./caches";

const now = Date.now();
const record = (holder: string, person = "p_dana"): Kept => ({
  class: "c",
  person,
  holder,
  title: "Tides",
  course: "Sea",
  choice: "full",
  keptAt: now,
  checkedAt: now,
  edit: "",
  bytes: 20,
  done: 20,
  whole: true,
});
const told = {
  class: "c",
  title: "Tides",
  course: "Sea",
  opened_at: 0,
  people: { a: { name: "Ann", role: "student" } },
  entries: lesson,
};

async function kept(holder: string, person?: string): Promise<Copy> {
  const copy = await Copy.begin(record(holder, person));
  await copy.put("timeline", Response.json(told));
  await copy.put("media/mix.mp4?0-9", new Response("0123456789"));
  await copy.put("media/mix.mp4?10-19", new Response("abcdefghij"));
  await copy.put("decks/d/pages/1.webp", new Response("page"));
  forgetFound();
  return copy;
}
const asked = (path: string, range?: string) => askedOf(path, range ? { Range: range } : undefined)!;

beforeEach(() => {
  freshBrowser();
  forgetFound();
});

test("a range of recorded media is answered with exactly its bytes, across pieces", async () => {
  const copy = await kept("account p_dana");
  const answer = await answerFrom(copy, asked("/classes/c/media/mix.mp4", "bytes=8-12"));
  expect([answer?.status, answer?.headers.get("Content-Range")]).toEqual([206, "bytes 8-12/*"]);
  expect(await answer?.text()).toBe("89abc");
  expect(await answerFrom(copy, asked("/classes/c/media/mix.mp4", "bytes=15-30"))).toBeNull();
  expect(await answerFrom(copy, asked("/classes/c/media/mix.mp4"))).toBeNull();
});

test("the timeline is read whole or from an entry on, other things by their name, and what is uncut is not here", async () => {
  const copy = await kept("account p_dana");
  const from = async (after: number) =>
    (await (await answerFrom(copy, asked(`/classes/c/timeline?after=${after}`)))!.json()).entries.length;
  expect([await from(0), await from(10)]).toEqual([lesson.length, lesson.length - 10]);
  expect(await (await answerFrom(copy, asked("/classes/c/decks/d/pages/1.webp")))?.text()).toBe("page");
  expect(await answerFrom(copy, asked("/classes/c/decks/d/pages/2.webp"))).toBeNull();
  expect(await answerFrom(copy, asked("/classes/c/timeline?after=0&uncut=1"))).toBeNull();
  expect(askedOf("/desk")).toBeNull();
});

test("words are found as the school finds them", async () => {
  const copy = await kept("account p_dana");
  const look = async (words: string) =>
    (await (await answerFrom(copy, asked(`/classes/c/search?q=${encodeURIComponent(words)}`)))!.json())
      .classes;
  const [found] = await look("KEYST strong");
  expect(found.hits).toEqual([
    {
      kind: "message",
      key: "m1",
      at: 4000,
      person: "a",
      name: "Ann",
      text: ["Is the ", "keystone", " the ", "strongest", "?"],
    },
  ]);
  expect(await look("keystone arch")).toEqual([]);
  expect(await look("?")).toEqual([]);
});

test("words of slides and of their speaker's notes are found where the page was first shown", async () => {
  const copy = await kept("account p_dana");
  await copy.put("decks/d1/pages/2.txt", new Response("Voussoirs"));
  await copy.put("decks/d1/pages/2.notes.txt", new Response("Pass the voussoirs around"));
  const answer = await answerFrom(copy, asked("/classes/c/search?q=voussoirs"));
  const [found] = (await answer!.json()).classes;
  const places = found.hits.map(({ kind, key, at }: Hit) => [kind, key, at]);
  expect(places).toEqual([
    ["slide", "d1/2", 9950],
    ["speaker_note", "d1/2", 9950],
  ]);
});

test("notes of the speaker are kept by whoever may read them", () => {
  const noted = (shared: boolean): Event => ({ type: "DeckNoted", deck: "d1", pages: [2], shared });
  const lasting = (role: Role, shared: boolean) => {
    const entries = [...lesson, entry(90, 9960, "t", noted(shared))];
    return planOf({ ...told, entries, me: { role } } as unknown as TimelineAnswer, null, "sound").lasting;
  };
  const name = "decks/d1/pages/2.notes.txt";
  expect(lasting("student", false)).not.toContain(name);
  expect(lasting("student", true)).toContain(name);
  expect(lasting("instructor", false).filter((one) => one.endsWith(".notes.txt"))).toEqual([name]);
});

test("another account of this browser never sees a copy, nor does another key", async () => {
  isHere("p_dana");
  await kept(await holderOf(undefined));
  expect((await copyFor("c", undefined))?.record.person).toBe("p_dana");
  expect(await ownCopies()).toHaveLength(1);
  isHere("p_other");
  expect(await copyFor("c", undefined)).toBeNull();
  expect(await copyFor("c", "some.key")).toBeNull();
  expect(await ownCopies()).toEqual([]);
  isGone();
  expect(await copyFor("c", undefined)).toBeNull();
});

test("what another account kept goes when somebody else signs in, also after the session ended; keys of classes stay", async () => {
  await isHere("p_dana");
  await kept(await holderOf(undefined));
  await kept(await holderOf("my.key"), "p_guest");
  await isHere("p_dana");
  expect(await caches.keys()).toHaveLength(2);
  isGone();
  expect(await caches.keys()).toHaveLength(2);
  await isHere("p_other");
  expect(await caches.keys()).toEqual(["amphi.kept p_guest/c"]);
  await isHere("p_dana");
  expect(await copyFor("c", undefined)).toBeNull();
  expect(await copyFor("c", "my.key")).not.toBeNull();
});

test("whoever came by a key finds what was kept with it", async () => {
  localStorage.setItem("amphi.person.c", "my.key");
  await kept(await holderOf("my.key"));
  expect(await copyFor("c", "my.key")).not.toBeNull();
  expect(await copyFor("c", undefined)).toBeNull();
  expect(await ownCopies()).toHaveLength(1);
});

test("what was removed is gone at once, and so is what nobody checked for thirty days", async () => {
  isHere("p_dana");
  const copy = await kept(await holderOf(undefined));
  await copy.remove();
  expect(await copyFor("c", undefined)).toBeNull();
  const day = 24 * 3_600_000;
  expect(isOver({ checkedAt: now }, now + 29 * day)).toBe(false);
  expect(isOver({ checkedAt: now }, now + 31 * day)).toBe(true);
  expect(isOver({ checkedAt: now }, now - 31 * day)).toBe(true);
  const old = await kept(await holderOf(undefined));
  await old.note({ checkedAt: now - 31 * day });
  forgetFound();
  expect(await copyFor("c", undefined)).toBeNull();
  expect(await caches.keys()).toEqual([]);
});
