// How the pages are built: relative to the site's root, with a manifest for the size budgets.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { offlineList } from "./scripts/offline.mjs";
import { compiledTexts } from "./scripts/texts.mjs";

const server = process.env.AMPHI_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), compiledTexts, offlineList],
  build: { outDir: "dist", emptyOutDir: true, manifest: true, target: "es2022", sourcemap: false },
  server: { proxy: { "/api": server, "/signin": server, "/socket.io": { target: server, ws: true } } },
});
