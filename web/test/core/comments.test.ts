// Comments in the view: threads, what was held, what is new, and answers that come twice.
import { describe, expect, it } from "vitest";
import { fold, inPlayingOrder } from "../../src/core/view/fold";
import { acceptedBy, threadsOf, unseenOf } from "../../src/core/view/notes";
import type { Entry } from "../../src/wire";
import { entry, lesson } from "./entries";

const added = (comment: string, more = {}) =>
  ({ type: "CommentAdded", comment, text: comment, late: true, ...more }) as const;
const notes = (...entries: Entry[]) => fold([...lesson, ...entries].sort(inPlayingOrder)).notes;
const of = (...entries: Entry[]) => {
  const found = notes(...entries).comments.find((one) => one.comment === "x");
  if (!found) throw new Error("it is not there");
  return found;
};

describe("comments", () => {
  it("stand in threads, in the order of the class, also when an answer was written first", () => {
    const threads = threadsOf(
      notes(
        entry(40, 9_000, "a", added("late")),
        entry(41, 5_000, "b", added("early")),
        entry(42, 9_500, "c", added("answer", { reply_to: "late" })),
        entry(43, 9_600, "c", added("answer 2", { reply_to: "answer" })),
        entry(44, 100, "c", added("lost", { reply_to: "unseen" })),
      ),
    );
    const shown = threads.map(({ root, answers }) => [root.comment, ...answers.map((one) => one.comment)]);
    expect(shown).toEqual([["lost"], ["n1"], ["early"], ["late", "answer", "answer 2"]]);
  });

  it("come once, however many audiences an answer has", () => {
    const twice = [entry(40, 5_000, "t", added("x"), "staff"), entry(41, 5_000, "t", added("x"), "person:a")];
    expect(notes(...twice).comments.filter((one) => one.comment === "x").length).toBe(1);
  });

  it("that were held are whole once they are open, to those who had them and to all others", () => {
    const approved = {
      type: "CommentApproved",
      comment: "x",
      person: null,
      text: "mended",
      late: true,
      reply_to: null,
      anonymous: true,
      on: { deck: "d", page: 2 },
      note: null,
      transcript: "",
    } as const;
    const open = entry(42, 5_000, "t", approved);
    expect(of(open)).toMatchObject({ by: null, text: "mended", state: "open", on: { page: 2 } });
    const held = entry(40, 5_000, "a", added("x", { held: true, anonymous: true }), "staff");
    const edited = { type: "CommentEdited", comment: "x", text: "mended", held: true } as const;
    const author = of(held, entry(41, 8_000, "a", edited, "staff"), open);
    expect(author).toMatchObject({ by: "a", text: "mended", state: "open", to: "everyone" });
  });

  it("that were refused wait again when they are changed, wherever the change was placed", () => {
    const held = entry(40, 5_000, "a", added("x", { held: true }), "staff");
    const edited = { type: "CommentEdited", comment: "x", text: "better", held: true } as const;
    const refused = { type: "CommentRefused", comment: "x", reason: "why?" } as const;
    expect(of(held, entry(41, 8_000, "a", edited), entry(42, 5_000, "t", refused)).state).toBe("refused");
    const again = of(held, entry(41, 5_000, "t", refused), entry(42, 8_000, "a", edited));
    expect(again).toMatchObject({ state: "held", text: "better" });
  });

  it("are new until they were seen, and count for their writer when they stand open", () => {
    const written = [
      entry(40, 5_000, "a", added("x")),
      entry(41, 5_000, "b", added("y", { held: true }), "staff"),
    ];
    const now = notes(...written, entry(42, 9_000, "t", { type: "CommentsRead", up_to: 40 }, "person:t"));
    expect(now.seen).toBe(40);
    expect(unseenOf(now, now.seen, "t").map((one) => one.comment)).toEqual(["y"]);
    expect([acceptedBy(now, "a"), acceptedBy(now, "b")]).toEqual([1, 0]);
  });
});
