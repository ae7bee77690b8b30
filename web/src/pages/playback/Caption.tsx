// What is being said, under the picture or above it, and never over it: of a long line what is read just now.
import type { People } from "../../core/api";
import { directionOfText } from "../../core/direction";
import { linesAt, partAt, READ_AT_ONCE } from "../../core/playback/reading";
import type { CaptionsView } from "../../core/view/captions";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import { captionChoice } from "../../ui/captions";
import { useQuery } from "../../ui/query";
import css from "./playback.module.css";

/** How much less stands in a row, by size, and on a phone. */
const WIDER = { small: 0.85, medium: 1, large: 1.5 } as const;
const PHONE = 0.7;

interface Props {
  captions: CaptionsView;
  people: People;
  position: number;
}

export function Caption({ captions, people, position }: Props) {
  const phone = useQuery("(max-width: 599px)");
  const most = (READ_AT_ONCE * (phone ? PHONE : 1)) / WIDER[captionChoice("size")];
  return (
    <p className={css.cap}>
      {linesAt(captions, position).map((line) => (
        // Who speaks stands where the words begin, in whatever language the page is.
        <span key={line.caption} dir={line.dir ?? directionOfText(line.text)}>
          <b>{t("playback.says", { name: nameOf(people, line.person) })}</b>{" "}
          <span lang={line.language} dir={line.dir ?? "auto"}>
            {partAt(line, position, most)}
          </span>
        </span>
      ))}
    </p>
  );
}
