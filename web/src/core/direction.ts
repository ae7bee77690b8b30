// Which way a language is written, by its code (BCP 47).
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ps", "sd", "ur", "yi"]);

/** Its first letter is of a script that is written so. */
const BEGINS = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

export const directionOf = (language: string): "rtl" | "ltr" =>
  RIGHT_TO_LEFT.has(language.split("-")[0] ?? "") ? "rtl" : "ltr";

/** Which way a text is written, by its first letter. */
export const directionOfText = (text: string): "rtl" | "ltr" => (BEGINS.test(text) ? "rtl" : "ltr");
