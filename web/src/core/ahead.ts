// What is made ready while somebody is still in the lobby, so that the first picture comes soon after the click.
import type { Device } from "mediasoup-client/types";
import type { Manager } from "socket.io-client";
import { api } from "./api";
import { callServer } from "./line";
import { loadDevice } from "./media/transports";

export class Ahead {
  /** null: it did not work now, and is tried again in the room. */
  readonly device: Promise<Device | null> = api
    .capabilities()
    .then(({ rtpCapabilities }) => loadDevice(rtpCapabilities))
    .catch(() => null);
  private line: Manager | null = null;

  /** The button was pressed: the line opens while the server still hears the name. */
  knock(): void {
    this.line ??= callServer();
  }

  /** For whoever goes in. */
  takeLine(): Manager | null {
    const { line } = this;
    this.line = null;
    return line;
  }

  /** Nobody goes in. */
  close(): void {
    this.takeLine()?.socket("/").disconnect();
  }
}
