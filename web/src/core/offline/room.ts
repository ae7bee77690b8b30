/** How much room there is on this device for what is kept. */
import { t } from "../../texts";
import { decimals } from "../figures";
import { sizeWords } from "../files";

export interface Room {
  /** Bytes in use by this site, and those that may still be used; null where the browser does not say. */
  used: number;
  free: number | null;
}

export async function roomLeft(): Promise<Room> {
  const told = await navigator.storage?.estimate?.().catch(() => undefined);
  const { usage = 0, quota } = told ?? {};
  return { used: usage, free: quota === undefined ? null : Math.max(0, quota - usage) };
}

/** "12 GB" where there is much. */
export const roomWords = (bytes: number): string =>
  bytes < 1_000_000_000
    ? sizeWords(bytes)
    : t("offline.gigabytes", { size: decimals(bytes / 1_000_000_000, 1) });
