// An address for one person alone, to be put into another app: made, copied and made invalid.
import { type ReactNode, useState } from "react";
import { t } from "../texts";
import { Button } from "./Button";
import css from "./own.module.css";

interface Props {
  icon: ReactNode;
  title: string;
  hint: string;
  /** What the address is, to those who hear the page. */
  label: string;
  /** Null without one, undefined before it is known. */
  url: string | null | undefined;
  /** What was done last. */
  said: string;
  make: () => void;
  end: () => void;
  children?: ReactNode;
}

export function OwnAddress({ icon, title, hint, label, url, said, make, end, children }: Props) {
  const [copied, setCopied] = useState("");
  const copy = () =>
    navigator.clipboard?.writeText(url ?? "").then(
      () => setCopied(url ?? ""),
      () => undefined,
    );
  return (
    <section className={css.own}>
      <div className={css.head}>
        {icon}
        <div className="grow">
          <h3>{title}</h3>
          <p className="muted small">{hint}</p>
        </div>
      </div>
      {url === null && (
        <div className={css.doing}>
          <Button onPress={make}>{t("address.make")}</Button>
        </div>
      )}
      {url && (
        <>
          <input
            className={css.address}
            readOnly
            dir="ltr"
            value={url}
            aria-label={label}
            onFocus={(event) => event.target.select()}
          />
          <div className={css.doing}>
            <Button onPress={end}>{t("address.end")}</Button>
            {children}
            <Button kind="go" onPress={copy}>
              {t("address.copy")}
            </Button>
          </div>
        </>
      )}
      <p className="muted small" role="status">
        {url && copied === url ? t("address.copied") : said}
      </p>
    </section>
  );
}
