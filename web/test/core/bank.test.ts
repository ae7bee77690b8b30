import { describe, expect, it } from "vitest";
import type { Prepared } from "../../src/core/api";
import { cells, faultOf, keepNames, readPolls, withMore, writeText } from "../../src/core/bank";
import { nextOf } from "../../src/core/view/polls";

const short = (poll: Prepared) => [poll.question, poll.options, poll.right];

describe("pasted polls", () => {
  it("split by themselves, whatever marks the options", () => {
    const lists = [
      "Which part?\n1. Keystone\n2. Abutment *\n3. All",
      "Which part?\n\nA) Keystone\n*B) Abutment\nC) All",
      "1. Which part?\n   a. Keystone\n   b. *Abutment\n   c. All",
      "Which part?\n- Keystone\n* Abutment\n- All",
      "Which\npart?\n• Keystone\n• Abutment*\n• All",
      "Which part?\r\n(a) Keystone\r\n(b) Abutment *\r\n(c) All\r\n",
    ];
    for (const list of lists)
      expect(readPolls(list).map(short)).toEqual([["Which part?", ["Keystone", "Abutment", "All"], [1]]]);
  });

  it("follow each other with and without empty lines", () => {
    const polls = readPolls("1. First?\na) x\nb) y\n2) Second?\na) z\nb) *w\n\nThird?\n- 1\n- 2");
    expect(polls.map(short)).toEqual([
      ["First?", ["x", "y"], []],
      ["Second?", ["z", "w"], [1]],
      ["Third?", ["1", "2"], []],
    ]);
    expect(new Set(polls.map((one) => one.poll)).size).toBe(3);
  });

  it("take a list of nothing but stars for a list", () => {
    expect(short(readPolls("Which?\n* x\n* y")[0]!)).toEqual(["Which?", ["x", "y"], []]);
  });

  it("with several right answers allow several, with none of them are typed", () => {
    expect(readPolls("Which?\n- x*\n- y\n- z*")[0]).toMatchObject({ multiple: true, right: [0, 2] });
    const typed = readPolls("What pulls the tide?\n= The Moon\n= Moon\nWhy: it is near")[0];
    expect(typed).toMatchObject({
      kind: "text",
      right_texts: ["The Moon", "Moon"],
      explanation: "it is near",
    });
  });

  it("say in brackets what else they are", () => {
    expect(readPolls("How was it? [rating 10, anonymous]")[0]).toMatchObject({
      question: "How was it?",
      kind: "rating",
      anonymous: true,
    });
    expect(readPolls("How was it? [rating 10]")[0]?.options.length).toBe(10);
    expect(readPolls("One word? [cloud, hidden]")[0]).toMatchObject({ kind: "cloud", results: "hidden" });
    expect(readPolls("In order?\n- x*\n- y\n[ranking]").at(0)).toMatchObject({ kind: "choice" });
    expect(readPolls("In order? [ranking]\n- x*\n- y")[0]).toMatchObject({ kind: "ranking", right: [0, 1] });
  });

  it("come from a table, with or without a head", () => {
    const table =
      'question;kind;option 1;option 2;right;explanation\n"Big; or ""small""?";;Big;Small;b;It is small\nWhy?;text;;;x | y;';
    expect(readPolls(table)).toMatchObject([
      { question: 'Big; or "small"?', options: ["Big", "Small"], right: [1], explanation: "It is small" },
      { question: "Why?", kind: "text", right_texts: ["x", "y"] },
    ]);
    expect(cells('a,b\r\n"c\nd",e\r\n')).toEqual([
      ["a", "b"],
      ["c\nd", "e"],
    ]);
  });

  it("with numbers before questions and none before options are told apart", () => {
    expect(readPolls("1. First?\n2. Second?\n3. Third?").map((one) => one.question)).toEqual([
      "First?",
      "Second?",
      "Third?",
    ]);
    expect(short(readPolls("1. Which?\n1) x\n2) y")[0]!)).toEqual(["Which?", ["x", "y"], []]);
  });

  it("are read again from what they are written as, under their old names", () => {
    const text =
      "1. Which?\n*a) x\nb) y\nWhy: so it is\n\n2. Why?\n= because\n\n3. How? [rating 10, anonymous]\n\n4. Both? [several, live]\na) 1\nb) 2\n\n5. In order? [ranking, hidden]\n*a) 1\n*b) 2\n\n6. Word? [cloud]";
    const polls = readPolls(text);
    expect(polls.length).toBe(6);
    expect(writeText(polls)).toBe(text);
    expect(keepNames(readPolls(text), polls)).toEqual(polls);
  });

  it("stay questions of their own when a table is added behind a question without options", () => {
    const both = readPolls(withMore("One word? [cloud]", "question,option 1,option 2\nWhich?,x,y"));
    expect(both.map(short)).toEqual([
      ["One word?", [], []],
      ["Which?", ["x", "y"], []],
    ]);
  });

  it("say what is missing in them", () => {
    expect(faultOf(readPolls("Which?\n- x")[0]!)).toBe("It has one option only.");
    expect(faultOf(readPolls("Which?\n- x\n- y")[0]!)).toBe("");
  });
});

describe("the next prepared poll", () => {
  it("is the first that was not asked in this class", () => {
    const bank = readPolls("One?\n\nTwo?");
    expect(nextOf(bank, [])).toBe(bank[0]);
    expect(nextOf(bank, [{ poll: bank[0]!.poll }])).toBe(bank[1]);
    expect(nextOf(bank, bank)).toBeUndefined();
  });
});
