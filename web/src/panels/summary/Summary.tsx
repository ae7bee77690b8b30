// The summary: chapters with their terms, key terms, tasks, questions, links and files, drawn from the class itself.
import { ScrollText } from "lucide-react";
import { useState } from "react";
import type { Chapter } from "../../core/playback/chapters";
import { saveFile } from "../../core/saving";
import { type Digest, hasNothing } from "../../core/summary";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { clock } from "../../ui/clock";
import { Empty } from "../../ui/Empty";
import { nameOf, type PanelProps } from "../props";
import { Machine } from "./Machine";
import css from "./summary.module.css";
import { Part, Terms, Things } from "./Things";
import { useDigest } from "./useDigest";

interface Props extends Pick<PanelProps, "view" | "people" | "me" | "act"> {
  source: Parameters<typeof useDigest>[0];
  /** As the page names them, in the reader's language. */
  chapters: readonly Chapter[];
  seek: (at: number) => void;
}

interface ChaptersProps extends Pick<Props, "chapters" | "people" | "seek"> {
  digest: Digest;
}

function Chapters({ chapters, digest, people, seek }: ChaptersProps) {
  if (chapters.length === 0) return null;
  return (
    <Part title={t("summary.chapters")}>
      <ol className={css.chapters}>
        {chapters.map((chapter) => {
          const about = digest.chapters.find((one) => one.start === chapter.at);
          return (
            <li key={chapter.at}>
              <button type="button" onClick={() => seek(chapter.at)}>
                <span className="small muted nums">{clock(chapter.at)}</span>{" "}
                <b dir="auto">{chapter.title}</b>
              </button>
              {about && about.terms.length > 0 && (
                <p className="small muted" dir="auto">
                  {about.terms.join(" · ")}
                </p>
              )}
              {about?.said && (
                <p className="small" dir="auto">
                  <span className="muted">
                    {t("playback.says", { name: nameOf(people, about.said.person) })}
                  </span>{" "}
                  {about.said.text}
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </Part>
  );
}

function Save({ source, title }: { source: Props["source"]; title: string }) {
  const [wrong, setWrong] = useState(false);
  const save = (form: "md" | "docx") => {
    setWrong(false);
    const name = `${title} ${t("summary.title")}`;
    saveFile(source.id, source.token, "summary", form, name).catch(() => setWrong(true));
  };
  return (
    <p className={`row wrap ${css.save}`}>
      <Button size="sm" kind="bare" onPress={() => save("md")}>
        {t("summary.save_md")}
      </Button>
      <Button size="sm" kind="bare" onPress={() => save("docx")}>
        {t("summary.save_docx")}
      </Button>
      {wrong && (
        <span className="field-error" role="alert">
          {t("ui.did_not_work")}
        </span>
      )}
    </p>
  );
}

export default function Summary({ view, people, me, act, source, chapters, seek }: Props) {
  const { digest, wrong } = useDigest(source, view.at);
  if (wrong && !digest)
    return (
      <p className="field-error pad" role="alert">
        {wrong}
      </p>
    );
  if (!digest) return <p className="muted pad">{t("summary.loading")}</p>;
  const empty = hasNothing(digest) && chapters.length === 0;
  return (
    <div className={css.summary}>
      <Machine {...{ view, me, act, seek }} model={digest.model ?? null} />
      {empty ? (
        <Empty icon={<ScrollText className="i" aria-hidden="true" />} title={t("summary.empty")}>
          {t("summary.empty_hint")}
        </Empty>
      ) : (
        <>
          <Terms {...{ digest, seek }} />
          <Chapters {...{ chapters, digest, people, seek }} />
          <Things {...{ digest, people, seek }} />
          <Save source={source} title={view.lesson.title} />
        </>
      )}
    </div>
  );
}
