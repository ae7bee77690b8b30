// Whether picture and sound will get through, found out while somebody looks for a good light; nobody waits for it.
import { type ComponentType, useEffect, useState } from "react";
import { t } from "../../texts";
import css from "./lobby.module.css";

/** So long the camera and the room's code go first. */
const LATER = 500;

export function Network({ code }: { code: string }) {
  const [Check, setCheck] = useState<ComponentType<{ code: string }> | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      import("./NetworkCheck").then(
        ({ NetworkCheck }) => setCheck(() => NetworkCheck),
        () => undefined,
      );
    }, LATER);
    return () => clearTimeout(timer);
  }, []);
  return (
    <section aria-label={t("lobby.your_network")} className={css.net}>
      {Check ? <Check code={code} /> : <p className={css.hint}>{t("lobby.trying_network")}</p>}
    </section>
  );
}
