// Everybody in the room, those first who lead, are seen, or want to speak; by pages on the phone.
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { isUnrecorded } from "../../core/view/consent";
import { handPlace } from "../../core/view/hands";
import { comesLate, isStaff, present } from "../../core/view/people";
import { trackOf } from "../../core/view/tracks";
import type { View } from "../../core/view/types";
import { SIGNS } from "../../panels/gestures";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import { Button, IconButton } from "../../ui/Button";
import { useQuery } from "../../ui/query";
import { chosenFaces, useArranged } from "./arrange";
import { useSigns } from "./ClassTools";
import { type Room, type Shape, useRoom } from "./context";
import { useNextPage } from "./nextPage";
import { Tile } from "./Tile";
import type { OnTile } from "./TileMenu";

/** Those who were chosen, staff, cameras, hands, then the order of coming; stable, so that faces do not wander. */
export function seats(
  view: View,
  isHere: (person: string) => boolean,
  shown: number,
  chosen: readonly string[] = [],
): string[] {
  const rank = (id: string, role: string) =>
    chosen.includes(id)
      ? -1
      : isStaff(role as never)
        ? 0
        : trackOf(view.tracks, id, "camera")
          ? 1
          : handPlace(view.hands, id)
            ? 2
            : 3;
  const all = present(view.people)
    .filter((one) => isHere(one.id))
    .map((one, index) => ({ id: one.id, rank: rank(one.id, one.role), index }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map((one) => one.id);
  const { speaker } = view.tracks;
  const at = speaker ? all.indexOf(speaker) : -1;
  if (at >= shown && shown > 1) all.splice(shown - 1, 0, ...all.splice(at, 1));
  return all;
}

/** Rings follow the voices without drawing the page anew. */
function useRings({ session }: Room) {
  const box = useRef<HTMLUListElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ring = (people: ReadonlySet<string>) => {
      for (const tile of box.current?.querySelectorAll<HTMLElement>("[data-person]") ?? [])
        tile.toggleAttribute("data-speaking", people.has(tile.dataset.person ?? ""));
    };
    const stop = session.live.onSpeaking((people) => {
      ring(people);
      clearTimeout(timer);
      timer = setTimeout(() => ring(new Set()), 1500);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [session]);
  return box;
}

const PER_PAGE: Record<Shape, number> = { phone: 6, tablet: 6, desk: 6 };

/** What is chosen on a tile; the same function always. */
function useOnTile({ session, tell }: Room): (what: OnTile, person: string) => void {
  const { pin } = useArranged();
  return useCallback(
    async (what, person) => {
      if (what === "pin") return pin(person);
      const { spotlit } = session.live.timeline.live().staging;
      const people = spotlit.includes(person)
        ? spotlit.filter((one) => one !== person)
        : [...spotlit, person];
      const outcome = await session.live.commands.act({ do: "TurnSpotlight", people });
      if (!outcome.ok) tell(`${outcome.error.message} ${outcome.error.next}`, "bad");
    },
    [session, tell, pin],
  );
}

/** Menus come behind the first pictures. */
function useCalm({ session }: Room): boolean {
  const [calm, setCalm] = useState(false);
  useEffect(() => {
    let here = true;
    void session.media.receiving.first.over.then(() => here && setCalm(true));
    return () => {
      here = false;
    };
  }, [session]);
  return calm;
}

export function Filmstrip({ shape }: { shape: Shape }) {
  const room = useRoom();
  const { view, people, me, isHere, state } = room;
  const { layout, choose, pins } = useArranged();
  const grid = layout === "gallery";
  const onTile = useOnTile(room);
  const calm = useCalm(room);
  const mayLight = room.may("spotlight") && !room.group;
  const box = useRings(room);
  const signs = new Map(useSigns().map((one) => [one.by, SIGNS[one.sign].shown]));
  const [page, setPage] = useState(0);
  // Whoever comes late into a large class meets the stage first: a lecture is hundreds who look at one picture.
  const [shown, setShown] = useState(() => !comesLate(view.people, me));
  // A tall tablet has room for a third row.
  const tall = useQuery("(max-aspect-ratio: 4/5)");
  const size = grid && shape !== "phone" ? 25 : PER_PAGE[shape] + (shape === "tablet" && tall ? 3 : 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: isHere follows from the view
  const all = useMemo(() => seats(view, isHere, size, chosenFaces(pins, view, isHere)), [view, size, pins]);
  const pages = Math.max(1, Math.ceil(all.length / size));
  const now = Math.min(page, pages - 1);
  const more = !grid && shape !== "phone" && all.length > size;
  const paged = (grid || shape === "phone") && pages > 1;
  const drawn = more ? all.slice(0, size - 1) : all.slice(now * size, now * size + size);
  const next = paged ? all.slice((now + 1) * size, (now + 2) * size) : [];
  useNextPage(next.map((id) => trackOf(view.tracks, id, "camera")));
  // As near to a square as the window is: every tile in sight, as large as can be.
  const columns = shape === "phone" ? 2 : Math.max(1, Math.ceil(Math.sqrt(drawn.length * (tall ? 0.6 : 1))));
  const gridSize = {
    "--columns": columns,
    "--rows": Math.ceil(drawn.length / columns),
  } as React.CSSProperties;
  if (!shown && !grid)
    return (
      <section className="film-frame film-later" aria-label={t("room.cameras", { count: all.length })}>
        <p className="small">{t("room.stage_first", { count: all.length })}</p>
        <Button size="sm" onPress={() => setShown(true)}>
          {t("room.show_cameras")}
        </Button>
      </section>
    );
  return (
    <section className="film-frame" aria-label={t("room.cameras", { count: all.length })}>
      <ul className={`film${grid ? " grid" : ""}`} ref={box} style={grid ? gridSize : undefined}>
        {drawn.map((id) => {
          const microphone = trackOf(view.tracks, id, "microphone");
          return (
            <Tile
              key={id}
              id={id}
              name={nameOf(people, id)}
              role={view.people.byId.get(id)?.role ?? ""}
              mine={id === me}
              camera={trackOf(view.tracks, id, "camera")}
              muted={!microphone || microphone.muted}
              hand={handPlace(view.hands, id)}
              away={state.away.has(id)}
              pausing={view.gestures.away.has(id)}
              sign={signs.get(id)}
              unrecorded={view.lesson.recording !== "off" && isUnrecorded(view.consent, id)}
              lit={view.staging.spotlit.includes(id)}
              pinned={pins.includes(id)}
              mayLight={mayLight}
              onTile={calm ? onTile : undefined}
            />
          );
        })}
        {more && (
          <li className="tile-more">
            <button type="button" onClick={() => choose("gallery")}>
              +{all.length - drawn.length}
              <small>{t("room.show_all")}</small>
            </button>
          </li>
        )}
      </ul>
      {paged && (
        <div className="pager">
          <IconButton
            label={t("room.previous_people")}
            size="sm"
            isDisabled={now === 0}
            onPress={() => setPage(now - 1)}
          >
            <ChevronLeft className="i" />
          </IconButton>
          <span className="nums small">{t("room.page_of", { page: now + 1, pages })}</span>
          <IconButton
            label={t("room.next_people")}
            size="sm"
            isDisabled={now === pages - 1}
            onPress={() => setPage(now + 1)}
          >
            <ChevronRight className="i" />
          </IconButton>
        </div>
      )}
    </section>
  );
}
