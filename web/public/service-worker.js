// Opens the desk and the player without a network, for whoever keeps classes on this device. It answers for nothing else:
// no request of the live room, of its line, of media or uploads, and nothing of /api ever waits for it. What a class is
// made of is kept and read by the player itself (web/src/core/offline).
const CACHE = "amphi.page";

/** Browsers that know static routes do not even start this worker for what is not its business. */
const ROUTES = () => [
  ...["/join/*", "/api/*", "/socket.io/*", "/signin/*"].map((pathname) => ({
    condition: { urlPattern: new URLPattern({ pathname }) },
    source: "network",
  })),
  {
    condition: { urlPattern: new URLPattern({ pathname: "/assets/*" }) },
    source: { cacheName: CACHE },
  },
];

addEventListener("install", (event) => {
  skipWaiting();
  if (event.addRoutes) event.waitUntil(event.addRoutes(ROUTES()).catch(() => undefined));
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

/** The page as the school has it now; as it was kept only where the school cannot be reached. */
async function page(request) {
  try {
    return await fetch(request);
  } catch (problem) {
    const kept = await caches.match("/", { cacheName: CACHE });
    if (kept) return kept;
    throw problem;
  }
}

/** A file whose name changes with its content. */
const file = async (request) => (await caches.match(request, { cacheName: CACHE })) ?? fetch(request);

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (pathname === "/" || pathname.startsWith("/play/")) event.respondWith(page(request));
  } else if (pathname.startsWith("/assets/")) event.respondWith(file(request));
});
