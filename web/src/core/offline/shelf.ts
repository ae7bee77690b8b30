/** Where kept classes lie: one cache of the browser for each person and class, so that all of it goes in one step. */
import type { Spending } from "../playback/sizes";
import { account, holderOf } from "./owner";
import { covering, nameOf, type Piece, pieceOf } from "./part";

const NAME = "amphi.kept ";
const RECORD = "record";
/** A device that has not heard from the school for so long, in ms, keeps nothing of it. */
const LONGEST = 30 * 24 * 3_600_000;

/** What is known of a kept class. */
export interface Kept {
  class: string;
  person: string;
  /** Who may see it on this device. */
  holder: string;
  title: string;
  course: string;
  choice: Spending;
  /** Unix ms: when it was begun, and when the school was last asked about it. */
  keptAt: number;
  checkedAt: number;
  /** How the class was edited. */
  edit: string;
  /** Bytes in all, and those that are here. */
  bytes: number;
  done: number;
  whole: boolean;
}

/** Without a safe line browsers keep nothing for a page. */
export const canKeep = (): boolean =>
  isSecureContext && "caches" in globalThis && "serviceWorker" in navigator && "subtle" in crypto;

const address = (name: string): string => `${location.origin}/kept/${name}`;
const nameIn = (url: string): string => decodeURI(url.slice(url.indexOf("/kept/") + "/kept/".length));

export class Copy {
  private pieces: Piece[] | null = null;

  private constructor(
    readonly name: string,
    private readonly cache: Cache,
    public record: Kept,
  ) {}

  /** One for each name: what is known of it is written down in one place. */
  private static readonly open = new Map<string, Copy>();

  static async begin(record: Kept): Promise<Copy> {
    const name = `${NAME}${record.person}/${record.class}`;
    const copy = new Copy(name, await caches.open(name), record);
    await copy.note({});
    Copy.open.set(name, copy);
    return copy;
  }

  /** The copy under a name; null when there is nothing whole to read. */
  static async read(name: string): Promise<Copy | null> {
    const known = Copy.open.get(name);
    if (known) return known;
    const cache = await caches.open(name);
    const found = await cache.match(address(RECORD));
    if (found === undefined) return null;
    const copy = Copy.open.get(name) ?? new Copy(name, cache, (await found.json()) as Kept);
    Copy.open.set(name, copy);
    return copy;
  }

  async note(change: Partial<Kept>): Promise<void> {
    this.record = { ...this.record, ...change };
    await this.cache.put(address(RECORD), Response.json(this.record));
  }

  async names(): Promise<string[]> {
    const keys = await this.cache.keys();
    return keys.map(({ url }) => nameIn(url)).filter((name) => name !== RECORD);
  }

  async put(name: string, answer: Response): Promise<void> {
    await this.cache.put(address(name), answer);
    const piece = pieceOf(name);
    if (piece) this.pieces?.push(piece);
  }

  take = (name: string): Promise<Response | undefined> => this.cache.match(address(name));

  async drop(names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => this.cache.delete(address(name))));
    this.pieces = null;
  }

  /** Bytes of a file, if all of them are here. */
  async bytes(file: string, first: number, last: number): Promise<Blob | null> {
    this.pieces ??= (await this.names()).map(pieceOf).filter((one) => one !== null);
    const needed = covering(this.pieces, file, first, last);
    if (needed === null) return null;
    const parts = await Promise.all(
      needed.map(async (one) => {
        const whole = await (await this.take(nameOf(one)))?.blob();
        return whole?.slice(Math.max(0, first - one.first), last + 1 - one.first);
      }),
    );
    return parts.some((one) => one === undefined) ? null : new Blob(parts as Blob[]);
  }

  /** All of a file that was kept from its first byte on; null without any. */
  async file(file: string): Promise<Blob | null> {
    this.pieces ??= (await this.names()).map(pieceOf).filter((one) => one !== null);
    const last = Math.max(-1, ...this.pieces.filter((one) => one.file === file).map((one) => one.last));
    return last < 0 ? null : this.bytes(file, 0, last);
  }

  async remove(): Promise<void> {
    Copy.open.delete(this.name);
    await caches.delete(this.name);
    forgetFound();
  }
}

const names = async (): Promise<string[]> =>
  canKeep() ? (await caches.keys()).filter((one) => one.startsWith(NAME)) : [];

/** Whether anything of anybody is kept here. */
export const keepsAny = async (): Promise<boolean> => (await names()).length > 0;

/** Every copy on this device; those that nobody asked the school about for too long are removed. */
export async function allCopies(now = Date.now()): Promise<Copy[]> {
  const found = await Promise.all((await names()).map(Copy.read));
  const copies: Copy[] = [];
  for (const copy of found) {
    if (copy === null) continue;
    if (isOver(copy.record, now)) await copy.remove();
    else copies.push(copy);
  }
  return copies;
}

export const isOver = (record: Pick<Kept, "checkedAt">, now: number): boolean =>
  now - record.checkedAt > LONGEST || record.checkedAt > now + LONGEST;

const found = new Map<string, Promise<Copy | null>>();
/** What lies on the shelf changed. */
export const forgetFound = (): void => found.clear();

/** The copy of a class that whoever holds `token` may see; null without one. */
export function copyFor(classId: string, token: string | undefined): Promise<Copy | null> {
  const key = `${classId} ${token ?? `account ${account()}`}`;
  let asked = found.get(key);
  if (asked === undefined) {
    asked = look(classId, token).catch(() => null);
    found.set(key, asked);
  }
  return asked;
}

async function look(classId: string, token: string | undefined): Promise<Copy | null> {
  if (!(await names()).some((one) => one.endsWith(`/${classId}`))) return null;
  const holder = await holderOf(token);
  const copies = await allCopies();
  return copies.find(({ record }) => record.class === classId && record.holder === holder) ?? null;
}

/** What this person's browser keeps for the account that is signed in and the keys that it holds. */
export async function ownCopies(): Promise<Copy[]> {
  const copies = await allCopies();
  const own: Copy[] = [];
  for (const copy of copies) {
    const { record } = copy;
    const key = localStorage.getItem(`amphi.person.${record.class}`) ?? undefined;
    const holders = [await holderOf(undefined), ...(key === undefined ? [] : [await holderOf(key)])];
    if (holders.includes(record.holder)) own.push(copy);
  }
  return own;
}

/** Another account is signed in: what was kept for others goes, not what whoever holds a key of a class keeps. */
export async function removeOtherAccounts(person: string): Promise<void> {
  for (const copy of await allCopies()) {
    const { holder } = copy.record;
    if (holder.startsWith("account ") && holder !== `account ${person}`) await copy.remove();
  }
}

/** Somebody signs out: nothing stays here. */
export async function removeAll(): Promise<void> {
  await Promise.all((await names()).map((one) => caches.delete(one)));
  forgetFound();
}
