// How somebody is reminded of what comes and what is due: an address for their calendar app, and mail.
import { language } from "../texts";
import { ask } from "./api";

export interface Reminders {
  calendar: string | null;
  mail: {
    possible: boolean;
    address: string | null;
    confirmed: boolean;
    /** Besides deadlines: what is new to me, and what waits for me where I lead. */
    news: boolean;
    waiting: boolean;
  };
}

async function asked(path: string, method: string, body?: object): Promise<Reminders> {
  return (await ask(path, { method, ...(body && { body: JSON.stringify(body) }) })).json();
}

export const reminders = {
  mine: () => asked("/reminders", "GET"),
  openCalendar: () => asked("/calendar", "POST", { language: language() }),
  endCalendar: () => asked("/calendar", "DELETE"),
  nameMailbox: (address: string) => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return asked("/mailbox", "PUT", { address, language: language(), zone });
  },
  confirmMailbox: (code: string) => asked("/mailbox", "POST", { code }),
  chooseMail: (kinds: { news: boolean; waiting: boolean }) => asked("/mailbox/kinds", "PUT", kinds),
  endMailbox: () => asked("/mailbox", "DELETE"),
};
