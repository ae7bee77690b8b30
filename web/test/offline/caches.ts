// Cache Storage in memory, as far as kept classes use it.
class MemoryCache {
  private readonly kept = new Map<string, { body: ArrayBuffer; status: number; headers: Headers }>();

  async put(url: string, answer: Response): Promise<void> {
    if (answer.status === 206) throw new TypeError("partial answers cannot be kept");
    const { status, headers } = answer;
    this.kept.set(url, { body: await answer.arrayBuffer(), status, headers });
  }
  async match(url: string): Promise<Response | undefined> {
    const one = this.kept.get(url);
    return one && new Response(one.body.slice(0), one);
  }
  delete = async (url: string): Promise<boolean> => this.kept.delete(url);
  keys = async () => [...this.kept.keys()].map((url) => ({ url }));
}

/** Puts an empty storage, and an empty `localStorage`, in the place of the browser's. */
export function freshBrowser(): void {
  const open = new Map<string, MemoryCache>();
  const texts = new Map<string, string>();
  const stands = {
    caches: {
      open: async (name: string) => {
        const found = open.get(name) ?? new MemoryCache();
        open.set(name, found);
        return found;
      },
      has: async (name: string) => open.has(name),
      delete: async (name: string) => open.delete(name),
      keys: async () => [...open.keys()],
    },
    localStorage: {
      getItem: (key: string) => texts.get(key) ?? null,
      setItem: (key: string, value: string) => texts.set(key, value),
      removeItem: (key: string) => texts.delete(key),
    },
    location: { origin: "http://school" },
    isSecureContext: true,
    navigator: { serviceWorker: {}, languages: ["en"] },
  };
  for (const [name, value] of Object.entries(stands))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
