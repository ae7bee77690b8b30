// Names of the other direction, kept apart in sentences that run from right to left.

/** What a text becomes when it is compiled: words, and values by name, some with cases of their own (plural, select). */
export type Tokens = (string | Value)[];
type Value = [name: string, kind?: string, cases?: unknown];

/** Unicode Bidirectional Algorithm (UAX 9): what stands between these does not turn the sentence around it. */
const ISOLATE = "\u2068";
const END = "\u2069";

/** The same text with each of its values kept apart; numbers that choose a plural stay as they are. */
export function isolate(tokens: Tokens): Tokens {
  return tokens.flatMap((token) => {
    if (typeof token === "string") return [token];
    const [name, kind, cases] = token;
    if (kind === undefined) return [ISOLATE, token, END];
    if (typeof cases !== "object" || cases === null) return [token];
    const kept = Object.entries(cases).map(([key, one]) => [key, Array.isArray(one) ? isolate(one) : one]);
    return [[name, kind, Object.fromEntries(kept)] satisfies Value];
  });
}
