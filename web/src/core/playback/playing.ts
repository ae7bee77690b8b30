/** What a player needs from the network, and what a page draws from it. */
import type { FetchBytes } from "./feed";
import type { Manifest } from "./manifest";
import type { Pause } from "./pauses";
import type { ShownPiece } from "./stage";
import type { Stop } from "./stops";

export interface Loader {
  /** All of it; with `since` only the fragments that ended after that class ms. */
  manifest(since?: number): Promise<Manifest>;
  bytes: FetchBytes;
}

/** What the page draws from; a new object only when something changed. */
export interface Playing {
  /** Class time in ms. */
  position: number;
  playing: boolean;
  /** Play was asked for, but media is still on its way. */
  waiting: boolean;
  finished: boolean;
  rate: number;
  muted: boolean;
  /** The browser could not sound the recording. */
  noSound: boolean;
  /** The newest class ms that can be played. */
  edge: number;
  manifest: Manifest;
  pieces: readonly ShownPiece[];
  pauses: readonly Pause[];
  /** The silence that was left out last. */
  left: Pause | null;
  /** Where the player has stopped by itself; null once it goes on. */
  stop: Stop | null;
  /** Tracks in sight that have their picture, and after the bar those still without, by id. */
  pictures: string;
}
