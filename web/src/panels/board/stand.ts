// The board as it stands on a page: paper, picture and hand put together, and the part of it that is in view.

import {
  type Camera,
  framed,
  HOME,
  panned,
  type Size,
  type Spot,
  seen,
  toPaper,
  zoomed,
} from "../../core/board/camera";
import { Easel } from "../../core/board/easel";
import { type Box, both, holdsBox } from "../../core/board/outline";
import { PenTold, type Tell, WetInk } from "../../core/board/wet";
import type { Act } from "../../core/commands";
import type { Items } from "../../core/view/board";
import { Hand } from "./hand";
import { Painter } from "./painter";
import { measure } from "./pencil";
import { Above } from "./scene";
import { type Choice, FIRST } from "./tools";

export interface Wire {
  tell: Tell;
  /** Signals of others; returns how to stop. */
  listen: (heard: (signal: Record<string, unknown>) => void) => () => void;
  /** How many are in class. */
  people: () => number;
}
export interface StandOptions {
  surface: string;
  /** What is shown, no more and no less; null for a sheet, which has no end. */
  page: Box | null;
  me: string;
  leads: boolean;
  late: boolean;
  act: Act;
  refused: (text: string) => void;
  wire: Wire | null;
}

const STEP = 60;
const NUDGE = 100;
const EDGE = 12;
const FORGET_MS = 600;

export class Stand {
  readonly easel: Easel;
  camera: Camera = framed(HOME, { width: 1, height: 1 });
  /** The view keeps everything in sight, until somebody moves it. */
  following = true;
  choice: Choice = FIRST;
  mayDraw = false;
  nameOf: (person: string) => string = () => "";
  write: (spot: Spot, item: string | null) => void = () => undefined;
  size: Size = { width: 0, height: 0 };
  private readonly wet: WetInk;
  private readonly pen: PenTold | null;
  private parts: { painter: Painter; above: Above; hand: Hand } | null = null;
  private host: HTMLElement | null = null;
  private frame = 0;
  private readonly listeners = new Set<() => void>();

  constructor(readonly options: StandOptions) {
    const { surface, me, leads, late, act, refused, wire } = options;
    this.easel = new Easel({
      surface,
      me,
      leads,
      late,
      act,
      measure,
      refused: (error) => refused(`${error.message} ${error.next}`),
    });
    this.wet = new WetInk(surface);
    this.pen = wire && new PenTold(surface, wire.tell, wire.people);
  }

  /** The view, the selection or what can be undone is another. */
  subscribe = (heard: () => void): (() => void) => {
    this.listeners.add(heard);
    const deaf = this.easel.subscribe(heard);
    return () => {
      this.listeners.delete(heard);
      deaf();
    };
  };

  mount(host: HTMLElement): () => void {
    this.host = host;
    const painter = new Painter(host, (item) => this.easel.look(item), this.options.page ? null : "#ffffff");
    const above = new Above(host);
    const hand = new Hand(host, {
      easel: this.easel,
      camera: () => this.camera,
      look: this.options.page ? null : this.look,
      choice: () => this.choice,
      mayDraw: () => this.mayDraw,
      write: (spot, item) => this.write(spot, item),
      pen: (spot, stroke) => this.pen?.at(spot, stroke, performance.now()),
      stir: this.stir,
    });
    this.parts = { painter, above, hand };
    const watch = new ResizeObserver(() => this.resize(host));
    watch.observe(host);
    this.resize(host);
    const deaf = this.easel.subscribe(this.stir);
    const silent = this.options.wire?.listen((signal) => {
      if (this.wet.hear(signal, performance.now())) this.stir();
    });
    return () => {
      watch.disconnect();
      deaf();
      silent?.();
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      painter.close();
      above.close();
      hand.close();
      this.parts = null;
    };
  }

  private resize(host: HTMLElement): void {
    const { clientWidth: width, clientHeight: height } = host;
    if (width === 0 || height === 0) return;
    const before = this.size;
    this.size = { width, height };
    const middle = toPaper(this.camera, { x: before.width / 2, y: before.height / 2 });
    if (this.options.page) this.camera = framed(this.options.page, this.size);
    else if (this.following) this.everything();
    else if (before.width > 0)
      this.camera = {
        ...this.camera,
        left: middle.x - width / this.camera.scale / 2,
        top: middle.y - height / this.camera.scale / 2,
      };
    const ratio = window.devicePixelRatio || 1;
    // The picture needs to know where the view is before it is painted.
    this.parts?.painter.show(this.easel.items, this.camera);
    this.parts?.painter.resize(this.size, ratio);
    this.parts?.above.resize(this.size, Math.min(2, ratio));
    this.stir();
    this.tell();
  }

