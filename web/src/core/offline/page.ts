/** The player and the desk themselves, kept so that they open without a network (`public/service-worker.js` hands them out). */

const CACHE = "amphi.page";
const LIST = "/offline.json";
const AT_ONCE = 6;

interface Built {
  files: string[];
}

async function bring(cache: Cache, names: readonly string[]): Promise<void> {
  const left = [...names];
  const worker = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      const answer = await fetch(name);
      if (!answer.ok) throw new TypeError(`${name} did not come`);
      await cache.put(name, answer);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Keep the pages as they are built now: what is new comes before the first page, what is old goes after it. */
export async function keepPage(): Promise<void> {
  await navigator.serviceWorker.register("/service-worker.js", { scope: "/", updateViaCache: "none" });
  const cache = await caches.open(CACHE);
  const { files } = (await (await fetch(LIST, { cache: "no-store" })).json()) as Built;
  const here = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  await bring(
    cache,
    files.filter((one) => !here.has(one)),
  );
  await cache.put("/", await fetch("/", { cache: "no-store" }));
  const known = new Set(["/", ...files]);
  await Promise.all([...here].filter((one) => !known.has(one)).map((one) => cache.delete(one)));
}

/** Nothing is kept any more: nothing stands between the pages and the school. */
export async function dropPage(): Promise<void> {
  await caches.delete(CACHE);
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
}
