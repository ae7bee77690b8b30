// The film and the sound of the class to take away: what there is, how large, and how far the rest is.
import { Download, Film, Headphones, type LucideIcon, MonitorDown, Rss } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { ApiError } from "../../core/api";
import {
  getDownloads,
  makeDownloads,
  podcast,
  type Recorded,
  type Downloads as Told,
} from "../../core/downloads";
import { sizeWords } from "../../core/files";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { OwnAddress } from "../../ui/OwnAddress";
import css from "./downloads.module.css";
import { problemWords } from "./useClassroom";

const LOOK_AGAIN = 2_000;

interface Props {
  classId: string;
  token: string | undefined;
  close: () => void;
}

const KINDS = [
  {
    form: "mp4",
    icon: Film,
    name: t("downloads.film"),
    hint: t("downloads.film_hint"),
    get: t("downloads.get_film"),
  },
  {
    form: "m4a",
    icon: Headphones,
    name: t("downloads.sound"),
    hint: t("downloads.sound_hint"),
    get: t("downloads.get_sound"),
  },
] as const;

export default function Downloads({ classId, token, close }: Props) {
  const [told, setTold] = useState<Told | null>(null);
  const [wrong, setWrong] = useState("");
  const take = useCallback((asked: Promise<Told>) => {
    asked.then(
      (found) => {
        setTold(found);
        setWrong("");
      },
      (problem: unknown) => setWrong(problemWords(problem)),
    );
  }, []);
  useEffect(() => take(getDownloads(classId, token)), [classId, token, take]);
  const waits =
    told?.state === "preparing" || told?.state === "live" || told?.recorded?.state === "preparing";
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => take(getDownloads(classId, token)), LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [waits, classId, token, take]);
  return (
    <Dialog title={t("downloads.title")} open onClose={close}>
      {KINDS.map(({ form, icon, name, hint, get }) => {
        const file = told?.files.find((one) => one.form === form);
        return (
          <Kind key={form} icon={icon} name={name} hint={hint}>
            {file && <Get url={file.url} size={file.size} label={get} />}
          </Kind>
        );
      })}
      {told?.recorded && (
        <AsRecorded told={told.recorded} make={() => take(makeDownloads(classId, token, "recorded"))} />
      )}
      {told && told.state !== "ready" && (
        <State told={told} make={() => take(makeDownloads(classId, token))} />
      )}
      {told && told.state !== "off" && (
        <Podcast classId={classId} token={token} failed={(problem) => setWrong(problemWords(problem))} />
      )}
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
    </Dialog>
  );
}

interface KindProps {
  icon: LucideIcon;
  name: string;
  hint: string;
  children?: ReactNode;
}

/** One thing to take away: what it is, and beside that the way to it. */
function Kind({ icon: Icon, name, hint, children }: KindProps) {
  return (
    <section className={css.kind}>
      <Icon className="i" aria-hidden="true" />
      <div className="grow">
        <h3>{name}</h3>
        <p className="muted small">{hint}</p>
      </div>
      {children}
    </section>
  );
}

const Get = ({ url, size, label }: { url: string; size: number; label: string }) => (
  <a className={`btn ${css.get}`} href={url} download aria-label={label}>
    <Download className="i" aria-hidden="true" />
    <span className="nums">{sizeWords(size)}</span>
  </a>
);

/** The large picture alone, in the size and quality in which it was sent; made when somebody asks. */
function AsRecorded({ told, make }: { told: Recorded; make: () => void }) {
  const { state, size, url, reason } = told;
  if (state === "none" || state === "film") return null;
  const refused = state === "refused";
  const full = state === "failed" && reason === "full";
  return (
    <Kind
      icon={MonitorDown}
      name={t("downloads.recorded")}
      hint={
        refused
          ? t("downloads.recorded_refused")
          : full
            ? t("downloads.failed_full")
            : t("downloads.recorded_hint")
      }
    >
      {state === "ready" && <Get url={url} size={size} label={t("downloads.get_recorded")} />}
      {state === "preparing" && (
        <span className="muted small" role="status">
          {t("downloads.recorded_preparing")}
        </span>
      )}
      {(state === "offered" || state === "failed") && (
        <Button onPress={make} aria-label={t("downloads.make_recorded", { size: sizeWords(size) })}>
          {t(state === "failed" ? "downloads.again" : "downloads.make")}
        </Button>
      )}
    </Kind>
  );
}

function State({ told, make }: { told: Told; make: () => void }): ReactNode {
  const { state, progress, reason } = told;
  if (state === "preparing")
    return (
      <div className={css.state} role="status">
        <progress max={100} value={progress} aria-label={t("downloads.title")} />
        <span className="nums">{t("downloads.preparing", { percent: progress })}</span>
      </div>
    );
  const words =
    state !== "failed"
      ? t(`downloads.${state}`)
      : t(
          reason === "full"
            ? "downloads.failed_full"
            : reason === "cannot"
              ? "downloads.failed_cannot"
              : "downloads.failed",
        );
  return (
    <div className={css.state} role={state === "failed" ? "alert" : "status"}>
      <span className="grow">{words}</span>
      {(state === "none" || state === "failed") && (
        <Button onPress={make}>{t(state === "none" ? "downloads.make" : "downloads.again")}</Button>
      )}
    </div>
  );
}

interface PodcastProps {
  classId: string;
  token: string | undefined;
  failed: (problem: unknown) => void;
}

/** One's own address of the course for a podcast app. */
function Podcast({ classId, token, failed }: PodcastProps) {
  const [url, setUrl] = useState<string | null | undefined>(undefined);
  const [said, setSaid] = useState("");
  const [mayListen, setMayListen] = useState(true);
  const ask = (method: "GET" | "POST" | "DELETE", then = "") =>
    podcast(classId, token, method).then((found) => {
      setUrl(found);
      setSaid(then);
    }, refused);
  // Whoever only looks at the class has no address of its course.
  const refused = (problem: unknown) =>
    problem instanceof ApiError && problem.code === "not_permitted" ? setMayListen(false) : failed(problem);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once
  useEffect(() => void ask("GET"), [classId]);
  if (!mayListen) return null;
  return (
    <OwnAddress
      icon={<Rss className="i" aria-hidden="true" />}
      title={t("downloads.podcast")}
      hint={t("downloads.podcast_hint")}
      label={t("downloads.podcast_address")}
      url={url}
      said={said}
      make={() => ask("POST")}
      end={() => ask("DELETE", t("address.ended"))}
    />
  );
}