  take(items: Items, last: number): void {
    this.easel.take(items, last);
    if (this.following && !this.options.page && this.size.width > 0) this.follow();
  }

  /** Nothing is drawn out of sight of those who follow. */
  private follow(): void {
    const { contents } = this.easel;
    if (!contents || holdsBox(seen(this.camera, this.size), contents)) return;
    this.everything();
    this.stir();
  }

  private everything(): void {
    const { contents } = this.easel;
    const edge = contents && !holdsBox(HOME, contents) ? EDGE : 0;
    this.camera = framed(contents ? both(HOME, contents) : HOME, this.size, edge);
  }

  private readonly tell = (): void => {
    for (const heard of this.listeners) heard();
  };

  readonly stir = (): void => {
    this.frame ||= requestAnimationFrame(this.draw);
  };

  private readonly draw = (): void => {
    this.frame = 0;
    const { parts, easel, camera } = this;
    if (!parts) return;
    parts.painter.show(easel.items, camera);
    const others = this.wet.now((item) => easel.items.find(item) >= 0, performance.now());
    const { stroke, frame, eraser } = parts.hand;
    parts.above.draw(easel, camera, { stroke, others, nameOf: this.nameOf, frame, eraser });
    if (!this.wet.quiet) setTimeout(this.stir, FORGET_MS);
  };

  // -- the view

  readonly look = (camera: Camera): void => {
    this.camera = camera;
    this.following = false;
    this.stir();
    this.tell();
  };

  readonly fitAll = (): void => {
    this.following = true;
    this.everything();
    this.stir();
    this.tell();
  };

  readonly zoom = (factor: number): void => {
    this.look(zoomed(this.camera, factor, { x: this.size.width / 2, y: this.size.height / 2 }));
  };

  /** The picture of the slide that is drawn on. */
  get below(): string | null {
    return this.host?.parentElement?.querySelector("img")?.currentSrc ?? null;
  }

  /** A free place in the middle of the view. */
  get middle(): Spot {
    const { left, top, right, bottom } = seen(this.camera, this.size);
    let spot = { x: Math.round((left + right) / 2 - 1000), y: Math.round((top + bottom) / 2 - 800) };
    while (this.easel.under({ x: spot.x + 50, y: spot.y + 50 }, 0, false))
      spot = { x: spot.x + 400, y: spot.y + 300 };
    return spot;
  }

  // -- keys; true if one was for the board

  press(event: KeyboardEvent): boolean {
    const { easel } = this;
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (command && this.mayDraw && (key === "z" || key === "y")) {
      easel.step(key === "y" || event.shiftKey ? "redo" : "undo");
      return true;
    }
    if (command || event.altKey) return false;
    const [x, y] = ARROWS[key] ?? [0, 0];
    const chosen = this.mayDraw ? [...easel.selected] : [];
    if (x !== 0 || y !== 0) {
      const far = event.shiftKey ? 5 : 1;
      if (chosen.length > 0) easel.move(chosen, x * NUDGE * far, y * NUDGE * far);
      else if (!this.options.page) this.look(panned(this.camera, -x * STEP * far, -y * STEP * far));
      return chosen.length > 0 || !this.options.page;
    }
    if (chosen.length > 0 && (key === "Delete" || key === "Backspace")) {
      easel.erase(chosen);
      return true;
    }
    if (chosen.length > 0 && key === "Escape") {
      easel.select([]);
      return true;
    }
    if (chosen.length === 1 && key === "Enter") return this.reword(chosen[0]!);
    if (this.options.page || !["+", "=", "-", "0"].includes(key)) return false;
    if (key === "0") this.fitAll();
    else this.zoom(key === "-" ? 1 / 1.25 : 1.25);
    return true;
  }

  private reword(name: string): boolean {
    const item = this.easel.items.get(name);
    if (item?.kind !== "text" && item?.kind !== "note") return false;
    const { left, top } = this.easel.look(item).box;
    this.write({ x: left, y: top }, name);
    return true;
  }
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
