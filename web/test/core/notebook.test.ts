// One's own copy of the notes: what others wrote, what is sent, a step back in time, and what nobody takes.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { updateYFragment } from "y-prosemirror";
import * as Y from "yjs";
import type { Outcome } from "../../src/core/commands";
import { NotebookCopy } from "../../src/core/notebook/copy";
import { decoded, encoded } from "../../src/core/notebook/letters";
import { stretches } from "../../src/core/notebook/stretches";
import { Timeline } from "../../src/core/timeline";
import { nodes, schema } from "../../src/panels/notebook/schema";
import type { Entry, WriteNotebook } from "../../src/wire";
import { entry } from "./entries";

/** A class that takes what copies send, and tells it to whoever follows. */
class Class {
  readonly line = new Timeline();
  readonly sent: WriteNotebook[] = [];
  answer: Outcome = { ok: true };

  act = (by: string) => async (command: unknown) => {
    const write = command as WriteNotebook & { at?: number };
    this.sent.push(write);
    if (this.answer.ok) {
      const seq = this.line.last + 1;
      this.line.add([
        entry(seq, write.at ?? seq * 1000, by, {
          type: "NotebookWritten",
          update: write.update,
          late: false,
        }),
      ]);
    }
    return this.answer;
  };

  newest = (at = Number.POSITIVE_INFINITY) =>
    this.line.viewAt(at).notebook.places.get("everyone")?.newest ?? null;
}

const textOf = ({ page }: NotebookCopy, line: number): string =>
  (page.get(line) as Y.XmlElement).toArray().map(String).join("");
const wordsOf = ({ page }: NotebookCopy): string => page.toArray().map(String).join("|");

function write(copy: NotebookCopy, words: string): void {
  copy.writes = true;
  copy.doc.transact(() => {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(words)]);
    copy.page.insert(copy.page.length, [paragraph]);
  });
}

beforeEach(() => void vi.useFakeTimers());

/** What somebody's editor shows is typed into their copy, as its binding does it. */
function shows(copy: NotebookCopy, ...lines: string[]): void {
  copy.writes = true;
  const page = schema.topNodeType.create(
    null,
    lines.map((line) => nodes.paragraph.create(null, line ? [schema.text(line)] : [])),
  );
  copy.doc.transact(() =>
    updateYFragment(copy.doc, copy.page, page, { mapping: new Map(), isOMark: new Map() }),
  );
}

