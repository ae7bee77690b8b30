// The page of the slides in the room: as everybody sees it, or the one that oneself has leafed to.
import { useMemo } from "react";
import { DeckFiles } from "../../core/decks";
import { present } from "../../core/view/people";
import { Slide } from "../../panels/slides/Slide";
import { useRoom } from "./context";
import type { Session } from "./session";

const kept = new WeakMap<Session, DeckFiles>();

/** The slides of the class that one is in, fetched once. */
export function deckFiles(session: Session): DeckFiles {
  const files = kept.get(session) ?? new DeckFiles(session.entry.classId, session.entry.token);
  kept.set(session, files);
  return files;
}

export function SlideOnStage({ deck, page, pointing }: { deck: string; page: number; pointing: boolean }) {
  const { session, view, may, leads, me } = useRoom();
  const wire = useMemo(
    () => ({
      tell: (signal: Record<string, unknown>) => session.live.signal(signal),
      listen: (heard: (signal: Record<string, unknown>) => void) => session.live.onSignal(heard),
      people: () => present(session.live.timeline.live().people).length,
    }),
    [session],
  );
  const about = view.slides.decks.get(deck);
  if (!about) return null;
  return (
    <Slide
      files={deckFiles(session)}
      about={about}
      page={page}
      all={leads || about.by === me}
      wire={wire}
      pointing={pointing && may("slides")}
    />
  );
}
