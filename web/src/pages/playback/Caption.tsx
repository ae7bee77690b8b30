// What is being said, under the picture and never over it.
import type { People } from "../../core/api";
import type { CaptionsView } from "../../core/view/captions";
import { lineAt } from "../../core/view/captions";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import css from "./playback.module.css";

interface Props {
  captions: CaptionsView;
  people: People;
  position: number;
}

export function Caption({ captions, people, position }: Props) {
  const line = lineAt(captions, position);
  return (
    <p className={css.cap}>
      {line && (
        <>
          <b>{t("playback.says", { name: nameOf(people, line.person) })}</b>{" "}
          <span lang={line.language} dir={line.dir ?? "auto"}>
            {line.text}
          </span>
        </>
      )}
    </p>
  );
}
