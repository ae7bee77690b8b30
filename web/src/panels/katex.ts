// The formula setter, fetched when the first formula is shown.
import katex from "katex";
import "katex/dist/katex.min.css";

/** Sets a formula in an element by making its nodes; throws when it cannot be read. */
export function setFormula(source: string, element: HTMLElement, block: boolean): void {
  katex.render(source, element, {
    displayMode: block,
    throwOnError: true,
    // Formulas come from anybody: no links, pictures or classes in them, nothing huge, no endless macros.
    trust: false,
    strict: "ignore",
    maxSize: 10,
    maxExpand: 200,
  });
}
