// One person's stay in a class: the line, the media, and what is done with microphone, camera and screen.
import { MODES } from "../../core/choices";
import { Live } from "../../core/live";
import { Media } from "../../core/media";
import { isForbidden } from "../../core/media/sending";
import type { Source } from "../../core/view/types";
import { t } from "../../texts";
import type { InitialStreams, RoomEntry } from "../entry";
import { because, broughtAlong, type Devices, device, pluggedIn } from "./devices";
import { Heeding } from "./heeding";
import { seenAtFirst } from "./late";
import { Preferences } from "./preferences";
import { Staying } from "./staying";

/** What is opened at a press. */
type Opened = "microphone" | "camera" | "screen";

const noPictures = () => t("room.no_pictures", { full: MODES.full, low: MODES.low, sound: MODES.sound });

export class Session {
  readonly live: Live;
  readonly media: Media;
  readonly entry: RoomEntry;
  readonly preferences: Preferences;
  devices: Devices;
  /** A sentence for the person; set by the page. */
  tell: (text: string, tone?: "plain" | "bad") => void = () => undefined;
  private readonly staying: Staying;
  private readonly heeding: Heeding;
  private readonly listeners = new Set<() => void>();
  private entered = 0;
  private renewals = 0;
  private closing: ReturnType<typeof setTimeout> | null = null;
  private stops: (() => void)[] = [];
  /** The tracks brought from the lobby are on their way until this is kept; a switch pressed meanwhile waits for them. */
  settled: Promise<void> = Promise.resolve();
  private begun: Promise<void> | null = null;

  constructor(entry: RoomEntry) {
    this.entry = entry;
    this.live = new Live({
      classId: entry.classId,
      token: entry.token,
      me: { person: entry.person.id, role: entry.person.role },
      line: entry.ahead?.takeLine(),
    });
    this.live.chosenInLobby = entry.choice;
    this.media = new Media(this.live.media, entry.ahead?.device);
    this.staying = new Staying(this.live, this.media, () => this.begin());
    this.media.sending.anew = (track, muted) => {
      if (muted) void this.live.commands.act({ do: "MuteTrack", track });
    };
    this.media.sending.ended = (source) => void this.end(source);
    this.heeding = new Heeding(this);
    this.media.sending.forbidden = this.heeding.refused;
    this.preferences = new Preferences(this);
    // Decided here: the mode may be changed before the first tracks are sent.
    if (!this.pictures) entry.initialStreams.camera?.stop();
    this.devices = broughtAlong(entry.initialStreams, this.pictures);
  }

  /** In Sound only no picture is sent. */
  private get pictures(): boolean {
    return this.preferences.choices.mode !== "sound";
  }

  subscribe = (heard: () => void): (() => void) => {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  };

  set(change: Partial<Devices>): void {
    this.devices = { ...this.devices, ...change };
    for (const heard of this.listeners) heard();
  }

  /** May be called again after `stop` in the same turn: React mounts twice while developing. */
  start(): void {
    if (this.closing) clearTimeout(this.closing);
    this.closing = null;
    if (this.stops.length) return;
    this.stops.push(
      this.live.subscribe(() => this.follow()),
      this.live.timeline.subscribe(() => this.heeding.follow()),
      this.live.onSignal(({ type, track, layers }) => {
        if (type === "wanted") this.media.sending.demand.take(String(track), layers as boolean[]);
      }),
      this.staying.start(),
      this.preferences.start(),
    );
    this.live.start();
    void this.listDevices();
    navigator.mediaDevices?.addEventListener("devicechange", this.listDevices);
  }

  stop(): void {
    this.closing = setTimeout(() => this.close(), 0);
  }

  close(): void {
    for (const stop of this.stops) stop();
    this.stops = [];
    navigator.mediaDevices?.removeEventListener("devicechange", this.listDevices);
    this.live.stop();
    this.media.close();
    this.entry.initialStreams.camera?.stop();
    this.entry.initialStreams.microphone?.stop();
  }

  private follow(): void {
    const { entered, link, renewals } = this.live.state;
    if (link === "gone") {
      this.media.close();
      return;
    }
    if (renewals > this.renewals) {
      this.renewals = renewals;
      this.settled = this.settled
        .then(() => this.media.renew())
        .catch((cause) => this.explain(cause, "media"));
    }
    if (entered <= this.entered) return;
    const first = this.entered === 0;
    this.entered = entered;
    if (first) this.begin();
    else this.settled = this.staying.back().catch((cause) => this.explain(cause, "media"));
  }

  /** One's own tracks: as soon as those of others are on their way, at the latest when the class is entered. */
  private begin(): void {
    this.begun ??= this.firstTracks().catch((cause) => {
      this.begun = null;
      if (this.entered) this.explain(cause, "media");
    });
    this.settled = this.begun;
  }

  private async firstTracks(): Promise<void> {
    await this.media.open();
    const { microphone, camera, muted, coming } = this.entry.initialStreams;
    if (coming) void this.bring(coming).catch((cause) => this.explain(cause, "media"));
    if (camera && !this.seen) {
      camera.stop();
      this.set({ camera: false });
    }
    const own = { microphone, camera };
    for (const source of ["microphone", "camera"] as const) {
      // Making pictures is more work than all the rest: others are seen first.
      if (source === "camera") await this.media.receiving.first.over;
      const track = own[source];
      if (track?.readyState !== "live" || this.media.closed || this.media.sending.of(source)) continue;
      await this.publish(source, track, source === "microphone" && muted);
    }
  }

