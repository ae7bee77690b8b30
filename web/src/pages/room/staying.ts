// Keeping picture and sound through what happens to lines: made ready early, mended when the network changes.
import type { Live } from "../../core/live";
import type { Media } from "../../core/media";
import { watchNetwork } from "../../core/network";
import { groupOf, reaches } from "../../core/view/breakouts";
import { comesLate, isStaff } from "../../core/view/people";
import type { TrackView, View } from "../../core/view/types";
import type { Role } from "../../wire";

/** Pictures that are received before the page is drawn: more are not seen at first. */
const AHEAD_PICTURES = 6;

const isPicture = (one: TrackView | undefined) => one?.source === "screen" || one?.source === "camera";

/** Voices and the first pictures of those in the same room: what is heard and seen first. */
export function firstHeard(view: View, me: string, role?: Role, most = AHEAD_PICTURES): string[] {
  const near = [...view.tracks.byId.values()].filter((one) => one.person !== me && reaches(view, one, me));
  const pictures = near.filter(isPicture);
  const rank = (one: TrackView) => {
    if (one.source === "screen") return 0;
    if (view.staging.spotlit.includes(one.person)) return 1;
    return isStaff(view.people.byId.get(one.person)?.role) ? 2 : 3;
  };
  pictures.sort((a, b) => rank(a) - rank(b));
  const voices = near.filter((one) => !pictures.includes(one));
  // Whoever comes late into a large class meets the stage and no faces.
  const seen = Math.min(most, comesLate(view.people, me, role) ? 1 : AHEAD_PICTURES);
  return [...pictures.slice(0, seen), ...voices].map((one) => one.track);
}

export class Staying {
  /** One's own tracks at the moment when the line was lost. */
  private sent: readonly string[] = [];
  private lost = false;
  /** The group one is in; null in the main room. */
  private place: string | null = null;

  constructor(
    private readonly live: Live,
    private readonly media: Media,
    private readonly begin: () => void,
  ) {
    live.entering = () => this.entering();
  }

  /** Until the answer is called. */
  start(): () => void {
    const stops = [
      watchNetwork((change) => void this.moved(change === "moved")),
      this.live.subscribe(() => this.remember()),
      this.live.timeline.subscribe(() => this.follow()),
      this.live.onSignal(({ type, what, transport }) => {
        if (type === "media" && what === "closed")
          void this.media.gone(String(transport)).catch(() => undefined);
      }),
    ];
    addEventListener("pagehide", this.live.closing);
    return () => {
      removeEventListener("pagehide", this.live.closing);
      for (const stop of stops) stop();
    };
  }

  /**
   * Transports are asked for behind the wish to come in, and the first tracks as soon as they are known. Until the first
   * of them is on its way: it comes while the room is drawn.
   */
  private async entering(): Promise<void> {
    try {
      await this.media.open();
    } catch {
      return; // still at the door: it is asked again once inside
    }
    const view = this.live.timeline.live();
    const { receiving } = this.media;
    const tracks = this.heardFirst(view);
    if (!tracks.some((track) => isPicture(view.tracks.byId.get(track)))) receiving.first.none();
    const coming = tracks.map((track) => receiving.ahead(track));
    void Promise.all(coming).then(() => this.begin());
    await coming[0];
  }

  private heardFirst(view: View): string[] {
    const { person, role } = this.live.state.me;
    const most = this.media.sending.choices.mode === "sound" ? 0 : AHEAD_PICTURES;
    return firstHeard(view, person, role, most);
  }

  /** Moved to another group: who is met there is asked for before the room is drawn, over the lines there are. */
  private follow(): void {
    const view = this.live.timeline.live();
    const place = groupOf(view.breakouts, this.live.state.me.person)?.group ?? null;
    if (place === this.place) return;
    this.place = place;
    if (this.live.state.entered === 0) return;
    for (const track of this.heardFirst(view)) void this.media.receiving.ahead(track);
  }

  private remember(): void {
    const lost = this.live.state.link === "lost";
    if (lost && !this.lost) this.sent = this.media.sending.all();
    this.lost = lost;
  }

  /** The line is back: whatever the class still has of us is mended, the rest is made anew, once. */
  async back(): Promise<void> {
    // Judged before anything is sent anew: of that the class tells only a moment later.
    const { byId } = this.live.timeline.live().tracks;
    const ended = this.sent.filter((track) => !byId.has(track));
    // A mending that began before the class had us again may end in a refusal: then once more.
    await this.media.recover().catch(() => this.media.recover());
    await this.media.resend(ended);
  }

  private async moved(surely: boolean): Promise<void> {
    const broken = surely || this.media.link === "failed";
    await Promise.all([this.live.check(), broken ? this.media.recover().catch(() => undefined) : null]);
  }
}
