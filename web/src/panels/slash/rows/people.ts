// Who comes in, who goes out, and what people may do.
import { t } from "../../../texts";
import { type DoorChanged, PERMISSIONS, type Permission, type Role } from "../../../wire";
import { nameOf } from "../../props";
import { RIGHT_WORDS } from "../../rights";
import { type Deed, gives, optional, type Row } from "../row";
import { choice, PERSON, SENT_AWAY, text, WAITING } from "../sorts";

const LOCKS = {
  microphones: "unmute",
  cameras: "camera",
  screens: "screen",
  chat: "chat_all",
  private: "chat_private",
  drawing: "draw",
  questions: "ask",
} as const;
const RIGHTS = {
  ...LOCKS,
  slides: "slides",
  polls: "start_polls",
  recording: "record",
  breakouts: "manage_breakouts",
} as const;
/** One of these words was read. */
type Lock = keyof typeof LOCKS;
type Right = keyof typeof RIGHTS;

const worded = (rights: Readonly<Record<string, Permission>>) =>
  choice(
    t("slash.sort_what"),
    Object.fromEntries(Object.entries(rights).map(([word, right]) => [word, RIGHT_WORDS[right]])),
  );
const LOCK = worded(LOCKS);
const RIGHT = worded(RIGHTS);

function lock(word: Lock, allowed: boolean): Deed {
  const right = LOCKS[word];
  const usual = PERMISSIONS[right].roles.includes("student");
  const what = t(`slash.right_${right}`);
  return gives(
    allowed ? t("slash.students_may", { what }) : t("slash.students_may_not", { what }),
    // What is set is only what differs from the role's own.
    { do: "SetRight", right, allowed: allowed === usual ? null : allowed, person: null },
    allowed ? t("slash.unlocked", { what }) : t("slash.locked", { what }),
  );
}

const DOORS: Readonly<Record<string, { door: DoorChanged["door"]; says: string }>> = {
  open: { door: "open", says: t("slash.door_open") },
  ask: { door: "ask", says: t("slash.door_ask") },
  "signed-in": { door: "signed_in", says: t("slash.door_signed_in") },
  closed: { door: "closed", says: t("slash.door_closed") },
};
type Named = "teacher" | "assistant" | "student";
const ROLES: Readonly<Record<Named, Role>> = {
  teacher: "instructor",
  assistant: "assistant",
  student: "student",
};

const LOCKING: readonly Row[] = [
  {
    name: "lock",
    takes: [LOCK],
    needs: "grant",
    help: t("slash.help_lock"),
    gives: ["SetRight"],
    does: ({ word }) => lock(word as Lock, false),
  },
  {
    name: "unlock",
    takes: [LOCK],
    needs: "grant",
    help: t("slash.help_unlock"),
    gives: ["SetRight"],
    does: ({ word }) => lock(word as Lock, true),
  },
  {
    name: "locks",
    takes: [],
    needs: "grant",
    help: t("slash.help_locks"),
    does: () => ({ says: t("slash.opens_locks"), page: { page: "dialog", dialog: "locks" } }),
  },
  {
    name: "attendance",
    takes: [],
    needs: "all",
    help: t("slash.help_attendance"),
    does: () => ({ says: t("slash.opens_attendance"), page: { page: "dialog", dialog: "attendance" } }),
  },
  {
    name: "allow",
    takes: [PERSON, RIGHT],
    needs: "grant",
    help: t("slash.help_allow"),
    gives: ["SetRight"],
    does: ({ person, word }, { people }) =>
      gives(
        t("slash.person_may", {
          name: nameOf(people, person),
          what: t(`slash.right_${RIGHTS[word as Right]}`),
        }),
        { do: "SetRight", right: RIGHTS[word as Right], allowed: true, person },
        t("slash.has_right", { name: nameOf(people, person) }),
      ),
  },
  {
    name: "forbid",
    takes: [PERSON, RIGHT],
    needs: "grant",
    help: t("slash.help_forbid"),
    gives: ["SetRight"],
    does: ({ person, word }, { people }) =>
      gives(
        t("slash.person_may_not", {
          name: nameOf(people, person),
          what: t(`slash.right_${RIGHTS[word as Right]}`),
        }),
        { do: "SetRight", right: RIGHTS[word as Right], allowed: false, person },
        t("slash.has_no_right", { name: nameOf(people, person) }),
      ),
  },
  {
    name: "role",
    takes: [
      PERSON,
      choice(t("slash.sort_role"), {
        teacher: t("slash.role_teacher"),
        assistant: t("slash.role_assistant"),
        student: t("slash.role_student"),
      }),
    ],
    needs: "grant",
    help: t("slash.help_role"),
    gives: ["ChangeRole"],
    does: ({ person, word }, { people }) =>
      gives(
        t(`slash.makes_${word as Named}`, { name: nameOf(people, person) }),
        { do: "ChangeRole", person, role: ROLES[word as Named] },
        t(`slash.made_${word as Named}`, { name: nameOf(people, person) }),
      ),
  },
  {
    name: "present",
    takes: [PERSON],
    needs: "grant",
    help: t("slash.help_present"),
    gives: ["HandOver"],
    does: ({ person }, { people }) =>
      gives(
        t("slash.lets_present", { name: nameOf(people, person) }),
        { do: "HandOver", person },
        t("slash.presents", { name: nameOf(people, person) }),
      ),
  },
  {
    name: "present",
    takes: ["back"],
    needs: "presenter",
    help: t("slash.help_present_back"),
    gives: ["HandOver"],
    does: (_, { view }) =>
      view.rights.presenter
        ? gives(t("slash.presents_again"), { do: "HandOver", person: null })
        : { trouble: t("slash.nobody_presents") },
  },
  {
    name: "joinmuted",
    takes: [choice("on|off", { on: t("slash.joinmuted_on"), off: t("slash.joinmuted_off") })],
    needs: "mute_others",
    help: t("slash.help_joinmuted"),
    gives: ["SetJoinMuted"],
    does: ({ word }) =>
      gives(
        word === "on" ? t("slash.come_muted") : t("slash.come_as_like"),
        { do: "SetJoinMuted", on: word === "on" },
        word === "on" ? t("slash.come_muted") : t("slash.come_as_like"),
      ),
  },
];

