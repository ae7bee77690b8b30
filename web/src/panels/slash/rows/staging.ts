// Who and what stands large: the spotlight, a layout for everybody, and the film that plays.
import type { Layout } from "../../../core/view/staging";
import { nameOf } from "../../props";
import { gives, type Row } from "../row";
import { choice, PERSON } from "../sorts";

const LAYOUTS: Readonly<Record<string, { layout: Layout | null; says: string }>> = {
  above: { layout: "filmstrip", says: "Everybody sees cameras above the stage." },
  beside: { layout: "sidebar", says: "Everybody sees cameras beside the stage." },
  stage: { layout: "stage", says: "Everybody sees the stage only." },
  gallery: { layout: "gallery", says: "Everybody sees everybody." },
  off: { layout: null, says: "Everybody chooses their own layout again." },
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
    help: "Turn the spotlight off.",
    gives: ["TurnSpotlight"],
    does: (_, { view }) =>
      view.staging.spotlit.length > 0
        ? gives("Turns the spotlight off.", { do: "TurnSpotlight", people: [] })
        : { trouble: "Nobody is in the spotlight." },
  },
  {
    name: "spotlight",
    takes: [PERSON],
    needs: "spotlight",
    help: "Put somebody on everybody's stage.",
    gives: ["TurnSpotlight"],
    does: ({ person }, { people }) =>
      gives(`Puts ${nameOf(people, person)} on everybody's stage.`, {
        do: "TurnSpotlight",
        people: [person],
      }),
  },
  {
    name: "follow",
    takes: [LAYOUT],
    needs: "spotlight",
    help: "Lay out everybody's window.",
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
    help: "Take the film off the stage.",
    gives: ["HideFilm"],
    does: (_, { view }) =>
      view.films.shown
        ? gives("Takes the film off the stage.", { do: "HideFilm" })
        : { trouble: "No film is on the stage." },
  },
];
