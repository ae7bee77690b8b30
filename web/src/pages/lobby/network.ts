// What a look at the network found, in words: which ways of media are open, what that means, and what to ask for.
import { locale, t } from "../../texts";

export type Way = "udp" | "tcp" | "relay";
export interface Tried {
  state: "open" | "blocked" | "not_offered";
  /** From the first try to the answer. */
  ms?: number;
}
export type Found = Record<Way, Tried>;

/** Where media comes in, as the server told. */
export interface Doors {
  addresses: string[];
  udp: number | null;
  tcp: number | null;
}

export interface Verdict {
  tone: "fine" | "warn" | "bad";
  title: string;
  text: string;
}

const WAYS: Way[] = ["udp", "tcp", "relay"];

function open(found: Found, way: Way): boolean {
  return found[way].state === "open";
}

/** "UDP port 8080". */
function doorOf(way: Way, doors: Doors): string {
  if (way === "relay") return t("lobby.relay");
  const name = way.toUpperCase();
  const port = doors[way];
  return port === null ? name : t("lobby.port", { name, port });
}

/** What has to be opened: "UDP port 8080" to "203.0.113.7". */
function wish(doors: Doors, ways: ("udp" | "tcp")[]): { ports: string; addresses: string } {
  const any = new Intl.ListFormat(locale(), { type: "disjunction" });
  const ports = ways.filter((way) => doors[way] !== null).map((way) => doorOf(way, doors));
  return { ports: any.format(ports), addresses: any.format(doors.addresses) };
}

/** "Media goes to 203.0.113.7". */
export const mediaGoes = (doors: Doors): string =>
  t("lobby.media_goes_to", { addresses: doors.addresses.join(", ") });

export function verdict(found: Found, doors: Doors): Verdict {
  const best = found.udp.state === "not_offered" ? "tcp" : "udp";
  if (open(found, best)) {
    const all = WAYS.every((way) => found[way].state !== "blocked");
    return { tone: "fine", title: t(all ? "lobby.all_open" : "lobby.gets_through"), text: "" };
  }
  if (open(found, "tcp")) {
    const text = t("lobby.only_tcp_hint", wish(doors, ["udp"]));
    return { tone: "warn", title: t("lobby.only_tcp"), text };
  }
  if (open(found, "relay")) {
    const text = t("lobby.only_relay_hint", wish(doors, ["udp"]));
    return { tone: "warn", title: t("lobby.only_relay"), text };
  }
  const text = t("lobby.nothing_through_hint", wish(doors, ["udp", "tcp"]));
  return { tone: "bad", title: t("lobby.nothing_through"), text };
}

/** One line for each way. */
export function lines(found: Found, doors: Doors): string[] {
  return WAYS.map((way) => {
    const name = doorOf(way, doors);
    const { state, ms = 0 } = found[way];
    if (state === "not_offered") return t("lobby.way_not_offered", { name });
    return state === "open" ? t("lobby.way_open", { name, ms }) : t("lobby.way_blocked", { name });
  });
}

/** For whoever helps: everything that was found, to be pasted into a message. */
export function details(found: Found, doors: Doors, at: Date, browser: string): string {
  const { title } = verdict(found, doors);
  return [
    t("lobby.looked_at", { at: at.toISOString(), title }),
    ...lines(found, doors),
    mediaGoes(doors),
    browser,
  ].join("\n");
}
