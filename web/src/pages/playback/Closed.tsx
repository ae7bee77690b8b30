// The class cannot be played: what happened and what to do next.
import { Hourglass, Lock, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import type { ApiError } from "../../core/api";
import { Button } from "../../ui/Button";
import { Logo } from "../../ui/Logo";
import css from "./playback.module.css";

function Note({
  icon,
  title,
  children,
  actions,
  below,
}: {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  actions: ReactNode;
  below?: ReactNode;
}) {
  return (
    <>
      <header className="top">
        <Logo />
      </header>
      <main className={css.closed}>
        {icon}
        <h1>{title}</h1>
        <p role="alert">{children}</p>
        <div className="row wrap">{actions}</div>
        {below}
      </main>
    </>
  );
}

export function Closed({ error, again }: { error: ApiError; again: () => void }) {
  const lost = error.fault === "server";
  return (
    <Note
      icon={lost ? <WifiOff aria-hidden="true" /> : <Lock aria-hidden="true" />}
      title={lost ? "We cannot reach this class" : "This class does not open here"}
      actions={
        <>
          {lost && (
            <Button kind="go" onPress={again}>
              Try again
            </Button>
          )}
          <a className="btn" href="/">
            My desk
          </a>
        </>
      }
    >
      {error.message} {error.next}
    </Note>
  );
}

export function NotBegun({ title, lobby, chat }: { title: string; lobby: string | null; chat: ReactNode }) {
  return (
    <Note
      below={chat}
      icon={<Hourglass aria-hidden="true" />}
      title={`${title} has not begun`}
      actions={
        <>
          {lobby && (
            <a className="btn go" href={lobby}>
              Go to the lobby
            </a>
          )}
          <a className="btn" href="/">
            My desk
          </a>
        </>
      }
    >
      From its first second you can follow it here, and go in from the lobby.
    </Note>
  );
}
