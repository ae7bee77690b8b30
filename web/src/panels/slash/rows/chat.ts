// Messages to those whom the command names, announcements, and slow mode.
import { newId } from "../../../core/api";
import { groupOf } from "../../../core/view/breakouts";
import { isStaff } from "../../../core/view/people";
import { may } from "../../../core/view/rights";
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
    help: "Write to everyone, wherever you are.",
    gives: ["Say"],
    does: ({ text: words }) => say("everyone", words, "Writes to everyone."),
  },
  {
    name: "teachers",
    aliases: ["staff"],
    takes: [TEXT],
    needs: "all",
    later: true,
    help: "Write to the teachers only.",
    gives: ["Say"],
    does: ({ text: words }) => say("staff", words, "Writes to the teachers only."),
  },
  {
    name: "private",
    aliases: ["msg", "dm", "whisper"],
    takes: [PERSON, TEXT],
    needs: "all",
    help: "Write to one person only.",
    gives: ["Say"],
    does: ({ person, text: words }, { view, people, me }) => {
      const name = nameOf(people, person);
      if (!isStaff(view.people.byId.get(person)?.role) && !may(view, me, "chat_private"))
        return { trouble: "Private messages are locked. Use /teachers TEXT to write to the teachers." };
      return say(`person:${person}`, words, `Writes to ${name} alone.`);
    },
  },
  {
    name: "announce",
    takes: [TEXT],
    needs: "staff",
    help: "Announce something; you see who has read it.",
    gives: ["Say"],
    does: ({ text: words }, { view, me }) => {
      const group = groupOf(view.breakouts, me.person);
      return group
        ? say(`group:${group.group}`, words, `Announces it to ${group.name}; you see who has read it.`, true)
        : say("everyone", words, "Announces it to everyone; you see who has read it.", true);
    },
  },
  {
    name: "welcome",
    takes: [text("TEXT", "a text", 2_000)],
    needs: "staff",
    help: "Say what whoever comes in is told.",
    gives: ["SetWelcome"],
    does: ({ text: words }) =>
      gives(
        "Whoever comes in reads it.",
        { do: "SetWelcome", text: words },
        "Whoever comes in reads it now.",
      ),
  },
  {
    name: "welcome",
    takes: ["off"],
    needs: "staff",
    help: "Take the welcome back.",
    gives: ["SetWelcome"],
    does: (_, { view }) =>
      view.welcome.text
        ? gives("Takes the welcome back.", { do: "SetWelcome", text: "" }, "There is no welcome any more.")
        : { trouble: "There is no welcome. Write one: /welcome TEXT" },
  },
  {
    name: "slow",
    takes: [SHORT],
    needs: "staff",
    help: "Let students write once in so much time.",
    gives: ["SetSlowMode"],
    does: ({ time }) => {
      if (time > MOST_SLOW || time < 1000)
        return { trouble: "Slow mode is from 1 second to 10 minutes. Use /slow off to end it." };
      const words = timeWords(time);
      return gives(
        `Students write one message in ${words}.`,
        { do: "SetSlowMode", seconds: Math.round(time / 1000) },
        `Slow mode: one message in ${words}.`,
      );
    },
  },
  {
    name: "slow",
    takes: ["off"],
    needs: "staff",
    help: "Let students write as often as they like.",
    gives: ["SetSlowMode"],
    does: (_, { view }) =>
      view.notices.slow
        ? gives("Ends slow mode.", { do: "SetSlowMode", seconds: 0 }, "Slow mode is off.")
        : { trouble: "Slow mode is off already." },
  },
];
