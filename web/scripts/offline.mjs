// What must be kept of the built pages so that desk and player open without a network: `offline.json`, read by core/offline/page.ts.

const PAGES = ["index.html", "src/pages/desk.tsx", "src/pages/playback.tsx"];
/** Only the live room and the lobby need these. */
const NOT = ["src/pages/room.tsx", "src/pages/lobby.tsx"];

/** Every file that these pages load, now or later, from Vite's own list of what needs what. */
export function filesFor(manifest, pages = PAGES) {
  const files = new Set();
  const seen = new Set(NOT);
  const take = (key) => {
    const part = manifest[key];
    if (!part || seen.has(key)) return;
    seen.add(key);
    if (part.file.startsWith("assets/")) files.add(`/${part.file}`);
    for (const one of [...(part.css ?? []), ...(part.assets ?? [])]) files.add(`/${one}`);
    for (const next of [...(part.imports ?? []), ...(part.dynamicImports ?? [])]) take(next);
  };
  for (const page of pages) take(page);
  return [...files].sort();
}

export const offlineList = {
  name: "offline-list",
  apply: "build",
  enforce: "post",
  writeBundle: {
    order: "post",
    async handler({ dir }) {
      const { readFile, writeFile } = await import("node:fs/promises");
      const manifest = JSON.parse(await readFile(`${dir}/.vite/manifest.json`, "utf8"));
      await writeFile(`${dir}/offline.json`, JSON.stringify({ files: filesFor(manifest) }));
    },
  },
};
