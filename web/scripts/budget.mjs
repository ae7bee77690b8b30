// The weight of each page's JavaScript after gzip, checked against what a mid phone can bear.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist)));
const kB = 1000;
const LAZY = 190;
const limits = {
  "src/pages/lobby.tsx": 90,
  "src/pages/room.tsx": 220,
};
// Opened by a press on a page that is here already: nobody waits for the whole of it.
const opened = { "src/pages/playback/Keep.tsx": 195 };

const weigh = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;

function files(key, seen = new Set()) {
  const part = manifest[key];
  if (!part || seen.has(part.file)) return seen;
  seen.add(part.file);
  for (const next of part.imports ?? []) files(next, seen);
  return seen;
}

const start = files("index.html");
let failed = false;
for (const [key, part] of Object.entries(manifest)) {
  if (!part.isDynamicEntry && !part.isEntry) continue;
  const whole = new Set([...start, ...files(key)]);
  const limit = limits[key];
  const counted = limit ? whole : [...whole].filter((file) => !start.has(file));
  const total = [...counted]
    .filter((file) => file.endsWith(".js"))
    .reduce((sum, file) => sum + weigh(file), 0);
  const allowed = limit ?? opened[key] ?? LAZY;
  const verdict = total <= allowed * kB ? "ok" : "TOO HEAVY";
  if (verdict !== "ok") failed = true;
  console.log(`${verdict.padEnd(9)} ${(total / kB).toFixed(1).padStart(6)} kB of ${allowed} kB  ${key}`);
}
process.exit(failed ? 1 : 0);