describe("a copy of the notes", () => {
  it("has each word once when two begin to write in the same empty line", async () => {
    const held = new Class();
    const [ada, ben] = ["ada", "ben"].map((who) => new NotebookCopy("everyone", held.act(who))) as [
      NotebookCopy,
      NotebookCopy,
    ];
    const all = async () => {
      await vi.advanceTimersByTimeAsync(3_000);
      for (const copy of [ada, ben]) copy.follow(held.newest());
    };
    shows(ada, "Title", "");
    await all();
    shows(ada, "Title", "AAA");
    shows(ben, "Title", "bbb");
    await all();
    const line = textOf(ada, 1);
    shows(ada, "Title", line.replace("AAA", "AAAA"));
    shows(ben, "Title", line.replace("bbb", "bbbb"));
    await all();
    expect(textOf(ada, 1)).toBe(textOf(ben, 1));
    expect([...textOf(ada, 1)].sort().join("")).toBe("AAAAbbbb");
  });

  it("sends what is typed in a second as one change, and shows others' words in the same order for all", async () => {
    const held = new Class();
    const [ada, ben] = ["ada", "ben"].map((who) => new NotebookCopy("everyone", held.act(who)));
    write(ada!, "one");
    write(ada!, "two");
    write(ben!, "three");
    expect(ada!.unsent).toBe(true);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(held.sent.length).toBe(2);
    for (const copy of [ada!, ben!]) copy.follow(held.newest());
    expect(wordsOf(ada!)).toBe(wordsOf(ben!));
    expect(ada!.page.length).toBe(3);
    expect(ada!.unsent).toBe(false);
    expect(
      stretches(ben!.page)
        .map(({ client }) => ben!.owners.get(client))
        .sort(),
    ).toEqual(["ada", "ada", "ben"]);
  });

  it("keeps what could not be sent, in its order, until the line is back", async () => {
    const held = new Class();
    const ada = new NotebookCopy("everyone", held.act("ada"));
    held.answer = { ok: false, error: { code: "no_connection", fault: "server", message: "", next: "" } };
    write(ada, "one");
    await vi.advanceTimersByTimeAsync(10_000);
    write(ada, "two");
    await vi.advanceTimersByTimeAsync(10_000);
    held.answer = { ok: true };
    await vi.advanceTimersByTimeAsync(3_000);
    const late = new NotebookCopy("everyone", held.act("ben"));
    late.follow(held.newest());
    expect(wordsOf(late)).toBe("<paragraph>one</paragraph>|<paragraph>two</paragraph>");
  });

  it("offers the words that the class refuses, and goes on from what the class has", async () => {
    const held = new Class();
    const ben = new NotebookCopy("everyone", held.act("ben"));
    write(ben, "taken");
    await vi.advanceTimersByTimeAsync(1_100);
    ben.follow(held.newest());
    held.answer = {
      ok: false,
      error: { code: "may_not_write_notes", fault: "rule", message: "No.", next: "" },
    };
    write(ben, "not");
    write(ben, "taken any more");
    await vi.advanceTimersByTimeAsync(1_100);
    expect(ben.unwritten?.words).toBe("not\ntaken any more");
    expect(wordsOf(ben)).toBe("<paragraph>taken</paragraph>");
    expect(ben.generation).toBe(1);
  });

  it("shows the notes as they were at a moment, also one before", async () => {
    const held = new Class();
    const ada = new NotebookCopy("everyone", held.act("ada"));
    for (const words of ["one", "two", "three"]) {
      write(ada, words);
      await vi.advanceTimersByTimeAsync(1_100);
    }
    const played = new NotebookCopy("everyone", held.act("zoe"));
    for (const [at, count] of [
      [9_000, 3],
      [2_500, 2],
      [0, 0],
      [1_000, 1],
      [9_000, 3],
    ] as const) {
      played.follow(held.newest(at));
      expect(played.page.length).toBe(count);
    }
    played.moment = 1_500;
    played.follow(held.newest(1_500));
    write(played, "late");
    await vi.advanceTimersByTimeAsync(1_100);
    expect((held.sent[3] as { at?: number }).at).toBe(1_500);
    played.follow(held.newest(1_500));
    expect(wordsOf(played)).toBe("<paragraph>one</paragraph>|<paragraph>late</paragraph>");
    ada.follow(held.newest());
    expect(ada.page.length).toBe(4);
  });

  it("is not stopped by a change that cannot be read", () => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const copy = new NotebookCopy("everyone", new Class().act("ada"));
    const broken: Entry = entry(1, 0, "x", { type: "NotebookWritten", update: "/////w==", late: false });
    const line = new Timeline();
    line.add([broken]);
    copy.follow(line.live().notebook.places.get("everyone")!.newest);
    write(copy, "goes on");
    expect(copy.page.length).toBe(1);
  });

  it("has the notes of a group, with whose they are, when they come back", () => {
    const doc = new Y.Doc();
    doc.getXmlFragment("notes").insert(0, [new Y.XmlElement("paragraph")]);
    const update = encoded(Y.encodeStateAsUpdate(doc));
    const line = new Timeline();
    const authors = [{ client: doc.clientID, person: "sam" }];
    line.add([entry(1, 0, null, { type: "NotebookReturned", group: "g1", name: "Red", update, authors })]);
    const place = line.live().notebook.places.get("group:g1");
    const copy = new NotebookCopy("group:g1", new Class().act("ada"));
    copy.follow(place!.newest);
    expect(place?.name).toBe("Red");
    expect(copy.owners.get(doc.clientID)).toBe("sam");
    expect(decoded(update).length).toBeGreaterThan(0);
  });
});
