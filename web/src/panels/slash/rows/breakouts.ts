// Breakout groups: dealt, opened, told something, called back; and going to one.
import { isStaff, present } from "../../../core/view/people";
import { t } from "../../../texts";
import type { Group } from "../../../wire";
import { again, deal, empty } from "../../plan";
import { nameOf } from "../../props";
import { type Deed, type Ground, gives, optional, type Row, type Trouble } from "../row";
import { choice, count, GROUP, PERSON, TIME, text } from "../sorts";
import { timeWords } from "../time";

const HOW_MANY = count(t("slash.sort_count"), 1, 50, [2, 3, 4, 5, 6]);
const RANDOM = choice("random", { random: t("slash.by_chance") });
const WORDS = text(t("slash.sort_text"), t("slash.a_text"), 500);
const MINUTE = 60_000;
const SHORTEST = 10_000;
const LONGEST = 12 * 3_600_000;

const isOpen = ({ view }: Ground): boolean => view.breakouts.state === "open";
const students = ({ view }: Ground): string[] =>
  present(view.people)
    .filter((one) => !isStaff(one.role))
    .map((one) => one.id);

type How = "same" | "planned" | "choose" | "dealt";
interface Opening {
  how: How;
  /** What the sentence counts. */
  counts: { count: number; students?: number };
  time: number;
  groups: () => Group[] | null;
}

function open({ how, counts, time, groups }: Opening): Deed | Trouble {
  if (time && (time < SHORTEST || time > LONGEST)) return { trouble: t("slash.groups_within") };
  const says = time
    ? t(`slash.opens_for_${how}`, { ...counts, time: timeWords(time) })
    : t(`slash.opens_${how}`, { ...counts });
  const choose = how === "choose";
  return {
    says,
    commands: () => [{ do: "OpenBreakouts", groups: groups(), length: time || null, choose }],
  };
}

const nameOfGroup = ({ view }: Ground, id: string): string =>
  view.breakouts.groups.find((one) => one.group === id)?.name ?? t("slash.the_group");

/** Only while groups are open. */
const inGroups =
  (deed: Row["does"]): Row["does"] =>
  (given, ground) =>
    isOpen(ground) ? deed(given, ground) : { trouble: t("slash.no_groups_open") };

const LEADING: readonly Row[] = [
  {
    name: "breakouts",
    aliases: ["groups"],
    takes: [],
    needs: "manage_breakouts",
    help: t("slash.help_breakouts"),
    does: () => ({
      says: t("slash.opens_breakouts"),
      page: { page: "dialog", dialog: "breakouts" },
    }),
  },
  {
    name: "breakouts",
    takes: ["same", optional(TIME)],
    needs: "manage_breakouts",
    help: t("slash.help_breakouts_same"),
    gives: ["OpenBreakouts"],
    does: ({ time }, ground) => {
      const { groups } = ground.view.breakouts;
      if (!groups.length) return { trouble: t("slash.no_groups_yet") };
      return open({
        how: "same",
        counts: { count: groups.length },
        time,
        groups: () => again(groups, students(ground)),
      });
    },
  },
  {
    name: "breakouts",
    takes: ["planned", optional(TIME)],
    needs: "manage_breakouts",
    help: t("slash.help_breakouts_planned"),
    gives: ["OpenBreakouts"],
    does: ({ time }, { view }) =>
      view.breakouts.planned.length
        ? open({ how: "planned", counts: { count: view.breakouts.planned.length }, time, groups: () => null })
        : { trouble: t("slash.no_groups_planned") },
  },
  {
    name: "breakouts",
    takes: ["choose", HOW_MANY, optional(TIME)],
    needs: "manage_breakouts",
    help: t("slash.help_breakouts_choose"),
    gives: ["OpenBreakouts"],
    does: ({ count: many, time }) =>
      open({ how: "choose", counts: { count: many }, time, groups: () => empty(many) }),
  },
  {
    name: "breakouts",
    takes: [HOW_MANY, optional(RANDOM), optional(TIME)],
    needs: "manage_breakouts",
    help: t("slash.help_breakouts_random"),
    gives: ["OpenBreakouts"],
    does: ({ count: many, time }, ground) => {
      const all = students(ground);
      if (isOpen(ground)) return { trouble: t("slash.groups_open_already") };
      if (!all.length) return { trouble: t("slash.no_student") };
      return open({
        how: "dealt",
        counts: { students: all.length, count: many },
        time,
        groups: () => deal(all, many),
      });
    },
  },
  {
    name: "end",
    takes: ["groups", optional(TIME)],
    needs: "manage_breakouts",
    help: t("slash.help_end_groups"),
    gives: ["CloseBreakouts"],
    does: inGroups(({ time }) => {
      if (time > 10 * MINUTE) return { trouble: t("slash.countdown_within") };
      return gives(time ? t("slash.calls_back_in", { time: timeWords(time) }) : t("slash.calls_back"), {
        do: "CloseBreakouts",
        countdown: time,
      });
    }),
  },
  {
    name: "extend",
    takes: [TIME],
    needs: "manage_breakouts",
    help: t("slash.help_extend"),
    gives: ["ExtendBreakouts"],
    does: inGroups(({ time }) =>
      gives(
        t("slash.extends_groups", { time: timeWords(time) }),
        { do: "ExtendBreakouts", more: time },
        t("slash.extended_groups"),
      ),
    ),
  },
  {
    name: "move",
    takes: [PERSON, GROUP],
    needs: "manage_breakouts",
    help: t("slash.help_move"),
    gives: ["MovePerson"],
    does: inGroups(({ person, group }, ground) =>
      gives(t("slash.moves", { name: nameOf(ground.people, person), group: nameOfGroup(ground, group) }), {
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
    help: t("slash.help_move_main"),
    gives: ["MovePerson"],
    does: inGroups(({ person }, { people }) =>
      gives(t("slash.moves_main", { name: nameOf(people, person) }), {
        do: "MovePerson",
        person,
        group: null,
      }),
    ),
  },
  {
    name: "tell",
    takes: ["groups", WORDS],
    needs: "manage_breakouts",
    help: t("slash.help_tell_groups"),
    gives: ["TellGroups"],
    does: inGroups(({ text: words }) =>
      gives(t("slash.tells_groups"), { do: "TellGroups", text: words }, t("slash.told_groups")),
    ),
  },
  {
    name: "voice",
    takes: [choice("on|off", { on: t("slash.voice_on"), off: t("slash.voice_off") })],
    needs: "manage_breakouts",
    help: t("slash.help_voice"),
    gives: ["SpreadVoice"],
    does: inGroups(({ word }) =>
      gives(word === "on" ? t("slash.spreads_voice") : t("slash.keeps_voice"), {
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
    help: t("slash.help_join"),
    gives: ["ChooseGroup"],
    does: inGroups(({ group }, ground) =>
      gives(t("slash.takes_to", { group: nameOfGroup(ground, group) }), { do: "ChooseGroup", group }),
    ),
  },
  {
    name: "join",
    takes: ["main"],
    needs: "choosing",
    help: t("slash.help_join_main"),
    gives: ["ChooseGroup"],
    does: inGroups(() => gives(t("slash.takes_to_main"), { do: "ChooseGroup", group: null })),
  },
];
