// Sound alone: who has the word, and what the class is about just now; nothing is loaded to be looked at.
import { Headphones } from "lucide-react";
import type { People } from "../../core/api";
import type { View } from "../../core/view/types";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import { initials } from "../../ui/names";
import css from "./more.module.css";

interface Props {
  view: View;
  people: People;
  chapter: string | null;
}

export function Listening({ view, people, chapter }: Props) {
  const { speaker } = view.tracks;
  return (
    <section className={`${css.listening} on-stage`} aria-label={t("player.seen_sound")}>
      <span className={css.who} aria-hidden="true">
        {speaker ? initials(nameOf(people, speaker)) : <Headphones className="i" />}
      </span>
      <p>
        <b dir="auto">{speaker ? nameOf(people, speaker) : t("player.nobody_speaks")}</b>
        {chapter && <span dir="auto">{chapter}</span>}
      </p>
    </section>
  );
}