export const PEOPLE: readonly Row[] = [
  ...LOCKING,
  {
    name: "admit",
    takes: ["all"],
    needs: "admit",
    help: t("slash.help_admit_all"),
    gives: ["AdmitAll"],
    does: (_, { view }) =>
      view.people.asking.length
        ? gives(t("slash.admits_all", { count: view.people.asking.length }), { do: "AdmitAll" })
        : { trouble: t("slash.nobody_waits") },
  },
  {
    name: "admit",
    takes: [WAITING],
    needs: "admit",
    help: t("slash.help_admit"),
    gives: ["Admit"],
    does: ({ person }, { people }) =>
      gives(
        t("slash.admits", { name: nameOf(people, person) }),
        { do: "Admit", person },
        t("slash.admitted", { name: nameOf(people, person) }),
      ),
  },
  {
    name: "decline",
    takes: [WAITING],
    needs: "admit",
    help: t("slash.help_decline"),
    gives: ["Decline"],
    does: ({ person }, { people }) => ({
      ...gives(t("slash.declines", { name: nameOf(people, person) }), { do: "Decline", person }),
      asks: {
        title: t("slash.decline_title", { name: nameOf(people, person) }),
        text: t("slash.decline_text"),
        yes: t("slash.decline_yes"),
      },
    }),
  },
  {
    name: "lobby",
    takes: [optional(text(t("slash.sort_text"), t("slash.a_text"), 500))],
    needs: "admit",
    help: t("slash.help_lobby"),
    gives: ["TellLobby"],
    does: ({ text: words }) =>
      gives(
        words ? t("slash.tells_lobby") : t("slash.untells_lobby"),
        { do: "TellLobby", text: words },
        words ? t("slash.told_lobby") : t("slash.untold_lobby"),
      ),
  },
  {
    name: "door",
    takes: [
      choice(
        t("slash.sort_who"),
        Object.fromEntries(Object.entries(DOORS).map(([word, { says }]) => [word, says])),
      ),
    ],
    needs: "admit",
    help: t("slash.help_door"),
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
    help: t("slash.help_remove"),
    gives: ["Remove"],
    does: ({ person }, { people }) => ({
      ...gives(t("slash.removes", { name: nameOf(people, person) }), { do: "Remove", person, ban: false }),
      asks: {
        title: t("slash.remove_title", { name: nameOf(people, person) }),
        text: t("slash.remove_text"),
        yes: t("slash.remove_yes"),
      },
    }),
  },
  {
    name: "ban",
    takes: [PERSON],
    needs: "remove",
    help: t("slash.help_ban"),
    gives: ["Remove"],
    does: ({ person }, { people }) => ({
      ...gives(t("slash.bans", { name: nameOf(people, person) }), { do: "Remove", person, ban: true }),
      asks: {
        title: t("slash.ban_title", { name: nameOf(people, person) }),
        text: t("slash.ban_text"),
        yes: t("slash.ban_yes"),
      },
    }),
  },
  {
    name: "unban",
    takes: [SENT_AWAY],
    needs: "remove",
    help: t("slash.help_unban"),
    gives: ["LiftBan"],
    does: ({ person }, { people }) =>
      gives(
        t("slash.unbans", { name: nameOf(people, person) }),
        { do: "LiftBan", person },
        t("slash.unbanned", { name: nameOf(people, person) }),
      ),
  },
];
