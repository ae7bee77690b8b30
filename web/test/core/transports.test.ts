import type { Device } from "mediasoup-client/types";
import { describe, expect, it } from "vitest";
import { Transports } from "../../src/core/media/transports";

/** A class with a relay, and a browser that keeps what its transports were told. */
function ways(refuses: string[]) {
  const done: string[] = [];
  const states: ((state: string) => void)[] = [];
  const made = (direction: string) => {
    const told = (what: string) => async () => {
      if (refuses.includes(what)) throw new Error(`${what} is not supported`);
      done.push(`${what} ${direction}`);
    };
    const on = (event: string, heard: (state: string) => void) => {
      if (event === "connectionstatechange") states.push(heard);
    };
    const name = { id: direction, on, close: () => undefined };
    return { ...name, updateIceServers: told("updateIceServers"), restartIce: told("restartIce") };
  };
  const device = { createSendTransport: () => made("send"), createRecvTransport: () => made("recv") };
  const ask = async () => ({ iceParameters: {}, iceServers: [{ urls: "turn:relay.example.org" }] });
  const become = (state: string) => {
    for (const heard of states) heard(state);
  };
  return { done, become, transports: new Transports(ask, Promise.resolve(device as unknown as Device)) };
}

describe("a way that is looked for anew", () => {
  it("takes the new key to the relay with it", async () => {
    const { done, transports } = ways([]);
    await transports.open();
    expect(await transports.mend()).toEqual([]);
    expect(done.filter((one) => one.startsWith("updateIceServers"))).toHaveLength(2);
    expect(done.slice(-2)).toEqual(["restartIce send", "restartIce recv"]);
  });

  it("is found in a browser that cannot take another key, as Firefox", async () => {
    const { done, transports } = ways(["updateIceServers"]);
    await transports.open();
    expect(await transports.mend()).toEqual([]);
    expect(done).toEqual(["restartIce send", "restartIce recv"]);
  });

  it("may be looked for as often as networks change, but not again and again where none carries", async () => {
    const { become, transports } = ways([]);
    await transports.open();
    become("connected");
    for (let change = 0; change < 6; change += 1) expect(await transports.mend()).toEqual([]);
    become("disconnected");
    for (let change = 0; change < 2; change += 1) expect(await transports.mend()).toEqual([]);
    expect(await transports.mend()).toEqual(["send", "recv"]);
    transports.drop();
  });

  it("is given up where the browser finds none", async () => {
    const { transports } = ways(["restartIce"]);
    await transports.open();
    expect(await transports.mend()).toEqual(["send", "recv"]);
  });
});
