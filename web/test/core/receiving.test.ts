import { beforeEach, describe, expect, it, vi } from "vitest";
import { largest } from "../../src/core/media/elements";
import { Receiving } from "../../src/core/media/receiving";
import type { Transports } from "../../src/core/media/transports";

/** As much of a window as pictures need: elements with a size, and observers that see nothing change. */
class Video {
  srcObject: unknown = null;
  constructor(
    private readonly width = 0,
    private readonly height = 0,
  ) {}
  getBoundingClientRect = () => ({ top: 0, left: 0, bottom: this.height, right: this.width, ...this.size });
  play = async () => undefined;
  requestVideoFrameCallback = () => 0;
  private get size() {
    return { width: this.width, height: this.height };
  }
}
class Observer {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** A class that grants everything and keeps what it was asked. */
function ways() {
  const asked: string[] = [];
  const transports = {
    closed: false,
    capabilities: {},
    open: async () => undefined,
    ask: async ({ do: what, track, consumer, width }: Record<string, unknown>) => {
      asked.push([what, track ?? consumer, width].filter(Boolean).join(" "));
      return { id: track };
    },
    in: {
      id: "recv",
      consume: async ({ id }: { id: string }) => ({ id, kind: "video", track: { id }, on: () => undefined }),
    },
  };
  return { asked, receiving: new Receiving(transports as unknown as Transports, () => undefined) };
}

const turn = () => new Promise((done) => setTimeout(done, 5));
const element = (width: number, height: number) => new Video(width, height) as unknown as HTMLVideoElement;

beforeEach(() => {
  vi.stubGlobal("HTMLVideoElement", Video);
  vi.stubGlobal("ResizeObserver", Observer);
  vi.stubGlobal("IntersectionObserver", Observer);
  vi.stubGlobal("MediaStream", class {});
  vi.stubGlobal("document", { addEventListener: () => undefined, hidden: false });
  Object.assign(globalThis, { devicePixelRatio: 1, innerHeight: 800, innerWidth: 1280 });
});

describe("the next page of tiles", () => {
  it("is agreed upon once, and nothing of it is sent before it is looked at", async () => {
    const { asked, receiving } = ways();
    receiving.prepare(["a", "b"]);
    receiving.prepare(["a", "b"]);
    await turn();
    receiving.prepare(["a"]);
    await turn();
    expect(asked).toEqual(["consume a", "consume b"]);
    expect(receiving.playing().size).toBe(0);
    receiving.attach("a", element(320, 180));
    await turn();
    expect(asked.slice(2)).toEqual(["resume a 320"]);
  });

  it("is sent at once when somebody turns to it while it is being agreed upon", async () => {
    const { asked, receiving } = ways();
    receiving.prepare(["a"]);
    receiving.attach("a", element(320, 180));
    await turn();
    expect(asked).toEqual(["consume a", "resume a 320"]);
  });
});

describe("a page that was turned", () => {
  it("takes nothing from the next one, and what only moved from one element to another goes on", async () => {
    const { asked, receiving } = ways();
    const leave = ["a", "b"].map((track) => receiving.attach(track, element(320, 180)));
    await turn();
    for (const away of leave) away();
    receiving.attach("b", element(320, 180));
    receiving.attach("c", element(320, 180));
    await turn();
    expect(asked.slice(4)).toEqual(["consume c", "resume c 320", "pause a"]);
  });
});

describe("the size that is asked for", () => {
  it("is that of the largest element in sight, and no higher than is wanted", () => {
    const small = { width: 160, height: 90, inSight: true };
    const large = { width: 1280, height: 720, inSight: true };
    expect(largest([small, large], 2000)).toEqual({ width: 1280, height: 720 });
    expect(largest([small, { ...large, inSight: false }], 2000)).toEqual({ width: 160, height: 90 });
    expect(largest([large], 180)).toEqual({ width: 320, height: 180 });
    expect(largest([], 2000)).toEqual({});
  });

  it("becomes smaller when the larger of two elements goes, and not while one takes the place of another", async () => {
    const { asked, receiving } = ways();
    receiving.attach("a", element(160, 90));
    const leave = receiving.attach("a", element(1280, 720));
    await turn();
    leave();
    const leaveAgain = receiving.attach("a", element(1280, 720));
    await turn();
    expect(asked).toEqual(["consume a", "resume a 1280"]);
    leaveAgain();
    await turn();
    expect(asked.slice(2)).toEqual(["layer a 160"]);
  });
});
