// From the address to the page; every page is loaded only when it is needed.
import { lazy, Suspense, useSyncExternalStore } from "react";
import { loadTexts } from "./texts";
import { PageSkeleton } from "./ui/PageSkeleton";

const Desk = lazy(() => loadTexts("class").then(() => import("./pages/desk")));
const Lobby = lazy(() => import("./pages/lobby"));
const Playback = lazy(() => loadTexts("class").then(() => import("./pages/playback")));
const Missing = lazy(() => import("./pages/missing"));

const listen = (heard: () => void) => {
  addEventListener("popstate", heard);
  return () => removeEventListener("popstate", heard);
};
const address = () => location.pathname + location.search;

/** Go to another page of this site without loading it anew. */
export function go(to: string): void {
  history.pushState(null, "", to);
  dispatchEvent(new PopStateEvent("popstate"));
}

function page(path: string) {
  const [, first = "", second = ""] = path.split("/");
  if (first === "") return <Desk />;
  if (first === "join" && second) return <Lobby key={second} ticket={decodeURIComponent(second)} />;
  if (first === "play" && second) return <Playback key={second} classId={decodeURIComponent(second)} />;
  return <Missing />;
}

export function Router() {
  const here = useSyncExternalStore(listen, address);
  return <Suspense fallback={<PageSkeleton />}>{page(here.split("?")[0] ?? "/")}</Suspense>;
}
