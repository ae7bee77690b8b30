// Who and what stands large: the spotlight, a layout for everybody, and the film that plays.
import type { Layout } from "../../../core/view/staging";
import { t } from "../../../texts";
import { nameOf } from "../../props";
import { gives, type Row } from "../row";
import { choice, PERSON } from "../sorts";

const LAYOUTS: Readonly<Record<string, { layout: Layout | null; says: string }>> = {
  above: { layout: "filmstrip", says: t("slash.follow_above") },
  beside: { layout: "sidebar", says: t("slash.follow_beside") },
  stage: { layout: "stage", says: t("slash.follow_stage") },
  gallery: { layout: "gallery", says: t("slash.follow_gallery") },
  off: { layout: null, says: t("slash.follow_off") },
};
const LAYOUT = choice(
  Object.keys(LAYOUTS).join("|"),
  Object.fromEntries(Object.entries(LAYOUTS).map(([word, { says }]) => [word, says])),
);

export const STAGING: readonly Row[] = [
  {
    name: "spotlight",
    takes: ["off"],
    needs: "spotlight",
    help: t("slash.help_spotlight_off"),
    gives: ["TurnSpotlight"],
    does: (_, { view }) =>
      view.staging.spotlit.length > 0
        ? gives(t("slash.spotlight_off"), { do: "TurnSpotlight", people: [] })
        : { trouble: t("slash.no_spotlight") },
  },
  {
    name: "spotlight",
    takes: [PERSON],
    needs: "spotlight",
    help: t("slash.help_spotlight"),
    gives: ["TurnSpotlight"],
    does: ({ person }, { people }) =>
      gives(t("slash.spotlights", { name: nameOf(people, person) }), {
        do: "TurnSpotlight",
        people: [person],
      }),
  },
  {
    name: "follow",
    takes: [LAYOUT],
    needs: "spotlight",
    help: t("slash.help_follow"),
    gives: ["LayLayout"],
    does: ({ word }) => {
      const { layout, says } = LAYOUTS[word] ?? { layout: null, says: "" };
      return gives(says, { do: "LayLayout", layout });
    },
  },
  {
    name: "film",
    takes: ["off"],
    needs: "slides",
    help: t("slash.help_film_off"),
    gives: ["HideFilm"],
    does: (_, { view }) =>
      view.films.shown ? gives(t("slash.hides_film"), { do: "HideFilm" }) : { trouble: t("slash.no_film") },
  },
];
