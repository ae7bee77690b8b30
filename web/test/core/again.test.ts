// Code that does not come through at first: how often and under which addresses it is asked for.
import { describe, expect, it } from "vitest";
import { again } from "../../src/core/again";

const FILE = "https://amphi.example/assets/katex-1a2b.js";
const STYLE = "https://amphi.example/assets/katex-3c4d.css";
const lost = (address: string) => new TypeError(`Failed to fetch dynamically imported module: ${address}`);
const waits = [0, 0, 0];

/** An import that always fails, as that of an address which failed before does, and what is asked for after it. */
function trial(fail: number, cause: () => Error = () => lost(FILE)) {
  const asked: string[] = [];
  const load = async (): Promise<string> => {
    asked.push("load");
    throw cause();
  };
  const bringModule = async (address: string): Promise<string> => {
    asked.push(address);
    if (asked.length <= fail) throw lost(address);
    return "here";
  };
  return { asked, fetched: again(load, { waits, bringModule }) };
}

describe("code that is fetched when it is needed", () => {
  it("is asked for once for all who need it", async () => {
    let count = 0;
    const fetched = again(async () => ++count, { waits });
    expect(await Promise.all([fetched(), fetched()])).toEqual([1, 1]);
    expect(await fetched()).toBe(1);
  });

  it("is asked for under another address each time, as browsers keep the failure of the first", async () => {
    const { asked, fetched } = trial(3);
    expect(await fetched()).toBe("here");
    expect(asked).toEqual(["load", `${FILE}?again=1`, `${FILE}?again=2`, `${FILE}?again=3`]);
  });

  it("is given up after some tries, and asked for anew by whoever needs it later", async () => {
    const { asked, fetched } = trial(5);
    await expect(fetched()).rejects.toThrow(`${FILE}?again=3`);
    expect(asked).toHaveLength(4);
    expect(await fetched()).toBe("here");
    expect(asked.slice(4)).toEqual(["load", `${FILE}?again=4`]);
  });

  it("is imported as before where the browser names no address", async () => {
    let count = 0;
    const load = async () => {
      count += 1;
      if (count < 3) throw new TypeError("Importing a module script failed.");
      return "here";
    };
    expect(await again(load, { waits })()).toBe("here");
  });

  it("is imported once its style sheet has come too", async () => {
    const asked: string[] = [];
    const load = async () => {
      asked.push("load");
      if (asked.length === 1) throw new Error(`Unable to preload CSS for ${STYLE}`);
      return "here";
    };
    const bringStyle = async (address: string) => {
      asked.push(address);
      if (asked.length === 2) throw new Error(`No style sheet came from ${address}`);
    };
    expect(await again(load, { waits, bringStyle })()).toBe("here");
    expect(asked).toEqual(["load", STYLE, STYLE, "load"]);
  });
});
