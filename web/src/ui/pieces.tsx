// A sentence of the catalogue in which names or numbers are drawn in a way of their own.
import { createElement, Fragment, type ReactNode } from "react";
import { type Key, t } from "../texts";

const MARK = "\u0000";

/** The text of a key with drawn values in their places; `values` are those that are plain. */
export function pieces(
  key: Key,
  drawn: Record<string, ReactNode>,
  values: Record<string, string | number> = {},
): ReactNode {
  const marked = Object.fromEntries(Object.keys(drawn).map((name) => [name, MARK + name + MARK]));
  // Every second piece is the name of what is drawn there.
  const parts = t(key, { ...values, ...marked }).split(MARK);
  return createElement(
    Fragment,
    null,
    ...parts.map((part, place) => (place % 2 ? (drawn[part] ?? part) : part)),
  );
}
