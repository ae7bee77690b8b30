// Commands typed into the chat: read, completed, refused; and the one table that they come from.
import { describe, expect, it } from "vitest";
import { complete } from "../../src/panels/slash/complete";
import { document } from "../../src/panels/slash/help";
import { asText, isSlash } from "../../src/panels/slash/line";
import { read } from "../../src/panels/slash/read";
import { type Ground, grammar, mayGive } from "../../src/panels/slash/row";
import { TABLE } from "../../src/panels/slash/table";
import { readTime, timeWords } from "../../src/panels/slash/time";
import type { Command, Event } from "../../src/wire";
import wire from "../../src/wire.ts?raw";
import { BY_HAND } from "./byhand";
import { ground, groupsOpen } from "./class";

const teacher = ground("t");
const student = ground("a");

function commands(line: string, at: Ground = teacher): readonly Command[] {
  const found = read(line, at);
  expect(found, line).toMatchObject({ is: "ready" });
  return found.is === "ready" ? (found.deed.commands?.() ?? []) : [];
}
const says = (line: string, at: Ground = teacher): string => {
  const found = read(line, at);
  return found.is === "trouble" ? found.says : found.is === "ready" ? `READY ${found.deed.says}` : "TEXT";
};
const lines = (line: string, at: Ground = teacher): string[] => complete(line, at).map((one) => one.line);

describe("a line that begins with a slash", () => {
  it("is a command, unless there are two slashes or a space before it", () => {
    expect(isSlash("/hand")).toBe(true);
    expect(isSlash(" /hand")).toBe(false);
    expect(isSlash("//hand")).toBe(false);
    expect(asText("//hand")).toBe("/hand");
    expect(read(" /hand", teacher)).toEqual({ is: "text" });
  });

  it.each([
    ["/timer 5m", [{ do: "StartTimer", kind: "timer", length: 300_000, name: "" }]],
    ["/timer 1h30m Read the page", [{ do: "StartTimer", length: 5_400_000, name: "Read the page" }]],
    ["/TIMER 2:30", [{ do: "StartTimer", length: 150_000 }]],
    ["/timer 90", [{ length: 5_400_000 }]],
    ["/stopwatch", [{ do: "StartTimer", kind: "stopwatch" }]],
    ["/hand", [{ do: "RaiseHand" }]],
    ["/mute all", [{ do: "MuteAll", but_presenter: false }]],
    ["/slow 30s", [{ do: "SetSlowMode", seconds: 30 }]],
    ["/slow 30", [{ do: "SetSlowMode", seconds: 30 }]],
    ["/lock chat", [{ do: "SetRight", right: "chat_all", allowed: false, person: null }]],
    ["/unlock chat", [{ do: "SetRight", right: "chat_all", allowed: null, person: null }]],
    ["/unlock drawing", [{ do: "SetRight", right: "draw", allowed: true, person: null }]],
    ["/pick", [{ do: "PickPerson" }]],
    ["/present Priya", [{ do: "HandOver", person: "b" }]],
    ["/private priya See you later", [{ do: "Say", to: "person:b", text: "See you later" }]],
    ["/private @Kofi Mensah: well done", [{ to: "person:a", text: "well done" }]],
    ["/announce Books away", [{ do: "Say", announcement: true, to: "everyone" }]],
    ["/react clap", [{ do: "Gesture", sign: "clap" }]],
    ["/board", [{ do: "ShowBoard", to: "everyone" }]],
    ["/door signed-in", [{ do: "SetDoor", door: "signed_in" }]],
    ["/role Priya assistant", [{ do: "ChangeRole", person: "b", role: "assistant" }]],
    ["/breakouts 2 random", [{ do: "OpenBreakouts", length: null, choose: false }]],
    ["/breakouts 2 10m", [{ do: "OpenBreakouts", length: 600_000 }]],
    ["/yesno", [{ do: "OpenPoll", options: ["Yes", "No"] }]],
    ["/rate 10 How sure?", [{ kind: "rating", question: "How sure?" }]],
    ["/rate How sure?", [{ options: ["1", "2", "3", "4", "5"] }]],
  ])("becomes what the buttons give: %s", (line, expected) => {
    expect(commands(line)).toMatchObject(expected);
  });

  it("deals everybody into groups by chance", () => {
    const [open] = commands("/breakouts 2 random");
    const groups = open?.do === "OpenBreakouts" ? (open.groups ?? []) : [];
    expect(groups.map((one) => one.people.length)).toEqual([2, 1]);
    expect(new Set(groups.flatMap((one) => one.people))).toEqual(new Set(["a", "b", "c"]));
  });

  it("asks before somebody is sent out or the class ends", () => {
    expect(read("/remove Priya", teacher)).toMatchObject({ deed: { asks: { yes: "Send out" } } });
    expect(read("/ban Priya", teacher)).toMatchObject({ deed: { asks: { yes: "Remove for good" } } });
    expect(read("/end class", teacher)).toMatchObject({ deed: { page: { page: "dialog", dialog: "end" } } });
  });
});

