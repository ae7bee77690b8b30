// The teachers' words to whoever comes: to be read at once, with links and formulas as soon as their code is here.
import { type ComponentType, useEffect, useState } from "react";
import { t } from "../../texts";
import css from "./lobby.module.css";

export function Welcome({ text }: { text: string }) {
  const [Words, setWords] = useState<ComponentType<{ text: string }> | null>(null);
  useEffect(() => {
    import("../../panels/Words").then(
      ({ Words }) => setWords(() => Words),
      () => undefined,
    );
  }, []);
  return (
    <section className={css.welcome} aria-label={t("lobby.welcome")}>
      {Words ? <Words text={text} /> : <p dir="auto">{text}</p>}
    </section>
  );
}
