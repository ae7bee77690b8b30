// Who comes in, who goes out, and what people may do.
import { type DoorChanged, PERMISSIONS, type Permission, type Role } from "../../../wire";
import { nameOf } from "../../props";
import { RIGHT_WORDS } from "../../rights";
import { type Deed, gives, optional, type Row } from "../row";
import { choice, PERSON, SENT_AWAY, text, WAITING } from "../sorts";

const LOCKS: Readonly<Record<string, Permission>> = {
  microphones: "unmute",
  cameras: "camera",
  screens: "screen",
  chat: "chat_all",
  private: "chat_private",
  drawing: "draw",
  questions: "ask",
};
const RIGHTS: Readonly<Record<string, Permission>> = {
  ...LOCKS,
  slides: "slides",
  polls: "start_polls",
  recording: "record",
  breakouts: "manage_breakouts",
};
const worded = (rights: Readonly<Record<string, Permission>>) =>
  choice(
    "WHAT",
    Object.fromEntries(Object.entries(rights).map(([word, right]) => [word, RIGHT_WORDS[right]])),
  );
const LOCK = worded(LOCKS);
const RIGHT = worded(RIGHTS);

function lock(word: string, allowed: boolean): Deed {
  const right = LOCKS[word] ?? "chat_all";
  const usual = PERMISSIONS[right].roles.includes("student");
  const what = RIGHT_WORDS[right].toLowerCase();
  return gives(
    allowed ? `Students may from now on: ${what}.` : `Students may no longer: ${what}.`,
    // What is set is only what differs from the role's own.
    { do: "SetRight", right, allowed: allowed === usual ? null : allowed, person: null },
    allowed ? `Unlocked: ${what}.` : `Locked: ${what}.`,
  );
}

const DOORS: Readonly<Record<string, { door: DoorChanged["door"]; says: string }>> = {
  open: { door: "open", says: "Everybody with the link comes in." },
  ask: { door: "ask", says: "Whoever comes waits to be let in." },
  "signed-in": { door: "signed_in", says: "Only people with an account come in." },
  closed: { door: "closed", says: "Nobody else comes in." },
};
const ROLES: Readonly<Record<string, Role>> = {
  teacher: "instructor",
  assistant: "assistant",
  student: "student",
};

const LOCKING: readonly Row[] = [
  {
    name: "lock",
    takes: [LOCK],
    needs: "grant",
    help: "Lock something for all students.",
    gives: ["SetRight"],
    does: ({ word }) => lock(word, false),
  },
  {
    name: "unlock",
    takes: [LOCK],
    needs: "grant",
    help: "Unlock something for all students.",
    gives: ["SetRight"],
    does: ({ word }) => lock(word, true),
  },
  {
    name: "locks",
    takes: [],
    needs: "grant",
    help: "See what students may do.",
    does: () => ({ says: "Opens the dialog of locks.", page: { page: "dialog", dialog: "locks" } }),
  },
  {
    name: "attendance",
    takes: [],
    needs: "all",
    help: "See who was there and what each did; students see their own part.",
    does: () => ({ says: "Opens the attendance.", page: { page: "dialog", dialog: "attendance" } }),
  },
  {
    name: "allow",
    takes: [PERSON, RIGHT],
    needs: "grant",
    help: "Give one person a right.",
    gives: ["SetRight"],
    does: ({ person, word }, { people }) =>
      gives(
        `${nameOf(people, person)} may: ${RIGHT_WORDS[RIGHTS[word]!].toLowerCase()}.`,
        { do: "SetRight", right: RIGHTS[word]!, allowed: true, person },
        `${nameOf(people, person)} has that right now.`,
      ),
  },
  {
    name: "forbid",
    takes: [PERSON, RIGHT],
    needs: "grant",
    help: "Take a right from one person.",
    gives: ["SetRight"],
    does: ({ person, word }, { people }) =>
      gives(
        `${nameOf(people, person)} may no longer: ${RIGHT_WORDS[RIGHTS[word]!].toLowerCase()}.`,
        { do: "SetRight", right: RIGHTS[word]!, allowed: false, person },
        `${nameOf(people, person)} has that right no longer.`,
      ),
  },
  {
    name: "role",
    takes: [
      PERSON,
      choice("ROLE", { teacher: "leads the class", assistant: "helps to lead", student: "takes part" }),
    ],
    needs: "grant",
    help: "Give somebody another role in this class.",
    gives: ["ChangeRole"],
    does: ({ person, word }, { people }) =>
      gives(
        `Makes ${nameOf(people, person)} ${word === "assistant" ? "an" : "a"} ${word}.`,
        { do: "ChangeRole", person, role: ROLES[word] ?? "student" },
        `${nameOf(people, person)} is ${word === "assistant" ? "an" : "a"} ${word} now.`,
      ),
  },
  {
    name: "present",
    takes: [PERSON],
    needs: "grant",
    help: "Let somebody present.",
    gives: ["HandOver"],
    does: ({ person }, { people }) =>
      gives(
        `Lets ${nameOf(people, person)} present.`,
        { do: "HandOver", person },
        `${nameOf(people, person)} presents now.`,
      ),
  },
  {
    name: "present",
    takes: ["back"],
    needs: "presenter",
    help: "Take presenting back, or give it back.",
    gives: ["HandOver"],
    does: (_, { view }) =>
      view.rights.presenter
        ? gives("Those who lead present again.", { do: "HandOver", person: null })
        : { trouble: "Nobody was handed presenting." },
  },
  {
    name: "joinmuted",
    takes: [choice("on|off", { on: "students come in muted", off: "students come in as they like" })],
    needs: "mute_others",
    help: "Let students come in muted, or not.",
    gives: ["SetJoinMuted"],
    does: ({ word }) =>
      gives(
        word === "on" ? "Students come in muted." : "Students come in as they like.",
        { do: "SetJoinMuted", on: word === "on" },
        word === "on" ? "Students come in muted." : "Students come in as they like.",
      ),
  },
];

