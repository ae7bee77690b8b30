// What the lobby hands to the room when a person goes in.
import type { Ahead } from "../core/ahead";
import type { Choice } from "../core/view/consent";
import type { Role } from "../wire";

export interface InitialStreams {
  /** The microphone proved in the lobby; null = go in without. */
  microphone: MediaStreamTrack | null;
  camera: MediaStreamTrack | null;
  /** What the browser still asks for: it follows into the room. */
  coming?: Promise<{ audio: MediaStreamTrack | null; video: MediaStreamTrack | null }> | null;
  /** Go in muted, with the microphone at hand. */
  muted: boolean;
  /** The camera was turned on by hand, though the class is large. */
  cameraChosen?: boolean;
  /** "sound only": do not ask for anybody's video. */
  soundOnly: boolean;
}
export interface RoomEntry {
  classId: string;
  token: string;
  person: { id: string; name: string; role: Role };
  initialStreams: InitialStreams;
  /** Whether they are recorded; nothing where nothing is. */
  choice?: Choice;
  /** Address of the recording, shown when the class ends. */
  playback?: string;
  /** What was made ready in the lobby. */
  ahead?: Ahead;
}
