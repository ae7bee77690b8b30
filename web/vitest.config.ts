import { defineConfig } from "vitest/config";

// css: the token test reads the style sheet as text.
export default defineConfig({
  test: { css: true, include: ["test/**/*.test.ts", "test/**/*.test.tsx"], setupFiles: ["test/texts.ts"] },
});