export const PEOPLE: readonly Row[] = [
  ...LOCKING,
  {
    name: "admit",
    takes: ["all"],
    needs: "admit",
    help: "Let in everybody who waits.",
    gives: ["AdmitAll"],
    does: (_, { view }) =>
      view.people.asking.length
        ? gives(`Lets in everybody who waits (${view.people.asking.length}).`, { do: "AdmitAll" })
        : { trouble: "Nobody waits to come in." },
  },
  {
    name: "admit",
    takes: [WAITING],
    needs: "admit",
    help: "Let somebody in who waits.",
    gives: ["Admit"],
    does: ({ person }, { people }) =>
      gives(
        `Lets ${nameOf(people, person)} in.`,
        { do: "Admit", person },
        `${nameOf(people, person)} comes in.`,
      ),
  },
  {
    name: "decline",
    takes: [WAITING],
    needs: "admit",
    help: "Do not let somebody in who waits.",
    gives: ["Decline"],
    does: ({ person }, { people }) => ({
      ...gives(`Does not let ${nameOf(people, person)} in.`, { do: "Decline", person }),
      asks: {
        title: `Not let ${nameOf(people, person)} in?`,
        text: "They cannot come into this class until you let them.",
        yes: "Do not let in",
      },
    }),
  },
  {
    name: "lobby",
    takes: [optional(text("TEXT", "a text", 500))],
    needs: "admit",
    help: "Tell those who wait something; without a text, nothing any more.",
    gives: ["TellLobby"],
    does: ({ text: words }) =>
      gives(
        words ? "Tells those who wait." : "Takes back what those who wait were told.",
        { do: "TellLobby", text: words },
        words ? "Those who wait read it." : "Taken back.",
      ),
  },
  {
    name: "door",
    takes: [choice("WHO", Object.fromEntries(Object.entries(DOORS).map(([word, { says }]) => [word, says])))],
    needs: "admit",
    help: "Say who may come in.",
    gives: ["SetDoor"],
    does: ({ word }) => {
      const { door, says } = DOORS[word] ?? DOORS.open!;
      return gives(says, { do: "SetDoor", door }, says);
    },
  },
  {
    name: "remove",
    aliases: ["kick"],
    takes: [PERSON],
    needs: "remove",
    help: "Send somebody out; they may come back.",
    gives: ["Remove"],
    does: ({ person }, { people }) => ({
      ...gives(`Asks, then sends ${nameOf(people, person)} out.`, { do: "Remove", person, ban: false }),
      asks: {
        title: `Send ${nameOf(people, person)} out?`,
        text: "They leave the room now, and may come back. To keep them out, use /ban.",
        yes: "Send out",
      },
    }),
  },
  {
    name: "ban",
    takes: [PERSON],
    needs: "remove",
    help: "Send somebody out for good.",
    gives: ["Remove"],
    does: ({ person }, { people }) => ({
      ...gives(`Asks, then removes ${nameOf(people, person)} for good.`, { do: "Remove", person, ban: true }),
      asks: {
        title: `Remove ${nameOf(people, person)} for good?`,
        text: "They can neither come back to this class nor play its recording, until you let them.",
        yes: "Remove for good",
      },
    }),
  },
  {
    name: "unban",
    takes: [SENT_AWAY],
    needs: "remove",
    help: "Let somebody come in again.",
    gives: ["LiftBan"],
    does: ({ person }, { people }) =>
      gives(
        `Lets ${nameOf(people, person)} come in again.`,
        { do: "LiftBan", person },
        `${nameOf(people, person)} may come in again.`,
      ),
  },
];
