// What a hand does on the paper: a mouse, fingers or a pen become strokes, selections, and moves of the view.
import { type Camera, panned, type Spot, toPaper, zoomed } from "../../core/board/camera";
import type { Easel } from "../../core/board/easel";
import { between } from "../../core/board/hit";
import type { Box } from "../../core/board/outline";
import type { Point } from "../../core/board/points";
import type { WetStroke } from "../../core/board/wet";
import { type Choice, ERASER, widthOf } from "./tools";

export interface Paper {
  easel: Easel;
  camera: () => Camera;
  /** Null over slides, where the view stays. */
  look: ((camera: Camera) => void) | null;
  choice: () => Choice;
  mayDraw: () => boolean;
  /** A place for words was chosen, or words to be changed. */
  write: (spot: Spot, item: string | null) => void;
  pen: (spot: Spot, stroke: WetStroke | null) => void;
  /** Something is to be drawn anew. */
  stir: () => void;
}

type Doing = "nothing" | "stroke" | "wipe" | "drag" | "frame" | "pan" | "pinch" | "words";
/** A stroke this long is finished, and goes on as another. */
const LONGEST = 1500;
/** The line strays at most so many pixels of the screen from the hand's. */
const FINE = 0.35;
const TOUCH = 10;

export class Hand {
  stroke: WetStroke | null = null;
  frame: Box | null = null;
  eraser: { spot: Spot; radius: number } | null = null;
  private doing: Doing = "nothing";
  private readonly down = new Map<number, Spot>();
  private from: Spot = { x: 0, y: 0 };
  private last: Spot = { x: 0, y: 0 };
  private apart = 0;
  /** Where a pen was used, a finger or a palm moves the paper. */
  private penSeen = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly paper: Paper,
  ) {
    host.addEventListener("pointerdown", this.begin);
    host.addEventListener("pointermove", this.go);
    host.addEventListener("pointerup", this.end);
    host.addEventListener("pointercancel", this.cancel);
    host.addEventListener("pointerleave", this.left);
    host.addEventListener("wheel", this.wheel, { passive: false });
    host.addEventListener("dblclick", this.twice);
    host.addEventListener("contextmenu", this.menu);
  }

  close(): void {
    const { host } = this;
    host.removeEventListener("pointerdown", this.begin);
    host.removeEventListener("pointermove", this.go);
    host.removeEventListener("pointerup", this.end);
    host.removeEventListener("pointercancel", this.cancel);
    host.removeEventListener("pointerleave", this.left);
    host.removeEventListener("wheel", this.wheel);
    host.removeEventListener("dblclick", this.twice);
    host.removeEventListener("contextmenu", this.menu);
  }

  private spot(event: MouseEvent): Spot {
    const { left, top } = this.host.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  private on(event: MouseEvent): Spot {
    return toPaper(this.paper.camera(), this.spot(event));
  }

  private readonly menu = (event: Event): void => {
    if (this.paper.mayDraw()) event.preventDefault();
  };

  private readonly begin = (event: PointerEvent): void => {
    const { paper } = this;
    this.down.set(event.pointerId, this.spot(event));
    if (event.pointerType === "pen") this.penSeen = true;
    if (this.down.size === 2) {
      this.pinch();
      return;
    }
    if (this.doing !== "nothing") return;
    const moves = event.button > 0 || !paper.mayDraw() || (event.pointerType === "touch" && this.penSeen);
    if (moves && (!paper.look || (event.pointerType === "touch" && !paper.mayDraw()))) return;
    this.host.setPointerCapture(event.pointerId);
    this.from = this.last = this.on(event);
    if (moves) {
      this.last = this.spot(event);
      this.doing = "pan";
    } else this.take(event);
    this.paper.stir();
  };

  private take(event: PointerEvent): void {
    const { paper } = this;
    const choice = paper.choice();
    const { tool, colour } = choice;
    const wipes = tool === "eraser" || (event.buttons & 32) !== 0; // the other end of the pen
    if (wipes) {
      this.doing = "wipe";
      this.wiped(event, this.from);
    } else if (tool === "select") this.grasp(event);
    else if (tool === "text" || tool === "note") this.doing = "words";
    else {
      this.doing = "stroke";
      const item = paper.easel.newItem();
      this.stroke = { item, kind: tool, colour, width: widthOf(choice), points: [this.point(event)] };
    }
  }

  private grasp(event: PointerEvent): void {
    const { easel, camera } = this.paper;
    const item = easel.under(this.from, TOUCH / camera().scale);
    if (!item) {
      if (!event.shiftKey) easel.select([]);
      this.doing = "frame";
      return;
    }
    const among = easel.selected.has(item.item);
    if (event.shiftKey) {
      const others = [...easel.selected].filter((name) => name !== item.item);
      easel.select(among ? others : [...others, item.item]);
    } else if (!among) easel.select([item.item]);
    this.doing = "drag";
  }

  private point(event: PointerEvent): Point {
    const { x, y } = this.on(event);
    const pressure = event.pointerType === "pen" ? event.pressure : null;
    return { x: Math.round(x), y: Math.round(y), pressure };
  }

  private readonly go = (event: PointerEvent): void => {
    const { paper } = this;
    const here = this.on(event);
    if (this.down.has(event.pointerId)) this.down.set(event.pointerId, this.spot(event));
    switch (this.doing) {
      case "stroke":
        this.grow(event);
        break;
      case "wipe":
        this.wiped(event, this.last);
        break;
      case "drag":
        paper.easel.drag({ x: here.x - this.from.x, y: here.y - this.from.y });
        break;
      case "frame":
        this.frame = between(this.from, here);
        break;
      case "pan": {
        const now = this.spot(event);
        paper.look?.(panned(paper.camera(), now.x - this.last.x, now.y - this.last.y));
        this.last = now;
        return;
      }
      case "pinch":
        this.pinched();
        return;
      default:
        this.hover(event, here);
    }
    if (this.doing !== "nothing") this.last = here;
    if (paper.mayDraw()) paper.pen(here, this.stroke);
    paper.stir();
  };

  private hover(event: PointerEvent, spot: Spot): void {
    const wipes = this.paper.mayDraw() && this.paper.choice().tool === "eraser";
    this.eraser = wipes && event.pointerType !== "touch" ? { spot, radius: ERASER } : null;
  }

  private grow(event: PointerEvent): void {
    const { stroke } = this;
    if (!stroke) return;
    const events = event.getCoalescedEvents?.() ?? [];
    const fresh = (events.length > 0 ? events : [event]).map((one) => this.point(one));
    this.stroke = { ...stroke, points: [...stroke.points, ...fresh] };
    if (this.stroke.points.length > LONGEST) {
      const last = this.stroke.points[this.stroke.points.length - 1]!;
      this.finish();
      this.stroke = { ...stroke, item: this.paper.easel.newItem(), points: [last] };
    }
  }

  private finish(): void {
    const { stroke, paper } = this;
    this.stroke = null;
    if (!stroke) return;
    const [first, last] = [stroke.points[0]!, stroke.points[stroke.points.length - 1]!];
    const shape = stroke.kind !== "pen" && stroke.kind !== "highlighter";
    const { scale } = paper.camera();
    if (shape && Math.hypot(last.x - first.x, last.y - first.y) * scale < 4) return; // a click is no shape
    paper.easel.stroke(stroke.item, stroke, stroke.points, FINE / scale);
  }

  private wiped(event: PointerEvent, from: Spot): void {
    const here = this.on(event);
    this.paper.easel.wipe(from, here, ERASER / this.paper.camera().scale);
    this.eraser = { spot: here, radius: ERASER };
  }

  private readonly end = (event: PointerEvent): void => {
    this.down.delete(event.pointerId);
    const { doing, paper } = this;
    if (doing === "pinch" && this.down.size > 0) return;
    this.doing = "nothing";
    if (doing === "stroke") this.finish();
    if (doing === "wipe") paper.easel.wipedOut();
    if (doing === "drag") paper.easel.dropped();
    if (doing === "frame" && this.frame) paper.easel.selectIn(this.frame);
    if (doing === "words") paper.write(this.from, null);
    this.frame = null;
    paper.stir();
  };

  private readonly cancel = (event: PointerEvent): void => {
    this.down.delete(event.pointerId);
    this.stroke = null;
    this.paper.easel.drag({ x: 0, y: 0 });
    this.paper.easel.wipedOut();
    this.frame = null;
    this.doing = "nothing";
    this.paper.stir();
  };

  private readonly left = (): void => {
    if (!this.eraser || this.doing === "wipe") return;
    this.eraser = null;
    this.paper.stir();
  };

  private readonly twice = (event: MouseEvent): void => {
    const { easel, camera, mayDraw, write } = this.paper;
    const item = mayDraw() ? easel.under(this.on(event), TOUCH / camera().scale) : null;
    if (item && (item.kind === "text" || item.kind === "note")) write(this.on(event), item.item);
  };

  // -- the view

  /** The second finger: what the first one began was meant for the paper. */
  private pinch(): void {
    this.stroke = null;
    this.paper.easel.drag({ x: 0, y: 0 });
    this.doing = "pinch";
    const [a, b] = this.fingers();
    this.apart = Math.hypot(a.x - b.x, a.y - b.y);
    this.last = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  }

  private fingers(): [Spot, Spot] {
    const [a, b] = [...this.down.values()];
    return [a ?? this.last, b ?? a ?? this.last];
  }

  private pinched(): void {
    if (this.down.size < 2) return;
    const [a, b] = this.fingers();
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const wide = Math.hypot(a.x - b.x, a.y - b.y);
    const near = zoomed(this.paper.camera(), this.apart > 0 ? wide / this.apart : 1, this.last);
    this.paper.look?.(panned(near, middle.x - this.last.x, middle.y - this.last.y));
    this.apart = wide;
    this.last = middle;
  }

  private readonly wheel = (event: WheelEvent): void => {
    const { look, camera } = this.paper;
    if (!look) return;
    event.preventDefault();
    const step = event.deltaMode === 1 ? 16 : 1;
    const [dx, dy] = [event.deltaX * step, event.deltaY * step];
    if (event.ctrlKey || event.metaKey) look(zoomed(camera(), Math.exp(-dy / 300), this.spot(event)));
    else look(panned(camera(), event.shiftKey ? -dy : -dx, event.shiftKey ? -dx : -dy));
  };
}
