// What others and the rules of the class do to one's own tracks: muted, ended, come in muted, not allowed.
import type { ApiError } from "../../core/api";
import { may, SENDING } from "../../core/view/rights";
import type { Source } from "../../core/view/types";
import { t } from "../../texts";
import type { Permission } from "../../wire";
import type { Session } from "./session";

/** What is told to somebody who may not send; nothing is asked of a device then. */
const NOT_NOW: Partial<Record<Permission, string>> = {
  unmute: t("room.microphones_locked"),
  camera: t("room.cameras_locked"),
  screen: t("room.screens_locked"),
};

export class Heeding {
  private read = 0;
  /** Microphones that were turned on by a press here. */
  private readonly pressed = new Set<string>();

  constructor(private readonly session: Session) {}

  /** Called whenever something happened in class. */
  follow(): void {
    const { live, media, devices } = this.session;
    const microphone = media.sending.of("microphone");
    const mine = microphone ? live.timeline.live().tracks.byId.get(microphone) : undefined;
    if (mine?.mutedBy && devices.microphone) {
      media.sending.setMuted(mine.track, true);
      this.session.set({ microphone: false, mutedBy: mine.mutedBy });
    }
    const entries = live.timeline.entries;
    // Whoever goes out, with the class or alone, takes their tracks along: nobody turned them off.
    const there = live.timeline.live().people.byId.get(live.state.me.person)?.present ?? false;
    for (; this.read < entries.length; this.read += 1) {
      const { by, event } = entries[this.read]!;
      if (event.type === "TrackEnded" && there && by !== null && by !== live.state.me.person)
        this.ended(event.track, by);
      if (event.type === "TrackPublished" && event.muted && event.track === microphone)
        this.cameInMuted(event.track);
    }
  }

  /** Somebody who leads stopped it; what the server ended is sent again after the line is back. */
  private ended(track: string, by: string): void {
    const { media, live } = this.session;
    for (const source of ["screen", "screen_audio", "camera", "microphone"] as const) {
      if (media.sending.of(source) !== track) continue;
      media.sending.unpublish(track);
      if (source === "screen_audio") continue;
      this.session.set({ [source]: false });
      const name = live.timeline.people[by]?.name ?? t("room.the_teacher");
      this.session.tell(t(`room.turned_off_${source}`, { name }));
    }
  }

  /** The class lets microphones come in muted: who pressed Unmute is heard all the same. */
  async published(track: string, pressed: boolean): Promise<void> {
    const { rights, tracks } = this.session.live.timeline.live();
    if (pressed) this.pressed.add(track);
    if (pressed && rights.joinMuted) await this.session.live.commands.act({ do: "UnmuteTrack", track });
    else if (tracks.byId.get(track)?.muted) this.cameInMuted(track);
  }

  private cameInMuted(track: string): void {
    if (this.pressed.has(track) || !this.session.devices.microphone) return;
    this.session.media.sending.setMuted(track, true);
    this.session.set({ microphone: false });
    this.session.tell(t("room.came_in_muted"));
  }

  /** Whether one may send this; if not, says so. */
  mayNow(source: Source): boolean {
    const { timeline, state } = this.session.live;
    const right = SENDING[source];
    if (may(timeline.live(), state.me, right)) return true;
    this.session.tell(NOT_NOW[right] ?? "", "bad");
    return false;
  }

  /** The class refused a track: its device is let go. */
  refused = (source: Source, track: MediaStreamTrack, { message, next }: ApiError): void => {
    track.stop();
    this.session.set({ [source]: false });
    this.session.tell(`${message} ${next}`);
  };
}