  /** Whether the camera brought from the lobby is sent. */
  private get seen(): boolean {
    return this.pictures && seenAtFirst(this);
  }

  /** What the browser gives only now, unless the person has turned it on here meanwhile. */
  private async bring(coming: NonNullable<InitialStreams["coming"]>): Promise<void> {
    const { audio, video } = await coming;
    const { muted } = this.entry.initialStreams;
    for (const track of [audio, video]) {
      if (!track) continue;
      const source = track.kind === "audio" ? "microphone" : "camera";
      if (this.media.closed || this.media.sending.of(source) || (source === "camera" && !this.seen)) {
        track.stop();
        continue;
      }
      const silent = source === "microphone" && muted;
      this.set({ [source]: !silent });
      await this.publish(source, track, silent);
    }
    await this.listDevices();
  }

  /** `pressed`: somebody wants to be heard now, whether or not microphones come in muted. False: they may not. */
  private async publish(
    source: Source,
    track: MediaStreamTrack,
    muted = false,
    pressed = false,
  ): Promise<boolean> {
    try {
      const id = await this.media.sending.publish(source, track, muted);
      if (muted) await this.live.commands.act({ do: "MuteTrack", track: id });
      else await this.heeding.published(id, pressed);
      return true;
    } catch (cause) {
      if (!isForbidden(cause)) throw cause;
      this.heeding.refused(source, track, cause);
      return false;
    }
  }

  /** Send what is sent of a kind anew: in another format, or from the device opened anew. */
  async again(source: Source, reopened?: MediaStreamTrack): Promise<void> {
    const id = this.media.sending.of(source);
    const before = id ? this.media.sending.release(id) : null;
    if (id) await this.live.commands.act({ do: "EndTrack", track: id });
    const muted = source === "microphone" && !this.devices.microphone;
    const track = reopened ?? before;
    if (track) await this.publish(source, track, muted);
  }

  async end(source: Source): Promise<void> {
    const id = this.media.sending.of(source);
    if (!id) return;
    this.media.sending.unpublish(id);
    if (source !== "screen_audio") this.set({ [source]: false });
    await this.live.commands.act({ do: "EndTrack", track: id });
  }

  private explain(cause: unknown, what: Opened | "media"): void {
    this.tell(t(`room.not_started_${what}`, { why: because(cause) }), "bad");
  }

  async attempt(source: Opened, work: () => Promise<void>): Promise<void> {
    if (this.devices.busy) return;
    this.set({ busy: source });
    try {
      await work();
    } catch (cause) {
      this.explain(cause, source);
    } finally {
      this.set({ busy: null });
    }
  }

  // -- what the bar does

  async setMicrophone(on: boolean): Promise<void> {
    await this.settled;
    if (on && !this.heeding.mayNow("microphone")) return;
    const id = this.media.sending.of("microphone");
    if (id) {
      this.media.sending.setMuted(id, !on);
      this.set({ microphone: on, mutedBy: null });
      await this.live.commands.act({ do: on ? "UnmuteTrack" : "MuteTrack", track: id });
    } else if (on) await this.attempt("microphone", () => this.openMicrophone());
  }

  device(kind: "audio" | "video", deviceId: string): Promise<MediaStreamTrack> {
    return device(kind, deviceId, this.preferences.choices);
  }

  private async openMicrophone(): Promise<void> {
    const track = await this.device("audio", this.devices.chosenMicrophone);
    if (!(await this.publish("microphone", track, false, true))) return;
    this.set({ microphone: true, mutedBy: null, chosenMicrophone: track.getSettings().deviceId ?? "" });
    await this.listDevices();
  }

  async setCamera(on: boolean): Promise<void> {
    await this.settled;
    if (!on) return this.end("camera");
    if (!this.heeding.mayNow("camera")) return;
    if (!this.pictures) return this.tell(noPictures(), "bad");
    await this.attempt("camera", async () => {
      const track = await this.device("video", this.devices.chosenCamera);
      if (!(await this.publish("camera", track))) return;
      this.set({ camera: true, chosenCamera: track.getSettings().deviceId ?? "" });
      await this.listDevices();
    });
  }

  async setScreen(on: boolean): Promise<void> {
    if (!on) {
      await this.end("screen_audio");
      return this.end("screen");
    }
    if (!this.heeding.mayNow("screen")) return;
    if (!this.pictures) return this.tell(noPictures(), "bad");
    await this.attempt("screen", async () => {
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: 30 }, audio: true });
      const [picture] = stream.getVideoTracks();
      const [sound] = stream.getAudioTracks();
      if (picture && !(await this.publish("screen", picture))) return sound?.stop();
      if (sound) await this.publish("screen_audio", sound);
      this.set({ screen: true });
    }).catch(() => undefined);
  }

  async choose(kind: "microphone" | "camera", deviceId: string): Promise<void> {
    const id = this.media.sending.of(kind);
    this.set(kind === "microphone" ? { chosenMicrophone: deviceId } : { chosenCamera: deviceId });
    if (!id) return;
    await this.attempt(kind, async () => {
      const track = await this.device(kind === "microphone" ? "audio" : "video", deviceId);
      track.enabled = kind === "camera" || this.devices.microphone;
      await this.media.sending.replace(id, track);
    });
  }

  private readonly listDevices = async (): Promise<void> => {
    this.set(await pluggedIn());
  };
}
