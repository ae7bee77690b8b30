import { expect, test } from "vitest";
import { filesFor } from "../../scripts/offline.mjs";

test("the pages are kept with all they load, now and later, but not the live room", () => {
  const files = filesFor({
    "index.html": {
      file: "assets/index.js",
      css: ["assets/index.css"],
      dynamicImports: [
        "src/pages/desk.tsx",
        "src/pages/playback.tsx",
        "src/pages/room.tsx",
        "src/texts/ar/class.ts",
      ],
    },
    "src/pages/desk.tsx": { file: "assets/desk.js", imports: ["_shared.js"] },
    "src/pages/playback.tsx": { file: "assets/playback.js", dynamicImports: ["src/pages/playback/Keep.tsx"] },
    "src/pages/playback/Keep.tsx": { file: "assets/Keep.js", imports: ["_shared.js"] },
    "src/pages/room.tsx": { file: "assets/room.js", imports: ["_media.js"] },
    "src/texts/ar/class.ts": { file: "assets/ar.js" },
    "_shared.js": { file: "assets/shared.js", assets: ["assets/font.woff2"] },
    "_media.js": { file: "assets/media.js" },
  });
  const names = files.filter((one) => one.startsWith("/assets/")).map((one) => one.slice("/assets/".length));
  expect(names).toEqual([
    "Keep.js",
    "ar.js",
    "desk.js",
    "font.woff2",
    "index.css",
    "index.js",
    "playback.js",
    "shared.js",
  ]);
});
