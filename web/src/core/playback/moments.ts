/** A moment in an address: written so that a person can read it, read in whatever way a person writes it. */

/** "83", "83.5", "1:23", "1:02:03" or "1h2m3s" as class ms; null for anything else. */
export function momentOf(written: string | null): number | null {
  if (written === null) return null;
  const words = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/.exec(written);
  if (words !== null && written !== "") {
    const [hours, minutes, seconds] = words.slice(1).map((one) => Number(one ?? 0)) as [
      number,
      number,
      number,
    ];
    return ((hours * 60 + minutes) * 60 + seconds) * 1000;
  }
  if (!/^\d+(:\d{1,2}){1,2}$/.test(written)) return null;
  return written.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
}

/** The class ms that `#t=83.412` means, in seconds and parts of one; null when it names none. */
export function hashMoment(hash: string): number | null {
  const found = /#t=(\d+(?:\.\d+)?)/.exec(hash);
  return found === null ? null : Math.round(Number(found[1]) * 1000);
}

/** A link of the class at a moment: whole seconds, never beyond what was meant. */
export function linkTo(link: string, base: string, at: number): string {
  const { origin } = new URL(base);
  const found = new URL(link, base);
  const address = new URL(found.pathname, origin);
  address.searchParams.set("t", String(Math.floor(at / 1000)));
  const ticket = found.searchParams.get("ticket");
  if (ticket !== null) address.searchParams.set("ticket", ticket);
  return address.href;
}
