// Code that is fetched when it is first needed, and asked for again when it did not come through.

/** Before each further try. */
const WAITS_MS: readonly number[] = [1_000, 3_000, 9_000, 27_000];
/** The address of the file that did not come ends the error of Chromium, of Firefox and of Vite's style sheets. */
const ADDRESS = /https?:\/\/\S+$/;

const pause = (ms: number) => new Promise<void>((over) => setTimeout(over, ms));

/** The address of what did not come, as it was before any further try; empty when the error names none. */
const lostAddress = (cause: unknown): string =>
  (ADDRESS.exec(cause instanceof Error ? cause.message : "")?.[0] ?? "").replace(/[?#].*$/, "");

function bringStyle(address: string): Promise<void> {
  return new Promise((done, fail) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.onload = () => done();
    link.onerror = () => {
      link.remove();
      fail(new Error(`No style sheet came from ${address}`));
    };
    document.head.append(link);
  });
}

export interface Ways {
  waits?: readonly number[];
  bringModule?: (address: string) => Promise<unknown>;
  bringStyle?: (address: string) => Promise<void>;
}

/**
 * What `load` imports, fetched once for all who ask. A module whose address failed stays failed for the life of a page
 * (HTML, "fetch a single module script"; since 2026 only until the next import, which not every browser follows): a
 * further try asks for the same file under an address of its own. The module must export what `load` gives.
 */
export function again<T>(load: () => Promise<T>, ways: Ways = {}): () => Promise<T> {
  const { waits = WAITS_MS, bringModule = (address) => import(/* @vite-ignore */ address) } = ways;
  const style = ways.bringStyle ?? bringStyle;
  let coming: Promise<T> | null = null;
  let tries = 0;
  const next = async (address: string): Promise<T> => {
    if (address.endsWith(".css")) await style(address);
    else if (address) return (await bringModule(`${address}?again=${++tries}`)) as T;
    return load();
  };
  const attempts = async (): Promise<T> => {
    let address = "";
    for (const ms of waits) {
      try {
        return await next(address);
      } catch (cause) {
        address = lostAddress(cause);
      }
      await pause(ms);
    }
    return next(address);
  };
  return () => {
    // Whoever asks after the last try begins anew.
    coming ??= attempts().catch((cause: unknown) => {
      coming = null;
      throw cause;
    });
    return coming;
  };
}
