/** What a lock screen, a headset or media keys show of the class that plays, and how they lead it. */
import type { Chapter } from "./chapters";
import type { Player } from "./player";
import type { Playing } from "./playing";

/** What is shown: a class, its course, the chapter that plays, and the address of a picture if there is one. */
export interface About {
  title: string;
  course: string;
  chapter: string;
  picture: string | null;
}

const STEP = 10;
/** Whoever goes back within so many ms of a chapter's beginning means the one before it. */
const BEGUN = 3_000;
/** The system counts by itself: it is told where the class stands when it is off by so many ms. */
const OFF = 1_000;

/** Where the chapter before or after begins; null where there is none. */
export function chapterFrom(chapters: readonly Chapter[], at: number, way: -1 | 1): number | null {
  if (way > 0) return chapters.find((one) => one.at > at)?.at ?? null;
  const begun = chapters.findLast((one) => one.at < at - BEGUN);
  return begun?.at ?? (chapters.length > 0 ? 0 : null);
}

type Handlers = Partial<Record<MediaSessionAction, MediaSessionActionHandler>>;

export class SystemControls {
  chapters: readonly Chapter[] = [];
  private handled: MediaSessionAction[] = [];
  private told = { state: "none", position: 0, edge: 0, rate: 0, wall: 0 };

  constructor(
    private readonly session: MediaSession,
    private readonly player: Pick<Player, "play" | "pause" | "seek" | "position">,
    private readonly now: () => number = () => performance.now(),
  ) {
    const by = (seconds: number) => player.seek(Math.max(0, player.position() + seconds * 1000));
    this.handle({
      play: () => player.play(),
      pause: () => player.pause(),
      seekbackward: ({ seekOffset }) => by(-(seekOffset || STEP)),
      seekforward: ({ seekOffset }) => by(seekOffset || STEP),
      seekto: ({ seekTime }) => seekTime !== undefined && player.seek(seekTime * 1000),
    });
  }

  /** Ways to other chapters are offered while there are chapters. */
  lead(chapters: readonly Chapter[]): void {
    const before = this.chapters.length > 0;
    this.chapters = chapters;
    if (before === chapters.length > 0) return;
    const to = (way: -1 | 1) => () => {
      const at = chapterFrom(this.chapters, this.player.position(), way);
      if (at !== null) this.player.seek(at);
    };
    this.handle({
      previoustrack: before ? null : to(-1),
      nexttrack: before ? null : to(1),
    } as Handlers);
  }

  /** Browsers know different actions: what one does not know is left out. */
  private handle(handlers: Handlers): void {
    for (const [action, act] of Object.entries(handlers) as [MediaSessionAction, MediaSessionActionHandler][])
      try {
        this.session.setActionHandler(action, act);
        this.handled.push(action);
      } catch {
        // Not known here.
      }
  }

  show({ title, course, chapter, picture }: About): void {
    const artwork = picture === null ? [] : [{ src: picture }];
    this.session.metadata = new MediaMetadata({ title, artist: course, album: chapter, artwork });
  }

  /** Where the class stands: the system is told what it could not have counted by itself. */
  tell({ playing, position, edge, rate }: Pick<Playing, "playing" | "position" | "edge" | "rate">): void {
    const { told } = this;
    const state = playing ? "playing" : "paused";
    if (told.state !== state) this.session.playbackState = state;
    const ran = told.state === "playing" ? (this.now() - told.wall) * told.rate : 0;
    const off = Math.abs(told.position + ran - position);
    const grew = Math.abs(edge - told.edge);
    if (told.state === state && told.rate === rate && off < OFF && grew < 10 * OFF) return;
    this.told = { state, position, edge, rate, wall: this.now() };
    const duration = Math.max(edge, position) / 1000;
    this.session.setPositionState?.({ duration, position: position / 1000, playbackRate: rate });
  }

  close(): void {
    for (const action of this.handled) this.session.setActionHandler(action, null);
    this.handled = [];
    this.session.metadata = null;
    this.session.playbackState = "none";
  }
}
