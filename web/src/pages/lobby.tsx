// The lobby: see and hear yourself, know what is recorded, go in; or wait, or play it later.
import { type ComponentType, useEffect, useState } from "react";
import { type ApiError, personToken } from "../core/api";
import { Logo } from "../ui/Logo";
import { PageSkeleton } from "../ui/PageSkeleton";
import { Skeleton } from "../ui/Skeleton";
import type { RoomEntry } from "./entry";
import { CannotEnter, Ended } from "./lobby/CannotEnter";
import css from "./lobby/lobby.module.css";
import { Prepare } from "./lobby/Prepare";
import { useTicket } from "./lobby/useTicket";

const loadRoom = () => import("./room");

/** The room once its code is here. Not by Suspense: React shows a fallback for 300 ms at least, also when nothing is awaited. */
function Room(entry: RoomEntry) {
  const [Page, setPage] = useState<ComponentType<RoomEntry> | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    loadRoom().then(({ default: page }) => setPage(() => page), setProblem);
  }, []);
  if (problem !== null) throw problem;
  return Page === null ? <PageSkeleton /> : <Page {...entry} />;
}

export default function Lobby({ ticket: code }: { ticket: string }) {
  const [waiting, setWaiting] = useState(false);
  const [entry, setEntry] = useState<RoomEntry | null>(null);
  const { ticket, error, again } = useTicket(code, waiting);

  useEffect(() => {
    document.title = ticket ? `${ticket.class.title} · Amphi` : "Before you go in · Amphi";
    // The room's code arrives while somebody looks for a good light.
    if (ticket && ticket.class.state !== "ended") void loadRoom().catch(() => undefined);
  }, [ticket]);

  if (entry) return <Room {...entry} />;
  const enter = (into: RoomEntry) => {
    personToken.keep(into.classId, into.token);
    setEntry(into);
  };
  return (
    <div className={css.page}>
      <header className="top">
        <Logo />
        <span className="grow" />
        {ticket?.signed_in && <span className="muted small clip">Signed in as {ticket.signed_in.name}</span>}
      </header>
      <Content code={code} found={ticket} error={error} again={again} onWait={setWaiting} onEnter={enter} />
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
}

function Content({ code, found, error, again, onWait, onEnter }: ContentProps) {
  if (found === null && error !== null) return <CannotEnter error={error} again={again} />;
  if (found === null) {
    return (
      <main className={css.loading}>
        <Skeleton lines={6} label="Looking for your class" />
      </main>
    );
  }
  const playback = `/play/${encodeURIComponent(found.class.id)}?ticket=${encodeURIComponent(code)}`;
  if (found.class.state === "ended") return <Ended about={found.class} playback={playback} />;
  return <Prepare code={code} ticket={found} playback={playback} onWait={onWait} onEnter={onEnter} />;
}
