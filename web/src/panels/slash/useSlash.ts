// A command while it is typed into the chat: what can stand next, what Enter will do, and doing it.
import { useEffect, useRef, useState } from "react";
import { loadTexts, t } from "../../texts";
import type { PanelProps } from "../props";
import type { Suggestion } from "./complete";
import { isSlash, type Reading } from "./line";
import { type Deed, type Ground, grammar, type Row } from "./row";

/** A screen reader hears what Enter will do once somebody pauses. */
const PAUSE_MS = 700;

export interface Slash {
  /** The line is a command, or was meant to be one. */
  on: boolean;
  reading: Reading;
  found: readonly Suggestion[];
  at: number;
  /** Why it was not done; empty before Enter. */
  trouble: string;
  /** What waits for a yes. */
  asking: Deed | null;
  helping: boolean;
  ground: Ground;
  /** Said to screen readers. */
  aloud: string;
  take: (one: Suggestion) => void;
  takeRow: (row: Row) => void;
  /** True when a key was for the list. */
  press: (key: string) => boolean;
  /** What Enter and the button do with a command. */
  enter: () => void;
  answer: (yes: boolean) => void;
  closeHelp: () => void;
}

interface Now {
  line: string;
  at: number;
  /** Arrows were used: Enter takes what they chose. */
  moved: boolean;
  closed: boolean;
  trouble: string;
}
const fresh = (line: string): Now => ({ line, at: 0, moved: false, closed: false, trouble: "" });

const NOTHING: readonly Suggestion[] = [];
const TEXT: Reading = { is: "text" };
/** Until the table is here nothing is done, and nothing of it lands in the chat. */
const WAIT: Reading = { is: "trouble", says: t("commands.coming"), known: true };

type Engine = typeof import("./engine");

const loadEngine = (): Promise<Engine> => loadTexts("slash").then(() => import("./engine"));

/** Called when somebody comes into the field: the table is there before the first slash. */
export const fetchEngine = (): void => void loadEngine().catch(() => undefined);

/** The table comes with the first slash, and is asked for again while it does not come. */
function useEngine(wanted: boolean): Engine | null {
  const [engine, setEngine] = useState<Engine | null>(null);
  useEffect(() => {
    if (!wanted || engine) return;
    let again: ReturnType<typeof setTimeout> | undefined;
    let here = true;
    const load = (): void =>
      void loadEngine().then(
        (found) => here && setEngine(found),
        () => {
          if (here) again = setTimeout(load, 2000);
        },
      );
    load();
    return () => {
      here = false;
      clearTimeout(again);
    };
  }, [wanted, engine]);
  return engine;
}

export const spoken = (reading: Reading, found: number): string => {
  if (reading.is === "ready") {
    const { says } = reading.deed;
    return found ? t("commands.fits_enter_does", { count: found, says }) : t("commands.enter_does", { says });
  }
  if (found) return t("commands.fits", { count: found });
  return reading.is === "trouble" ? reading.says.replaceAll("`", "") : "";
};

function useAloud(words: string): string {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(words), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return words ? said : "";
}

function useDoing({ act, steering }: PanelProps, clear: () => void, fail: (says: string) => void) {
  const busy = useRef(false);
  const give = steering?.act ?? act;
  return async (deed: Deed): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    try {
      // The page first: a browser lets a screen be shared only while a key is fresh.
      if (deed.page) steering?.turn(deed.page);
      for (const command of deed.commands?.() ?? []) {
        const sent = give(command);
        // Words are kept by the chat itself when they cannot be sent.
        if (command.do === "Say") continue;
        const outcome = await sent;
        if (!outcome.ok) return fail(`${outcome.error.message} ${outcome.error.next}`);
      }
      clear();
      if (deed.done) steering?.tell(deed.done);
    } finally {
      busy.current = false;
    }
  };
}

/** `write` puts a text with its caret into the field. */
export function useSlash(
  panel: PanelProps,
  line: string,
  write: (text: string, caret: number) => void,
): Slash {
  const on = isSlash(line);
  const { view, people, me, prepared = [], steering } = panel;
  const chosen = useRef(new Map<string, string>());
  const [kept, setKept] = useState<Now>(fresh(line));
  const [asking, setAsking] = useState<Deed | null>(null);
  const [helping, setHelping] = useState(false);
  const [given, setGiven] = useState<string | null>(null);
  const now = kept.line === line ? kept : fresh(line);
  const own = panel.mode === "live" ? (steering?.own ?? null) : null;
  const ground: Ground = { view, people, me, prepared, own, chosen: chosen.current };
  const engine = useEngine(on);
  const reading = on ? (engine?.read(line, ground) ?? WAIT) : TEXT;
  const found = on && engine && !now.closed ? engine.complete(line, ground) : NOTHING;
  const change = (more: Partial<Now>) => setKept({ ...now, ...more });
  const put = (text: string) => write(text, text.length);
  const fail = (trouble: string) => setKept({ ...fresh(line), closed: true, trouble });
  const doing = useDoing(panel, () => put(""), fail);
  const take = (one: Suggestion) => {
    if (one.person && engine) chosen.current.set(engine.key(one.shown), one.person);
    put(one.line);
  };
  const enter = () => {
    if (on && !engine) setGiven(line);
    if (reading.is === "trouble") return fail(reading.says);
    if (reading.is === "text") return;
    const { deed } = reading;
    if (deed.page?.page === "help") {
      put("");
      return setHelping(true);
    }
    if (deed.asks) return setAsking(deed);
    void doing(deed);
  };
  // Enter was pressed before the table had come: it is done now, unless something else was typed meanwhile.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the table comes
  useEffect(() => {
    if (!engine || given === null) return;
    setGiven(null);
    if (given === line) enter();
  }, [engine]);
  const press = (pressed: string): boolean => {
    const one = found[now.at];
    if (one === undefined) return false;
    if (pressed === "ArrowDown") change({ at: (now.at + 1) % found.length, moved: true });
    else if (pressed === "ArrowUp") change({ at: (now.at + found.length - 1) % found.length, moved: true });
    else if (pressed === "Tab") take(one);
    else if (pressed === "Enter" && (now.moved || reading.is === "trouble")) take(one);
    else if (pressed === "Escape") change({ closed: true });
    else return false;
    return true;
  };
  const answer = (yes: boolean) => {
    if (yes && asking) void doing(asking);
    setAsking(null);
  };
  const takeRow = (row: Row) => {
    const first = row.takes.findIndex((take) => typeof take !== "string");
    put(first < 0 ? grammar(row) : `${grammar({ name: row.name, takes: row.takes.slice(0, first) })} `);
    setHelping(false);
  };
  return {
    on,
    reading,
    found,
    at: now.at,
    trouble: now.trouble,
    asking,
    helping,
    ground,
    aloud: useAloud(on ? spoken(reading, found.length) : ""),
    take,
    takeRow,
    press,
    enter,
    answer,
    closeHelp: () => setHelping(false),
  };
}
