// Who may come in, and what those who wait are told.
import type { Entry } from "../../wire";
import type { LobbyView } from "./types";

export const noLobby: LobbyView = { door: "open", told: "" };

export function foldLobby(lobby: LobbyView, { event }: Entry): LobbyView {
  switch (event.type) {
    case "ClassScheduled":
      return { ...lobby, door: event.lobby ? "ask" : "open" };
    case "DoorChanged":
      return { ...lobby, door: event.door };
    case "LobbyTold":
      return { ...lobby, told: event.text };
    default:
      return lobby;
  }
}
