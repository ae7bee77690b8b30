// A slash command of the chat, as a row: what it is called, what it takes, who may give it, what it does.
import type { Me, People, Prepared } from "../../core/api";
import type { Mode } from "../../core/choices";
import type { Act } from "../../core/commands";
import { groupOf } from "../../core/view/breakouts";
import { isStaff } from "../../core/view/people";
import { may } from "../../core/view/rights";
import type { View } from "../../core/view/types";
import { type Command, type OpenPoll, PERMISSIONS, type Permission } from "../../wire";

/** What was read of the words behind a command; what was left out keeps its default. */
export interface Given {
  /** Milliseconds; 0: none was given. */
  time: number;
  count: number;
  person: string;
  group: string;
  word: string;
  text: string;
  poll: Omit<OpenPoll, "do" | "poll"> | null;
}
export const nothingGiven: Given = {
  time: 0,
  count: 0,
  person: "",
  group: "",
  word: "",
  text: "",
  poll: null,
};

/** What the person has switched on in this window. */
export interface Own {
  microphone: boolean;
  camera: boolean;
  screen: boolean;
  captions: boolean;
  grid: boolean;
}
export type Opened = "chat" | "people" | "questions" | "polls" | "tasks" | "notebook" | "transcript";
export type Asked =
  | "end"
  | "leave"
  | "agenda"
  | "breakouts"
  | "keys"
  | "line"
  | "timer"
  | "films"
  | "locks"
  | "attendance";

/** What happens in this window alone. */
export type PageDeed =
  | { page: keyof Own; on: boolean }
  | { page: "open"; panel: Opened }
  | { page: "dialog"; dialog: Asked }
  | { page: "mode"; mode: Mode }
  | { page: "leave" | "react" | "help" };

/** What the room offers to those who type. */
export interface Steering {
  own: Own;
  turn: (deed: PageDeed) => void;
  /** Refusals are told where the command was typed. */
  act: Act;
  tell: (text: string) => void;
  /** How often the key that begins a command was pressed, and how many of these were followed. */
  begun: { count: number; taken: number };
}

/** What a command is judged against. */
export interface Ground {
  view: View;
  people: People;
  me: Me;
  prepared: readonly Prepared[];
  /** Null in the recording. */
  own: Own | null;
  /** Persons who were taken from the list, by the name that stands in the line. */
  chosen: ReadonlyMap<string, string>;
}

/** What Enter will do. */
export interface Deed {
  /** In words, as a sentence. */
  says: string;
  commands?: () => readonly Command[];
  page?: PageDeed;
  /** Asked before it is done. */
  asks?: { title: string; text: string; yes: string };
  /** Told when it was done; without it the class shows it by itself. */
  done?: string;
}
/** Why it cannot be done now, and what to do. */
export interface Trouble {
  trouble: string;
}

export type Read = { given: Partial<Given>; rest: string } | Trouble;
export interface Offer {
  text: string;
  hint?: string;
  /** Whose name it is. */
  person?: string;
}
/** A sort of thing that a command takes. */
export interface Sort {
  /** As it stands in the help: TIME. */
  shown: string;
  /** As it is asked for: "a time, like 5m". */
  what: string;
  optional?: boolean;
  read: (words: string, ground: Ground) => Read;
  /** What can stand here and begins with these words. */
  offers: (words: string, ground: Ground) => readonly Offer[];
}
/** A word that must stand there, or something of a sort. */
export type Take = string | Sort;

/** Who may give a command: a right of the class, or one of these. */
export type Needs = Permission | Station;
type Station = "all" | "staff" | "place" | "presenter" | "choosing";

export interface Row {
  name: string;
  aliases?: readonly string[];
  takes: readonly Take[];
  needs: Needs;
  /** Also in the recording. */
  later?: boolean;
  help: string;
  /** The commands of the room that it can give. */
  gives?: readonly Command["do"][];
  does: (given: Given, ground: Ground) => Deed | Trouble;
}

/** Whether the person may give it now; the same rights as behind the buttons. */
export function mayGive({ needs, later }: Row, { view, me, own }: Ground): boolean {
  if (own === null && !later) return false;
  const leads = isStaff(view.people.byId.get(me.person)?.role ?? me.role);
  switch (needs) {
    case "all":
      return true;
    case "staff":
      return leads;
    case "place":
      return leads || groupOf(view.breakouts, me.person) !== null;
    case "presenter":
      return view.rights.presenter === me.person || may(view, me, "grant");
    case "choosing":
      return leads || (view.breakouts.state === "open" && view.breakouts.choose);
    default:
      return may(view, me, needs);
  }
}

/** Who may give it; of a right, those who lead where nobody else can have it. */
export function stationFor({ needs }: Row): Station | "right" {
  if (!(needs in PERMISSIONS)) return needs as Station;
  return PERMISSIONS[needs as Permission].reach === "lead" ? "staff" : "right";
}

/** One command of the room. */
export const gives = (says: string, command: Command, done?: string): Deed => ({
  says,
  commands: () => [command],
  done,
});

export const optional = (sort: Sort): Sort => ({ ...sort, optional: true });

const grammarOf = (take: Take): string =>
  typeof take === "string" ? take : take.optional ? `[${take.shown}]` : take.shown;

/** `/timer TIME [FOR WHAT]` */
export const grammar = ({ name, takes }: Pick<Row, "name" | "takes">): string =>
  [`/${name}`, ...takes.map(grammarOf)].join(" ");
