// A text as people write it, in parts: addresses, code, formulas, bold and slanted words. Nothing is ever dropped.

export type Part =
  | { kind: "text" | "link" | "code" | "formula" | "codeblock" | "formulablock"; text: string }
  | { kind: "bold" | "italic"; parts: Part[] };

/** ```code``` over several lines, or $$formula$$: what stands between is taken as it is. */
const BLOCKS = /```(?:[\w+#.-]{0,20}\n)?([\s\S]+?)```|\$\$([^$]+)\$\$/g;
/**
 * `code`, $formula$, an address, **bold**, *slanted*, _slanted_. Each is bounded by its own sign, so that a text is read
 * in one go however it is made. Money is no formula: $5 and $10 stay what they are.
 */
const INLINE =
  /`([^`\n]+)`|\$(?=[^\s$])([^$\n]*[^\s$\\])\$(?!\d)|(https?:\/\/[^\s<>"'`]+)|\*\*(?=[^\s*])([^*\n]*[^\s*])\*\*|(?<![\p{L}\p{N}*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]*[^\s_])_(?![\p{L}\p{N}_])/gu;

const CLOSING: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

/** How much of what looks like an address belongs to it: not the full stop after it, nor the bracket around it. */
export function addressEnd(found: string): number {
  let end = found.length;
  while (end > 0) {
    const last = found[end - 1] as string;
    const opening = CLOSING[last];
    const inside = found.slice(0, end);
    const loose = opening !== undefined && inside.split(last).length > inside.split(opening).length;
    if (!loose && !/[.,;:!?*_~]/.test(last)) break;
    end -= 1;
  }
  return end;
}

/** An address that may be followed: http or https, and nobody's name before an @ that pretends to be the place. */
export function isSafe(address: string): boolean {
  try {
    const { protocol, username, password, hostname } = new URL(address);
    return ["http:", "https:"].includes(protocol) && !username && !password && hostname !== "";
  } catch {
    return false;
  }
}

function inline(text: string): Part[] {
  const parts: Part[] = [];
  let plain = "";
  let from = 0;
  const flush = () => {
    if (plain) parts.push({ kind: "text", text: plain });
    plain = "";
  };
  const take = (part: Part, upto: number) => {
    flush();
    parts.push(part);
    from = upto;
  };
  const sign = new RegExp(INLINE);
  for (let found = sign.exec(text); found; found = sign.exec(text)) {
    const [whole, code, formula, address, bold, star, line] = found;
    plain += text.slice(from, found.index);
    from = found.index;
    const end = found.index + whole.length;
    if (code !== undefined) take({ kind: "code", text: code }, end);
    else if (formula !== undefined) take({ kind: "formula", text: formula }, end);
    else if (address !== undefined) {
      const length = addressEnd(address);
      const link = address.slice(0, length);
      if (isSafe(link)) take({ kind: "link", text: link }, found.index + length);
      else {
        plain += link;
        from = found.index + length;
      }
      sign.lastIndex = Math.max(from, found.index + 1);
    } else if (bold !== undefined) take({ kind: "bold", parts: inline(bold) }, end);
    else take({ kind: "italic", parts: inline(star ?? line ?? "") }, end);
  }
  plain += text.slice(from);
  flush();
  return parts;
}

/** The parts of a text, in order. */
export function richParts(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const found of text.matchAll(BLOCKS)) {
    const before = text.slice(from, found.index).replace(/\n$/, "");
    if (before) parts.push(...inline(before));
    const [whole, code, formula] = found;
    if (code !== undefined) parts.push({ kind: "codeblock", text: code.replace(/\n$/, "") });
    else parts.push({ kind: "formulablock", text: (formula ?? "").trim() });
    from = found.index + whole.length;
    if (text[from] === "\n") from += 1;
  }
  const rest = text.slice(from);
  if (rest) parts.push(...inline(rest));
  return parts;
}
