/** The desk is open and the school answers: what waits is sent, what was watched is told, what is kept is checked. */

import { keeperOf } from "./keeper";
import { Outbox } from "./outbox";
import { account } from "./owner";
import { type Copy, ownCopies } from "./shelf";
import { ToldLater } from "./told";

/** The key with which a copy's owner asks; without one, the account that is signed in. */
const keyOf = ({ record }: Copy): string | undefined =>
  record.holder.startsWith("account ")
    ? undefined
    : (localStorage.getItem(`amphi.person.${record.class}`) ?? undefined);

/** A copy that cannot be checked now is checked the next time. */
async function checkOne(copy: Copy): Promise<void> {
  const { class: id, person, title, course } = copy.record;
  const token = keyOf(copy);
  if (token === undefined && account() !== person) return;
  const me = { person, role: "student" as const };
  await new ToldLater(id, person).tell(token).catch(() => undefined);
  await new Outbox(id, person).send(token);
  await keeperOf({ class: id, me, title, course }, token).check();
}

export async function comeBack(): Promise<void> {
  for (const copy of await ownCopies()) await checkOne(copy).catch(() => undefined);
}