describe("a poll on one line", () => {
  it.each([
    [
      "/poll Tea or coffee? Tea; Coffee",
      { question: "Tea or coffee?", options: ["Tea", "Coffee"], right: [] },
    ],
    ["/poll Which? A, B, C", { options: ["A", "B", "C"] }],
    ["/poll Which, then? 1,5 m; 2 m", { question: "Which, then?", options: ["1,5 m", "2 m"] }],
    ["/poll Capital of France? *Paris; Lyon", { options: ["Paris", "Lyon"], right: [0] }],
    ["/poll 茶还是咖啡？茶；*咖啡", { question: "茶还是咖啡？", options: ["茶", "咖啡"], right: [1] }],
    ["/poll شاي أم قهوة؟ شاي، قهوة", { question: "شاي أم قهوة؟", options: ["شاي", "قهوة"] }],
    ["/poll Which?\na) Ebb\n*b) Flood", { question: "Which?", options: ["Ebb", "Flood"], right: [1] }],
  ])("is parted into its question and options: %s", (line, expected) => {
    expect(commands(line)).toMatchObject([{ do: "OpenPoll", ...expected }]);
  });

  it("says what is missing", () => {
    expect(says("/poll Which?")).toContain("at least two options");
    expect(says("/poll Which? Only one")).toContain("at least two options");
    expect(says("/poll next")).toContain("No poll is prepared");
    expect(says("/poll next week? Yes; No")).toContain("READY");
  });

  it("is answered by letter, number or words", () => {
    const open: Event = {
      type: "PollOpened",
      poll: "p",
      question: "Which?",
      options: ["Keystone", "Abutment"],
      multiple: false,
    };
    const at = ground("a", [open]);
    for (const line of ["/vote b", "/vote 2", "/vote abutment"])
      expect(commands(line, at)).toMatchObject([{ do: "Vote", poll: "p", choices: [1] }]);
    expect(says("/vote c", at)).toContain("A Keystone or B Abutment");
    expect(says("/vote a b", at)).toContain("one answer");
    expect(lines("/vote ", at)).toEqual(["/vote A", "/vote B"]);
    expect(says("/vote a", student)).toContain("No poll is open");
  });
});

describe("what cannot be done", () => {
  it.each([
    ["/timer", "`/timer` needs a time, like 5m. Or “pause”, “resume”, “stop” or “more”."],
    ["/end", "`/end` needs “poll”, “groups” or “class”."],
    ["/timer more", "`/timer more` needs a time, like 5m."],
    ["/timer soon", "“soon” is not a time, like 5m"],
    ["/timer 1s", "5 seconds to 12 hours"],
    ["/slow 1h", "1 second to 10 minutes"],
    ["/hand up", "“up” is too much"],
    ["/private", "`/private` needs a name"],
    ["/private Priya", "needs a text"],
    ["/private Nobody hello", "There is no person in the room called “Nobody”"],
    ["/mute Kofi", "“Kofi” can be Kofi Mensah or Kofi Annan"],
    ["/lock everything", "“everything” is none of these"],
    ["/end groups", "No groups are open"],
    ["/lower all", "No hand is up"],
    ["/tiemr 5m", "Did you mean `/timer`?"],
    ["/xyzzy", "There is no command `/xyzzy`"],
    ["/etc/passwd", "There is no command"],
    ["/", "Write a command behind the slash"],
  ])("is said with what to do: %s", (line, expected) => {
    expect(says(line)).toContain(expected);
  });

  it("is told to a student who may not", () => {
    expect(says("/timer 5m", student)).toContain("is for those who lead");
    expect(says("/mute all", student)).toContain("You have not the right");
    expect(says("/mute", student)).toContain("READY");
    expect(says("/end class", student)).toContain("is for those who lead");
    expect(says("/board", student)).toContain("in a group everybody there");
    expect(says("/board", ground("a", [groupsOpen]))).toContain("READY");
  });

  it("keeps a question without a name from being asked with one", () => {
    const forbidden = ground("a", [{ type: "AnonymityChanged", allowed: false }]);
    expect(says("/ask anonymous Why?", forbidden)).toContain("asked with a name");
    const allowed = ground("a", [{ type: "AnonymityChanged", allowed: true }]);
    expect(commands("/ask anonymous Why?", allowed)).toMatchObject([{ text: "Why?", anonymous: true }]);
    expect(says("/ask anonymous", allowed)).toContain("needs a question");
    expect(commands("/ask Why?", allowed)).toMatchObject([{ text: "Why?", anonymous: false }]);
  });

  it("means whoever was taken from the list when two have one name", () => {
    const twins = ground("t", [{ type: "PersonJoined", person: "d", role: "student" }]);
    expect(says("/present Priya", twins)).toContain("Several are called Priya");
    const chosen = { ...twins, chosen: new Map([["priya", "d"]]) };
    expect(commands("/present Priya", chosen)).toMatchObject([{ person: "d" }]);
  });

  it("is nothing but signs, words to many and help in the recording", () => {
    const later = ground("a", [], null);
    expect(says("/hand", later)).toContain("while the class is live");
    expect(commands("/clap", later)).toMatchObject([{ do: "Gesture" }]);
    expect(TABLE.filter((row) => mayGive(row, later)).map((row) => row.name)).not.toContain("leave");
  });
});

