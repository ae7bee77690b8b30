// Breakout groups: dealt, opened, told something, called back; and going to one.
import { isStaff, present } from "../../../core/view/people";
import type { Group } from "../../../wire";
import { again, deal, empty } from "../../plan";
import { nameOf } from "../../props";
import { type Deed, type Ground, gives, optional, type Row, type Trouble } from "../row";
import { choice, count, GROUP, PERSON, TIME, text } from "../sorts";
import { timeWords } from "../time";

const HOW_MANY = count("HOW MANY", 1, 50, [2, 3, 4, 5, 6]);
const RANDOM = choice("random", { random: "dealt by chance" });
const WORDS = text("TEXT", "a text", 500);
const MINUTE = 60_000;
const SHORTEST = 10_000;
const LONGEST = 12 * 3_600_000;

const isOpen = ({ view }: Ground): boolean => view.breakouts.state === "open";
const students = ({ view }: Ground): string[] =>
  present(view.people)
    .filter((one) => !isStaff(one.role))
    .map((one) => one.id);

function open(says: string, time: number, groups: () => Group[] | null, choose = false): Deed | Trouble {
  if (time && (time < SHORTEST || time > LONGEST))
    return { trouble: "Groups are open for 10 seconds to 12 hours, or without an end." };
  const until = time ? ` for ${timeWords(time)}` : "";
  return {
    says: `${says}${until}.`,
    commands: () => [{ do: "OpenBreakouts", groups: groups(), length: time || null, choose }],
  };
}

const nameOfGroup = ({ view }: Ground, id: string): string =>
  view.breakouts.groups.find((one) => one.group === id)?.name ?? "the group";

/** Only while groups are open. */
const inGroups =
  (deed: Row["does"]): Row["does"] =>
  (given, ground) =>
    isOpen(ground) ? deed(given, ground) : { trouble: "No groups are open. Open some: /breakouts 4" };

const LEADING: readonly Row[] = [
  {
    name: "breakouts",
    aliases: ["groups"],
    takes: [],
    needs: "manage_breakouts",
    help: "Plan groups, or look after the open ones.",
    does: () => ({
      says: "Opens the dialog of breakout groups.",
      page: { page: "dialog", dialog: "breakouts" },
    }),
  },
  {
    name: "breakouts",
    takes: ["same", optional(TIME)],
    needs: "manage_breakouts",
    help: "Open the groups of the last time.",
    gives: ["OpenBreakouts"],
    does: ({ time }, ground) => {
      const { groups } = ground.view.breakouts;
      if (!groups.length)
        return { trouble: "There were no groups in this class yet. Open some: /breakouts 4" };
      return open(`Opens ${groups.length} groups as the last time`, time, () =>
        again(groups, students(ground)),
      );
    },
  },
  {
    name: "breakouts",
    takes: ["planned", optional(TIME)],
    needs: "manage_breakouts",
    help: "Open the groups that were planned.",
    gives: ["OpenBreakouts"],
    does: ({ time }, { view }) =>
      view.breakouts.planned.length
        ? open(`Opens the ${view.breakouts.planned.length} planned groups`, time, () => null)
        : { trouble: "No groups are planned. Open some: /breakouts 4" },
  },
  {
    name: "breakouts",
    takes: ["choose", HOW_MANY, optional(TIME)],
    needs: "manage_breakouts",
    help: "Open empty groups from which students choose.",
    gives: ["OpenBreakouts"],
    does: ({ count: many, time }) =>
      open(`Opens ${many} groups from which students choose`, time, () => empty(many), true),
  },
  {
    name: "breakouts",
    takes: [HOW_MANY, optional(RANDOM), optional(TIME)],
    needs: "manage_breakouts",
    help: "Deal all students into so many groups by chance, and open them.",
    gives: ["OpenBreakouts"],
    does: ({ count: many, time }, ground) => {
      const all = students(ground);
      if (isOpen(ground)) return { trouble: "Groups are open already. Call them back first: /end groups" };
      if (!all.length) return { trouble: "No student is in the room." };
      return open(`Deals ${all.length} students into ${many} groups and opens them`, time, () =>
        deal(all, many),
      );
    },
  },
  {
    name: "end",
    takes: ["groups", optional(TIME)],
    needs: "manage_breakouts",
    help: "Call everybody back, at once or after a countdown.",
    gives: ["CloseBreakouts"],
    does: inGroups(({ time }) => {
      if (time > 10 * MINUTE) return { trouble: "The countdown lasts 10 minutes at most." };
      return gives(time ? `Calls everybody back in ${timeWords(time)}.` : "Calls everybody back now.", {
        do: "CloseBreakouts",
        countdown: time,
      });
    }),
  },
  {
    name: "extend",
    takes: [TIME],
    needs: "manage_breakouts",
    help: "Give the groups more time.",
    gives: ["ExtendBreakouts"],
    does: inGroups(({ time }) =>
      gives(
        `Gives the groups ${timeWords(time)} more.`,
        { do: "ExtendBreakouts", more: time },
        "The groups have more time.",
      ),
    ),
  },
  {
    name: "move",
    takes: [PERSON, GROUP],
    needs: "manage_breakouts",
    help: "Send somebody to a group.",
    gives: ["MovePerson"],
    does: inGroups(({ person, group }, ground) =>
      gives(`Sends ${nameOf(ground.people, person)} to ${nameOfGroup(ground, group)}.`, {
        do: "MovePerson",
        person,
        group,
      }),
    ),
  },
  {
    name: "move",
    takes: [PERSON, "main"],
    needs: "manage_breakouts",
    help: "Bring somebody back to the main room.",
    gives: ["MovePerson"],
    does: inGroups(({ person }, { people }) =>
      gives(`Brings ${nameOf(people, person)} to the main room.`, { do: "MovePerson", person, group: null }),
    ),
  },
  {
    name: "tell",
    takes: ["groups", WORDS],
    needs: "manage_breakouts",
    help: "Tell all groups something.",
    gives: ["TellGroups"],
    does: inGroups(({ text: words }) =>
      gives(
        "Tells all groups, above their stages.",
        { do: "TellGroups", text: words },
        "Told to all groups.",
      ),
    ),
  },
  {
    name: "voice",
    takes: [choice("on|off", { on: "all groups hear you", off: "only your room hears you" })],
    needs: "manage_breakouts",
    help: "Speak to all groups, or no longer.",
    gives: ["SpreadVoice"],
    does: inGroups(({ word }) =>
      gives(word === "on" ? "All groups hear you." : "Only the room you are in hears you.", {
        do: "SpreadVoice",
        on: word === "on",
      }),
    ),
  },
];

export const BREAKOUTS: readonly Row[] = [
  ...LEADING,
  {
    name: "join",
    takes: [GROUP],
    needs: "choosing",
    help: "Go to a group.",
    gives: ["ChooseGroup"],
    does: inGroups(({ group }, ground) =>
      gives(`Takes you to ${nameOfGroup(ground, group)}.`, { do: "ChooseGroup", group }),
    ),
  },
  {
    name: "join",
    takes: ["main"],
    needs: "choosing",
    help: "Go back to the main room.",
    gives: ["ChooseGroup"],
    does: inGroups(() => gives("Takes you to the main room.", { do: "ChooseGroup", group: null })),
  },
];
