// What notes consist of: the same parts, under the same names, as the server lets pass and saves.

import { Schema } from "prosemirror-model";
import { isLink } from "../../core/notebook/links";

/** The page's own headings are above those of the notes. */
const BELOW = 2;
export const LEVELS = [1, 2, 3] as const;
const levelOf = (level: unknown): number => Math.min(3, Math.max(1, Math.floor(Number(level) || 1)));
const auto = { dir: "auto" };

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: {
      content: "inline*",
      group: "block",
      parseDOM: [{ tag: "p" }],
      toDOM: () => ["p", auto, 0],
    },
    heading: {
      attrs: { level: { default: 1 } },
      content: "inline*",
      group: "block",
      defining: true,
      parseDOM: [
        {
          tag: "[data-level]",
          priority: 60,
          getAttrs: (found) => ({ level: levelOf(found.getAttribute("data-level")) }),
        },
        ...[1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: levelOf(level) } })),
      ],
      toDOM: ({ attrs }) => {
        const level = levelOf(attrs.level);
        return [`h${BELOW + level}`, { ...auto, "data-level": String(level) }, 0];
      },
    },
    blockquote: {
      content: "block+",
      group: "block",
      defining: true,
      parseDOM: [{ tag: "blockquote" }],
      toDOM: () => ["blockquote", 0],
    },
    code_block: {
      content: "text*",
      marks: "",
      group: "block",
      code: true,
      defining: true,
      parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
      toDOM: () => ["pre", ["code", 0]],
    },
    bullet_list: {
      content: "list_item+",
      group: "block",
      parseDOM: [{ tag: "ul" }],
      toDOM: () => ["ul", auto, 0],
    },
    ordered_list: {
      attrs: { order: { default: 1 } },
      content: "list_item+",
      group: "block",
      parseDOM: [
        { tag: "ol", getAttrs: (found) => ({ order: Number(found.getAttribute("start") ?? 1) || 1 }) },
      ],
      toDOM: ({ attrs }) => ["ol", { ...auto, start: String(Math.floor(Number(attrs.order)) || 1) }, 0],
    },
    list_item: {
      content: "paragraph block*",
      defining: true,
      parseDOM: [{ tag: "li" }],
      toDOM: () => ["li", auto, 0],
    },
    text: { group: "inline" },
    hard_break: {
      inline: true,
      group: "inline",
      selectable: false,
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
    },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [
        {
          tag: "a[href]",
          getAttrs: (found) => {
            const href = found.getAttribute("href");
            return isLink(href) ? { href } : false;
          },
        },
      ],
      toDOM: ({ attrs }) => [
        "a",
        {
          href: isLink(attrs.href) ? attrs.href : "#",
          target: "_blank",
          rel: "noopener noreferrer nofollow",
        },
        0,
      ],
    },
    strong: {
      parseDOM: [{ tag: "strong" }, { tag: "b" }, { style: "font-weight=bold" }],
      toDOM: () => ["strong", 0],
    },
    em: { parseDOM: [{ tag: "em" }, { tag: "i" }, { style: "font-style=italic" }], toDOM: () => ["em", 0] },
    underline: { parseDOM: [{ tag: "u" }], toDOM: () => ["u", 0] },
    code: { parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
  },
});
export const { nodes, marks } = schema as unknown as {
  nodes: Record<
    | "paragraph"
    | "heading"
    | "blockquote"
    | "code_block"
    | "bullet_list"
    | "ordered_list"
    | "list_item"
    | "hard_break",
    (typeof schema.nodes)[string]
  >;
  marks: Record<"link" | "strong" | "em" | "underline" | "code", (typeof schema.marks)[string]>;
};
