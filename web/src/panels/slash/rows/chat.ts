// Messages to those whom the command names, announcements, and slow mode.
import { newId } from "../../../core/api";
import { groupOf } from "../../../core/view/breakouts";
import { isStaff } from "../../../core/view/people";
import { may } from "../../../core/view/rights";
import { t } from "../../../texts";
import { nameOf } from "../../props";
import { type Deed, gives, type Row } from "../row";
import { PERSON, SHORT, TEXT, text } from "../sorts";
import { timeWords } from "../time";

const say = (to: string, words: string, says: string, announcement = false): Deed =>
  gives(says, { do: "Say", message: newId("m"), text: words, to, announcement });

const MOST_SLOW = 600_000;

export const CHAT: readonly Row[] = [
  {
    name: "all",
    takes: [TEXT],
    needs: "chat_all",
    later: true,
    help: t("slash.help_all"),
    gives: ["Say"],
    does: ({ text: words }) => say("everyone", words, t("slash.writes_all")),
  },
  {
    name: "teachers",
    aliases: ["staff"],
    takes: [TEXT],
    needs: "all",
    later: true,
    help: t("slash.help_teachers"),
    gives: ["Say"],
    does: ({ text: words }) => say("staff", words, t("slash.writes_teachers")),
  },
  {
    name: "private",
    aliases: ["msg", "dm", "whisper"],
    takes: [PERSON, TEXT],
    needs: "all",
    help: t("slash.help_private"),
    gives: ["Say"],
    does: ({ person, text: words }, { view, people, me }) => {
      const name = nameOf(people, person);
      if (!isStaff(view.people.byId.get(person)?.role) && !may(view, me, "chat_private"))
        return { trouble: t("slash.private_locked") };
      return say(`person:${person}`, words, t("slash.writes_private", { name }));
    },
  },
  {
    name: "announce",
    takes: [TEXT],
    needs: "staff",
    help: t("slash.help_announce"),
    gives: ["Say"],
    does: ({ text: words }, { view, me }) => {
      const group = groupOf(view.breakouts, me.person);
      return group
        ? say(`group:${group.group}`, words, t("slash.announces_group", { group: group.name }), true)
        : say("everyone", words, t("slash.announces_all"), true);
    },
  },
  {
    name: "welcome",
    takes: [text(t("slash.sort_text"), t("slash.a_text"), 2_000)],
    needs: "staff",
    help: t("slash.help_welcome"),
    gives: ["SetWelcome"],
    does: ({ text: words }) =>
      gives(t("slash.welcomes"), { do: "SetWelcome", text: words }, t("slash.welcomed")),
  },
  {
    name: "welcome",
    takes: ["off"],
    needs: "staff",
    help: t("slash.help_welcome_off"),
    gives: ["SetWelcome"],
    does: (_, { view }) =>
      view.welcome.text
        ? gives(t("slash.unwelcomes"), { do: "SetWelcome", text: "" }, t("slash.unwelcomed"))
        : { trouble: t("slash.no_welcome") },
  },
  {
    name: "slow",
    takes: [SHORT],
    needs: "staff",
    help: t("slash.help_slow"),
    gives: ["SetSlowMode"],
    does: ({ time }) => {
      if (time > MOST_SLOW || time < 1000) return { trouble: t("slash.slow_within") };
      const words = timeWords(time);
      return gives(
        t("slash.slows", { time: words }),
        { do: "SetSlowMode", seconds: Math.round(time / 1000) },
        t("slash.slowed", { time: words }),
      );
    },
  },
  {
    name: "slow",
    takes: ["off"],
    needs: "staff",
    help: t("slash.help_slow_off"),
    gives: ["SetSlowMode"],
    does: (_, { view }) =>
      view.notices.slow
        ? gives(t("slash.unslows"), { do: "SetSlowMode", seconds: 0 }, t("slash.unslowed"))
        : { trouble: t("slash.slow_is_off") },
  },
];
