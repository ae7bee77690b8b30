// The lobby: see and hear yourself, know what is recorded, go in; or wait, or play it later.
import { type ComponentProps, lazy, Suspense, useEffect, useRef, useState } from "react";
import type { Ahead } from "../core/ahead";
import { type ApiError, personToken } from "../core/api";
import { loadTexts, t } from "../texts";
import { LanguageChoice } from "../ui/LanguageChoice";
import { Logo } from "../ui/Logo";
import { PageSkeleton } from "../ui/PageSkeleton";
import { Skeleton } from "../ui/Skeleton";
import type { RoomEntry } from "./entry";
import { CannotEnter } from "./lobby/CannotEnter";
import css from "./lobby/lobby.module.css";
import { Prepare } from "./lobby/Prepare";
import { useTicket } from "./lobby/useTicket";

const Ended = lazy(() => import("./lobby/Ended"));
const loadRoom = () => loadTexts("class").then(() => import("./room"));
type RoomModule = Awaited<ReturnType<typeof loadRoom>>;
type Inside = { Page: RoomModule["default"]; props: ComponentProps<RoomModule["default"]> };

/** The room's code, and what it makes ready, arrive while somebody looks for a good light. */
function useAhead(wanted: boolean) {
  const ahead = useRef<Ahead | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let here = true;
    void loadRoom()
      .then(({ Ahead }) => {
        if (here) ahead.current ??= new Ahead();
      })
      .catch(() => undefined);
    return () => {
      here = false;
      ahead.current?.close();
    };
  }, [wanted]);
  return ahead;
}

export default function Lobby({ ticket: code }: { ticket: string }) {
  const [waiting, setWaiting] = useState(false);
  const [going, setGoing] = useState(false);
  const [inside, setInside] = useState<Inside | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const { ticket, error, again } = useTicket(code, waiting);
  const ahead = useAhead(ticket !== null && ticket.class.state !== "ended");

  useEffect(() => {
    document.title = ticket ? `${ticket.class.title} · Amphi` : t("lobby.before_you_go_in");
  }, [ticket]);

  // Not by Suspense: React shows a fallback for 300 ms at least, also when nothing is awaited.
  const enter = (into: RoomEntry) => {
    personToken.keep(into.classId, into.token);
    const waits = setTimeout(() => setGoing(true), 100);
    loadRoom()
      .then(({ default: Page, begin }) => {
        const entry = { ...into, ahead: ahead.current ?? undefined };
        setInside({ Page, props: { entry, session: begin(entry) } });
      }, setProblem)
      .finally(() => clearTimeout(waits));
  };
  if (problem !== null) throw problem;
  if (inside) return <inside.Page {...inside.props} />;
  if (going) return <PageSkeleton />;
  return (
    <div className={css.page}>
      <header className="top">
        <Logo />
        <span className="grow" />
        {ticket?.signed_in && (
          <span className="muted small clip">{t("lobby.signed_in_as", { name: ticket.signed_in.name })}</span>
        )}
        <LanguageChoice />
      </header>
      <Content
        code={code}
        found={ticket}
        error={error}
        again={again}
        onWait={setWaiting}
        onEnter={enter}
        onKnock={() => ahead.current?.knock()}
      />
    </div>
  );
}

interface ContentProps {
  code: string;
  found: ReturnType<typeof useTicket>["ticket"];
  error: ApiError | null;
  again: () => void;
  onWait: (waiting: boolean) => void;
  onEnter: (entry: RoomEntry) => void;
  onKnock: () => void;
}

function Content({ code, found, error, again, ...doors }: ContentProps) {
  if (found === null && error !== null) return <CannotEnter error={error} again={again} />;
  if (found === null) {
    return (
      <main className={css.loading}>
        <Skeleton lines={6} label={t("lobby.looking")} />
      </main>
    );
  }
  const playback = `/play/${encodeURIComponent(found.class.id)}?ticket=${encodeURIComponent(code)}`;
  if (found.class.state === "ended")
    return (
      <Suspense>
        <Ended about={found.class} playback={playback} />
      </Suspense>
    );
  return <Prepare code={code} ticket={found} playback={playback} {...doors} />;
}
