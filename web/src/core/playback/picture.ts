/** One recorded camera or screen on the page: its element, its feed, and its step with the class clock. */
import { type FetchBytes, TrackFeed } from "./feed";
import type { RecordedTrack } from "./manifest";
import { correct, follower } from "./sync";

const AHEAD = 12_000;

export class Picture {
  readonly video: HTMLVideoElement;
  readonly feed: TrackFeed;
  /** Wall seconds of the last tick that wanted it. */
  usedAt = 0;
  private readonly step = follower();

  constructor(track: RecordedTrack, fetchBytes: FetchBytes) {
    this.video = document.createElement("video");
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.disablePictureInPicture = true;
    this.video.tabIndex = -1;
    this.feed = new TrackFeed(this.video, track, fetchBytes);
  }

  /** Whether there is a picture of `time` ms to be seen. */
  ready(time: number): boolean {
    return this.feed.holds(time) && this.video.readyState >= 2;
  }

  /** Brings the element to the class time `time` ms; `running` says whether the class clock runs. */
  keep(time: number, rate: number, running: boolean, now: number): void {
    const { video } = this;
    this.feed.pump(time, AHEAD * Math.max(1, rate));
    if (!this.feed.holds(time)) {
      if (!video.paused) video.pause();
      return;
    }
    const error = video.currentTime - time / 1000;
    if (!running) {
      if (!video.paused) video.pause();
      if (Math.abs(error) > 0.04 && !video.seeking) video.currentTime = time / 1000;
      return;
    }
    if (video.paused) {
      if (Math.abs(error) > 0.1 && !video.seeking) video.currentTime = time / 1000;
      video.playbackRate = rate;
      video.play().catch(() => undefined);
      return;
    }
    if (video.seeking) return;
    const { rate: speed, jump } = correct(this.step, error, rate, video.playbackRate, now);
    if (speed !== null) video.playbackRate = speed;
    if (jump) video.currentTime = time / 1000;
  }

  jump(time: number): void {
    this.feed.jump(time);
    if (this.feed.holds(time)) this.video.currentTime = time / 1000;
  }

  close(): void {
    this.video.pause();
    this.feed.close();
    this.video.remove();
  }
}
