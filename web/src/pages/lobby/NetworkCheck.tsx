// What the network lets through: one quiet line when all is well, a banner that says what to ask for when not.
import { Check, CircleSlash, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { ApiError } from "../../core/api";
import { t } from "../../texts";
import { Banner } from "../../ui/Banner";
import css from "./lobby.module.css";
import { type Doors, details, type Found, lines, mediaGoes, verdict } from "./network";
import { look } from "./probe";

type Looked = { found: Found; doors: Doors; at: Date };

function useLook(code: string) {
  const [looked, setLooked] = useState<Looked | null>(null);
  const [problem, setProblem] = useState("");
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a round is one more look
  useEffect(() => {
    const stop = new AbortController();
    setLooked(null);
    setProblem("");
    look(code, stop.signal).then(
      (result) => {
        if (!stop.signal.aborted) setLooked({ ...result, at: new Date() });
      },
      (cause: unknown) => {
        if (stop.signal.aborted) return;
        setProblem(cause instanceof ApiError ? `${cause.message} ${cause.next}` : t("lobby.try_later"));
      },
    );
    return () => stop.abort();
  }, [code, round]);
  return { looked, problem, again: () => setRound((before) => before + 1) };
}

function CopyDetails({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  // Browsers give the clipboard only to safe pages: elsewhere the text is selected by hand.
  if (!navigator.clipboard) return null;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <button type="button" className="btn sm" onClick={() => void copy()}>
      {copied ? t("lobby.copied") : t("lobby.copy_details")}
    </button>
  );
}

export function NetworkCheck({ code }: { code: string }) {
  const { looked, problem, again } = useLook(code);
  const repeat = (
    <button type="button" className="btn sm" onClick={again}>
      {t("lobby.check_again")}
    </button>
  );
  if (problem) {
    return (
      <div className={css.quiet}>
        <p role="status">{t("lobby.network_untried", { problem })}</p>
        {repeat}
      </div>
    );
  }
  if (looked === null) return <p className={css.hint}>{t("lobby.trying_network")}</p>;
  const { found, doors, at } = looked;
  const { tone, title, text } = verdict(found, doors);
  const fine = tone === "fine";
  return (
    <div className={fine ? undefined : css.trouble}>
      {fine ? (
        <p className={`${css.quiet} ${css.fine}`} role="status">
          <Check className="i s" aria-hidden="true" />
          {title}
        </p>
      ) : (
        <Banner
          tone={tone}
          icon={tone === "bad" ? <CircleSlash className="i" /> : <TriangleAlert className="i" />}
          title={title}
          actions={repeat}
        >
          {text}
        </Banner>
      )}
      <details className={css.tried}>
        <summary>{t("lobby.what_was_tried")}</summary>
        <ul>
          {lines(found, doors).map((line) => (
            <li key={line}>{line}</li>
          ))}
          <li>{mediaGoes(doors)}</li>
        </ul>
        <div className="row">
          {fine && repeat}
          <CopyDetails text={details(found, doors, at, navigator.userAgent)} />
        </div>
      </details>
    </div>
  );
}
