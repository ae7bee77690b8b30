// Which way a language is written, by its code (BCP 47).
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ps", "sd", "ur", "yi"]);

export const directionOf = (language: string): "rtl" | "ltr" =>
  RIGHT_TO_LEFT.has(language.split("-")[0] ?? "") ? "rtl" : "ltr";
