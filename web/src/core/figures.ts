// Figures with their units, as the reader's language writes them.
import { locale, t } from "../texts";

export const decimals = (value: number, digits: number): string =>
  value.toLocaleString(locale(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  });

/** Bits a second. */
export const megabits = (bits: number): string => t("core.megabits", { rate: decimals(bits / 1e6, 1) });
export const kilobits = (bits: number): string => t("core.kilobits", { rate: decimals(bits / 1000, 0) });
