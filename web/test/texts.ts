// Every test reads English, as somebody does whose browser asks for nothing else.
import { loadLanguage, loadTexts } from "../src/texts";

await loadLanguage("en");
await Promise.all([loadTexts("class"), loadTexts("slash")]);
