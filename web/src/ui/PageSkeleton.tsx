// The page-shaped skeleton shown while a page's code arrives.
import { t } from "../texts";
import { Logo } from "./Logo";
import { Skeleton } from "./Skeleton";

export function PageSkeleton() {
  return (
    <>
      <header className="top">
        <Logo />
      </header>
      <main className="page-note">
        <Skeleton lines={6} label={t("ui.page_coming")} />
      </main>
    </>
  );
}
