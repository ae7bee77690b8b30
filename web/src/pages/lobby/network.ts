// What a look at the network found, in words: which ways of media are open, what that means, and what to ask for.

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

const NAMES: Record<Way, string> = { udp: "UDP", tcp: "TCP", relay: "Relay" };
const WAYS: Way[] = ["udp", "tcp", "relay"];

function open(found: Found, way: Way): boolean {
  return found[way].state === "open";
}

/** "UDP port 8080 to 203.0.113.7". */
function wish(doors: Doors, ways: ("udp" | "tcp")[]): string {
  const ports = ways.flatMap((way) => (doors[way] === null ? [] : [`${NAMES[way]} port ${doors[way]}`]));
  return `Ask whoever runs this network to open ${ports.join(" or ")} to ${doors.addresses.join(" or ")}`;
}

export function verdict(found: Found, doors: Doors): Verdict {
  const best = found.udp.state === "not_offered" ? "tcp" : "udp";
  if (open(found, best)) {
    const all = WAYS.every((way) => found[way].state !== "blocked");
    const title = all
      ? "Everything is open: picture and sound get through."
      : "Picture and sound get through.";
    return { tone: "fine", title, text: "" };
  }
  if (open(found, "tcp")) {
    const text = `You can take part, but the picture may stutter. ${wish(doors, ["udp"])}.`;
    return { tone: "warn", title: "Only TCP gets through", text };
  }
  if (open(found, "relay")) {
    const text = `You can take part; picture and sound take a longer way. ${wish(doors, ["udp"])}.`;
    return { tone: "warn", title: "Only the relay gets through", text };
  }
  const text = `You can read and write in class, but not see or hear anybody. ${wish(doors, ["udp", "tcp"])}, or take another network, such as your phone's.`;
  return { tone: "bad", title: "Nothing gets through", text };
}

/** One line for each way. */
export function lines(found: Found, doors: Doors): string[] {
  return WAYS.map((way) => {
    const port = way === "relay" ? null : doors[way];
    const name = port === null ? NAMES[way] : `${NAMES[way]} port ${port}`;
    const { state, ms } = found[way];
    if (state === "not_offered") return `${name}: not offered by this server`;
    return state === "open" ? `${name}: open (${ms} ms)` : `${name}: blocked`;
  });
}

/** For whoever helps: everything that was found, to be pasted into a message. */
export function details(found: Found, doors: Doors, at: Date, browser: string): string {
  const { title } = verdict(found, doors);
  return [
    `Amphi looked at this network on ${at.toISOString()}: ${title}`,
    ...lines(found, doors),
    `Media goes to ${doors.addresses.join(", ")}`,
    browser,
  ].join("\n");
}
