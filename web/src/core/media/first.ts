// Until somebody else is seen for the first time: what can wait for that waits, so that it comes soon.

/** So long at most after the pictures' places were drawn: on a slow line the rest of the page comes before them. */
const LONGEST_MS = 300;

export class FirstPicture {
  private done: () => void = () => undefined;
  /** The first picture is on the screen, or it is not waited for any more. */
  readonly over = new Promise<void>((done) => {
    this.done = done;
  });

  /** Its place was drawn. */
  drawn(): void {
    setTimeout(this.done, LONGEST_MS);
  }

  /** There is none to wait for. */
  none(): void {
    this.done();
  }

  /** This element will show somebody else. */
  watch(video: HTMLVideoElement): void {
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(this.done);
    else video.addEventListener("loadeddata", this.done, { once: true });
  }
}
