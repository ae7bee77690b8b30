import { defineConfig } from "vitest/config";
import { compiledTexts } from "./scripts/texts.mjs";

// css: the token test reads the style sheet as text.
export default defineConfig({
  plugins: [compiledTexts],
  test: { css: true, include: ["test/**/*.test.ts", "test/**/*.test.tsx"], setupFiles: ["test/texts.ts"] },
});
