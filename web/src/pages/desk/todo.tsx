// What the rows of the desk's lists have in common: which class it is, and until or since when.
import type { ReactNode } from "react";
import type { DeskClass } from "../../core/api";
import css from "./desk.module.css";
import { here, when } from "./model";

interface WhatProps {
  one: DeskClass;
  /** What is said of it in a line; empty words are left out. */
  about: readonly string[];
  children?: ReactNode;
}

export function What({ one, about, children }: WhatProps) {
  return (
    <div className={css.what}>
      <h3>
        <a className="plain" href={here(one.playback)} dir="auto">
          {one.title}
        </a>
      </h3>
      <p className="small muted">{about.filter(Boolean).join(" · ")}</p>
      {children}
    </div>
  );
}

/** `at` is in Unix ms; nothing is said where there is none. */
export function Due({
  at,
  now,
  words,
  soon,
}: {
  at: number | null;
  now: number;
  words: string | undefined;
  soon?: boolean;
}) {
  return (
    <p className={css.due} data-soon={soon || undefined}>
      {at !== null && (
        <>
          <b>{when(at, now)}</b>
          {words && <span className="muted">{words}</span>}
        </>
      )}
    </p>
  );
}
