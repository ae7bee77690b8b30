// Films of a class in the browser: brought to it, their addresses, and an element kept in step with the class clock.

import { t } from "../texts";
import type { Film } from "../wire";
import { ApiError, ask, type ErrorBody, notThrough } from "./api";
import { correct, follower } from "./playback/sync";

/** So often an element is compared with the clock. */
export const STEP_MS = 200;
/** Standing still, this far off is seen (s). */
const STILL_OFF = 0.08;
const VOLUME = "amphi.film.volume";

export function filmVolume(): number {
  const kept = Number(localStorage.getItem(VOLUME) ?? "1");
  return kept >= 0 && kept <= 1 ? kept : 1;
}
export const keepFilmVolume = (volume: number): void => localStorage.setItem(VOLUME, String(volume));

export interface FilmUpload {
  done: Promise<Film>;
  cancel: () => void;
}

/** `fetch` tells no progress of what is sent: that is why this is an XMLHttpRequest. */
export function bringFilm(
  classId: string,
  token: string | undefined,
  file: File,
  progress: (part: number) => void,
): FilmUpload {
  const request = new XMLHttpRequest();
  const done = new Promise<Film>((resolve, reject) => {
    request.open("POST", `/api/v1/classes/${classId}/films?name=${encodeURIComponent(file.name)}`);
    if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status === 201) return resolve(request.response as Film);
      const told = (request.response as { error?: ErrorBody } | null)?.error;
      reject(new ApiError(told ?? notThrough(t("core.film_lost")), request.status));
    };
    request.onerror = () => reject(new ApiError(notThrough(t("core.film_lost")), 0));
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}

/** Where this reader's browser streams a film from. */
export async function filmAddress(classId: string, film: string, token?: string): Promise<string> {
  const answer = await ask(`/classes/${classId}/films/${film}/address`, {}, token);
  return ((await answer.json()) as { url: string }).url;
}

/** Where a film should be now. */
export interface Wanted {
  /** Seconds. */
  at: number;
  playing: boolean;
  rate: number;
}

/** Keeps one video element where the class is: small errors by speed, large ones by a jump. */
export class FilmStep {
  /** Told whether the browser wants a press before it lets the film be heard. */
  silenced: (yes: boolean) => void = () => undefined;
  private readonly step = follower();
  private muted = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly wanted: () => Wanted,
  ) {}

  /** One comparison; `now` is wall seconds. */
  keep(now: number): void {
    const { video } = this;
    const { at, playing, rate } = this.wanted();
    if (video.readyState === 0 || video.seeking) return;
    const error = video.currentTime - at;
    const over = Number.isFinite(video.duration) && at >= video.duration - 0.05;
    if (!playing || over) {
      if (!video.paused) video.pause();
      if (Math.abs(error) > STILL_OFF && !over) video.currentTime = at;
      return;
    }
    if (video.paused) {
      if (Math.abs(error) > STILL_OFF) video.currentTime = at;
      video.playbackRate = rate;
      this.begin();
      return;
    }
    const { rate: speed, jump } = correct(this.step, error, rate, video.playbackRate, now);
    if (speed !== null) video.playbackRate = speed;
    if (jump) video.currentTime = at;
  }

  /** A browser that refuses sound before a press plays it without, and the page asks for the press. */
  private begin(): void {
    this.video.play().catch((cause: unknown) => {
      if ((cause as DOMException).name !== "NotAllowedError" || this.video.muted) return;
      this.muted = true;
      this.video.muted = true;
      this.silenced(true);
      void this.video.play().catch(() => undefined);
    });
  }

  /** Somebody pressed: now it may be heard. */
  hear(): void {
    if (!this.muted) return;
    this.muted = false;
    this.video.muted = false;
    this.silenced(false);
    void this.video.play().catch(() => undefined);
  }
}
