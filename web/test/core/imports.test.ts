import { expect, test } from "vitest";
import { ApiError } from "../../src/core/api";
import { type Importing, send } from "../../src/core/imports";

const lost = () => new ApiError({ code: "no_connection", fault: "server", message: "lost", next: "" }, 0);

/** A server that hears pieces, and breaks at chosen times. */
function server(breaks: (() => Error)[]) {
  const heard: [number, number][] = [];
  let received = 0;
  return {
    heard,
    api: {
      state: async () => ({ received }) as Importing,
      piece: async (_: string, from: number, part: Blob) => {
        expect(from).toBe(received);
        const broken = breaks.shift();
        // What was half sent is half there.
        received += broken ? Math.floor(part.size / 2) : part.size;
        heard.push([from, part.size]);
        if (broken) throw broken();
        return { received };
      },
    },
  };
}

const file = new File([new Uint8Array(20 << 20)], "zoom.mp4");
const at_once = async () => undefined;
const goes_on = () => false;

test("after a break it goes on where the server stopped hearing", async () => {
  const { heard, api } = server([lost, lost]);
  const told: number[] = [];
  await send("c", file, (part) => told.push(part), goes_on, api, at_once);
  expect(heard.map(([from]) => from)).toEqual([0, 4 << 20, 8 << 20, 16 << 20]);
  expect(told.at(-1)).toBe(1);
  expect([...told].sort((a, b) => a - b)).toEqual(told);
});

test("what a person must mend ends it", async () => {
  const refused = () => new ApiError({ code: "too_large", fault: "you", message: "no", next: "" }, 413);
  await expect(send("c", file, () => undefined, goes_on, server([refused]).api, at_once)).rejects.toThrow(
    "no",
  );
});

test("whoever leaves while it is sent stops it: nothing is sent behind their back", async () => {
  const { heard, api } = server([]);
  const done = await send(
    "c",
    file,
    () => undefined,
    () => heard.length === 1,
    api,
    at_once,
  );
  expect(done).toBe(false);
  expect(heard).toHaveLength(1);
});
