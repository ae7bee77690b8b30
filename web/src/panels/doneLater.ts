// What was done later and whoever leads has not looked at, in words: "12 votes · 3 messages".
import { t } from "../texts";

export interface DoneLater {
  votes: number;
  messages: number;
  drawings: number;
}

const KINDS = ["votes", "messages", "drawings"] as const;

/** Only what there is; empty where there is nothing. */
export function doneLater(figures: DoneLater): string {
  return KINDS.filter((kind) => figures[kind] > 0)
    .map((kind) => t(`late.later_${kind}`, { count: figures[kind] }))
    .join(" · ");
}
