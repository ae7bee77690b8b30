/** How much room there is on this device for what is kept. */

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
