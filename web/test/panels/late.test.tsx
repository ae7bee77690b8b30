// Late work as it is drawn: what is next on the desk, what is missing in playback, and the terms as a form.
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Desk, DeskClass } from "../../src/core/api";
import type { Mine } from "../../src/core/progress";
import { before } from "../../src/core/view/fold";
import { DAY } from "../../src/core/view/terms";
import { Ended } from "../../src/pages/desk/Ended";
import { Unseen } from "../../src/pages/desk/Unseen";
import { Completion } from "../../src/pages/playback/Completion";
import { TermsForm } from "../../src/panels/TermsForm";
import { NOTHING_NEW } from "../core/entries";

const NOW = Date.now();
const MISSING = {
  at: 60_000,
  share: 40,
  left: 1_080_000,
  polls: 1,
  posts: 0,
  tasks: 0,
  begun: true,
  complete: false,
  live: false,
};

const ended = (id: string, part: Partial<DeskClass>): DeskClass => ({
  id,
  title: id,
  course: "k",
  unseen: NOTHING_NEW,
  state: "ended",
  starts_at: null,
  opened_at: NOW - 2 * DAY,
  ended_at: NOW - DAY,
  duration: 3_600_000,
  role: "student",
  join: { student: "/join/s" },
  playback: `/play/${id}`,
  counts: {},
  transcript: "off",
  before: null,
  closes_at: NOW + 5 * DAY + 60_000,
  mine: MISSING,
  ...part,
});

test("the desk puts what is next first, with its size and its deadline, and says what is done or closed", () => {
  const classes = [
    ended("Loads", {}),
    ended("Arches", { mine: { ...MISSING, complete: true, live: false } }),
    ended("Vaults", { closes_at: NOW - DAY }),
  ];
  const desk = { me: { name: "Leila" }, courses: [{ id: "k", title: "Structures" }], classes } as Desk;
  const drawn = renderToStaticMarkup(<Ended desk={desk} classes={classes} now={NOW} primary />);
  expect(drawn).toContain("Structures · 19 min to do · 1 poll");
  expect(drawn).toContain("5 days left");
  expect(drawn).toContain("/play/Loads#t=60");
  expect(drawn.indexOf("Loads")).toBeLessThan(drawn.indexOf("Classes so far"));
  expect(drawn.indexOf("Classes so far")).toBeLessThan(drawn.indexOf("Arches"));
  expect(drawn).toContain("Done later");
  expect(drawn).toContain("closed");
});

const mine = (part: Partial<Mine>): Mine => ({
  share: 40,
  needed: 80,
  left: 60_000,
  whole: 150_000,
  polls: ["p"],
  posts: 0,
  posts_needed: 1,
  tasks: [],
  tasks_done: 0,
  complete: false,
  how: null,
  closes_at: NOW + DAY,
  extended: false,
  at: 0,
  spans: [],
  unseen: [[60_000, 150_000]],
  ...part,
});

test("playback counts what is missing, and says when nothing is", () => {
  const chip = (one: Mine) =>
    renderToStaticMarkup(<Completion mine={one} full={before} seek={() => undefined} />);
  expect(chip(mine({}))).toContain("What completes this class: 3 left");
  const done = chip(mine({ left: 0, polls: [], posts: 1, complete: true, how: "later" }));
  expect(done).toContain("you have done it all");
  expect(done).not.toContain("closed");
  expect(chip(mine({ closes_at: NOW - DAY }))).toContain("closed");
});

test("terms that are not among those offered are kept in their form", () => {
  const terms = { window: 10 * DAY, promise: 4, share: 85, polls: true, posts: 4 };
  const form = renderToStaticMarkup(<TermsForm terms={terms} endedAt={NOW} save={async () => ""} />);
  for (const words of ["10 days after class", "4 working days", "85% of the class", "at least 4", "until"])
    expect(form).toContain(words);
});

test("the desk tells those who lead what was done later, counted, in one link a class", () => {
  const unseen = { ...NOTHING_NEW, votes: 12, messages: 1 };
  const drawn = renderToStaticMarkup(<Unseen one={ended("Tides", { unseen })} now={NOW} />);
  expect(drawn).toContain("New after class: 12 votes · 1 message");
  expect(drawn).toContain('href="/play/Tides#later"');
});