describe("completion", () => {
  it("offers names that begin so, and what one name can do", () => {
    expect(lines("/ti")).toContain("/timer pause");
    expect(lines("/mu")).toEqual(["/mute", "/mute all", "/mute others", "/mute "]);
    expect(lines("/mute")).toEqual(["/mute all", "/mute others", "/mute "]);
    expect(lines("/hand")).toEqual([]);
  });

  it("offers names, words and times where they belong", () => {
    expect(lines("/private ")).toEqual(["/private Kofi Mensah ", "/private Priya ", "/private Kofi Annan "]);
    expect(lines("/private kofi m")).toEqual(["/private Kofi Mensah "]);
    expect(lines("/private Priya hello")).toEqual([]);
    expect(lines("/timer 7")).toEqual(["/timer 7m ", "/timer 7s "]);
    expect(lines("/lock c")).toEqual(["/lock cameras", "/lock chat"]);
    expect(lines("/allow Priya dr")).toEqual(["/allow Priya drawing"]);
    expect(lines("/join G", ground("t", [groupsOpen]))).toEqual(["/join Group 1", "/join Group 2"]);
    expect(lines("/end ")).toEqual(["/end poll", "/end groups ", "/end class"]);
  });

  it("offers only what the person may do", () => {
    const offered = new Set(complete("/", student).map((one) => one.line.trim()));
    for (const name of ["/timer", "/breakouts", "/lock", "/ban", "/record", "/board", "/join"])
      expect([...offered].filter((one) => one.startsWith(name))).toEqual([]);
    expect(offered).toContain("/hand");
    expect(lines("/mute", student)).toEqual([]);
  });

  it("never offers what stands there already", () => {
    for (const row of TABLE)
      for (const line of [`/${row.name}`, `/${row.name} `])
        for (const one of complete(line, teacher)) expect(one.line).not.toBe(line);
  });
});

describe("times", () => {
  it.each([
    ["5m", 300_000],
    ["1h 30m", 5_400_000],
    ["90 seconds", 90_000],
    ["1.5h", 5_400_000],
    ["1:02:03", 3_723_000],
  ])("are read as people write them: %s", (words, ms) => {
    expect(readTime(words, "m")?.ms).toBe(ms);
  });
  it("are not seen in words", () => {
    expect(readTime("5monkeys", "m")).toBeNull();
    expect(readTime("soon", "m")).toBeNull();
    expect(timeWords(5_430_000)).toBe("1 hour 30 minutes 30 seconds");
  });
});

// What nobody types, and why.
describe("the table", () => {
  it("has a row for every command of the room that people can give", () => {
    const all = [...wire.matchAll(/^ {2}do: "(\w+)";$/gm)].map((found) => found[1] as Command["do"]);
    const typed = new Set(TABLE.flatMap((row) => row.gives ?? []));
    expect(all.filter((name) => !typed.has(name) && !BY_HAND[name])).toEqual([]);
    expect([...typed].filter((name) => BY_HAND[name])).toEqual([]);
  });

  it("says of each row what it gives, and each is written in one way only", () => {
    expect(new Set(TABLE.map(grammar)).size).toBe(TABLE.length);
    const names = new Map<string, string>();
    for (const row of TABLE)
      for (const name of [row.name, ...(row.aliases ?? [])]) {
        expect(names.get(name) ?? row.name).toBe(row.name);
        names.set(name, row.name);
      }
  });

  it("is the page of the documents; run vitest with -u after a change", async () => {
    await expect(document()).toMatchFileSnapshot("../../../docs/commands.md");
  });
});
