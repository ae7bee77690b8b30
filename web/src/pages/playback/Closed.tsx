// The class cannot be played: what happened and what to do next.
import { Hourglass, Lock, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import type { ApiError } from "../../core/api";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { LanguageChoice } from "../../ui/LanguageChoice";
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
        <span className="grow" />
        <LanguageChoice />
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
      title={lost ? t("playback.out_of_reach") : t("playback.not_open")}
      actions={
        <>
          {lost && (
            <Button kind="go" onPress={again}>
              {t("playback.try_again")}
            </Button>
          )}
          <a className="btn" href="/">
            {t("ui.my_desk")}
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
      title={t("playback.not_begun", { title })}
      actions={
        <>
          {lobby && (
            <a className="btn go" href={lobby}>
              {t("playback.go_to_lobby")}
            </a>
          )}
          <a className="btn" href="/">
            {t("ui.my_desk")}
          </a>
        </>
      }
    >
      {t("playback.not_begun_hint")}
    </Note>
  );
}
