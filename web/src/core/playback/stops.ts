/** Where the player stops by itself, so that whoever watches thinks before they go on. */

export interface Stop {
  mark: string;
  /** Class ms. */
  at: number;
  words: string;
}

export class Stops {
  /** In the order of the class. */
  list: readonly Stop[] = [];
  /** The one that the player stands at. */
  here: Stop | null = null;
  private behind = -1;

  /** Whether playing has come to one on its way to `time` ms; the place one begins at does not count. */
  meets(time: number): boolean {
    this.here = this.list.find(({ at }) => at > this.behind && at <= time) ?? null;
    this.behind = Math.max(this.behind, this.here?.at ?? time);
    return this.here !== null;
  }

  /** Somebody goes on from a class ms: what lies before it is behind. */
  leave(time: number): void {
    this.here = null;
    this.behind = time;
  }
}
