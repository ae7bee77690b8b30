// Who is in the recording: what each person chose, having read which notice.
import type { Entry } from "../../wire";

export interface Choice {
  recorded: boolean;
  /** The number of the notice that was read; 0: they have not been asked yet. */
  notice: number;
}
export type ConsentView = ReadonlyMap<string, Choice>;

/** The notice that pages show; its words stand in docs/protocol.md. */
export const NOTICE = 1;
export const nobodyChose: ConsentView = new Map();

export const isUnrecorded = (consent: ConsentView, person: string): boolean =>
  consent.get(person)?.recorded === false;

export function foldConsent(consent: ConsentView, { event }: Entry): ConsentView {
  if (event.type !== "RecordingChosen") return consent;
  return new Map(consent).set(event.person, { recorded: event.recorded, notice: event.notice });
}
