// Whose a key is: letters that still come when the field they were meant for was taken away command nothing.

/** A pause as long as this between two letters, and whoever wrote has seen that the field is gone. */
const PAUSE_MS = 1_500;

export class Typing {
  private last = Number.NEGATIVE_INFINITY;

  /** Whether a key was written, or meant to be; `inField`: somebody writes where it was pressed. */
  takes({ key, timeStamp }: Pick<KeyboardEvent, "key" | "timeStamp">, inField: boolean): boolean {
    const letter = key.length === 1 || key === "Backspace";
    const goesOn = letter && timeStamp - this.last < PAUSE_MS;
    if (inField && !letter) this.leave();
    else if (inField || goesOn) this.last = timeStamp;
    return inField || goesOn;
  }

  /** They went elsewhere by themselves. */
  leave(): void {
    this.last = Number.NEGATIVE_INFINITY;
  }
}
