// What stands on the stage: the board, and pages of slides.
import { newId } from "../../../core/api";
import { boardOf } from "../../../core/view/board";
import { groupOf } from "../../../core/view/breakouts";
import { type Deed, type Ground, gives, type Row, type Trouble } from "../row";
import { count } from "../sorts";

const PAGE = count("PAGE", 1, 10_000, []);

function place({ view, me }: Ground): string {
  const group = groupOf(view.breakouts, me.person);
  return group ? `group:${group.group}` : "everyone";
}

const onBoard =
  (deed: (ground: Ground, to: string) => Deed | Trouble): Row["does"] =>
  (_, ground) =>
    deed(ground, place(ground));

const NO_SLIDES = { trouble: "There are no slides yet. Add a file with the button below the stage." };

/** The deck that is, or was last, on the stage, and its page. */
function latest({ view }: Ground) {
  const at = view.slides.shown ?? view.slides.last;
  const deck = at && view.slides.decks.get(at.deck);
  return at && deck ? { at, deck } : null;
}

/** Turns to a page of it. */
function turn(ground: Ground, page: (now: number) => number): Deed | Trouble {
  const found = latest(ground);
  if (!found) return NO_SLIDES;
  const { at, deck } = found;
  const next = page(at.page);
  if (next < 1 || next > deck.pages)
    return { trouble: `The slides have ${deck.pages} ${deck.pages === 1 ? "page" : "pages"}.` };
  return gives(`Shows page ${next} of ${deck.pages} to everyone.`, {
    do: "ShowPage",
    deck: at.deck,
    page: next,
  });
}

export const STAGE: readonly Row[] = [
  {
    name: "board",
    takes: [],
    needs: "place",
    help: "Put the board on the stage.",
    gives: ["ShowBoard"],
    does: onBoard(({ view }, to) => {
      const board = boardOf(view.board, to);
      const sheet = board.shown ?? board.sheets[board.sheets.length - 1];
      return {
        says: "Puts the board on the stage.",
        commands: () => [{ do: "ShowBoard", sheet: sheet ?? newId("s"), to }],
      };
    }),
  },
  {
    name: "board",
    takes: ["new"],
    needs: "place",
    help: "Put a new page of the board on the stage.",
    gives: ["ShowBoard"],
    does: onBoard((_, to) => ({
      says: "Puts a new page of the board on the stage.",
      commands: () => [{ do: "ShowBoard", sheet: newId("s"), to }],
    })),
  },
  {
    name: "board",
    takes: ["off"],
    needs: "place",
    help: "Take the board off the stage.",
    gives: ["HideBoard"],
    does: onBoard(({ view }, to) =>
      boardOf(view.board, to).shown
        ? gives("Takes the board off the stage.", { do: "HideBoard", to })
        : { trouble: "The board is not on the stage." },
    ),
  },
  {
    name: "board",
    takes: ["clear"],
    needs: "place",
    help: "Erase all that was drawn on the board's page.",
    gives: ["ClearSurface"],
    does: onBoard(({ view }, to) => {
      const sheet = boardOf(view.board, to).shown;
      if (!sheet) return { trouble: "The board is not on the stage. Put it up: /board" };
      return {
        ...gives("Asks, then erases this page of the board.", {
          do: "ClearSurface",
          surface: `sheet:${sheet}`,
        }),
        asks: {
          title: "Erase this page of the board?",
          text: "All that was drawn on it is erased.",
          yes: "Erase",
        },
      };
    }),
  },
  {
    name: "slides",
    takes: [],
    needs: "slides",
    help: "Put the slides back on the stage.",
    gives: ["ShowPage"],
    does: (_, ground) => turn(ground, (now) => now),
  },
  {
    name: "slides",
    takes: ["next"],
    needs: "slides",
    help: "Turn to the next page.",
    gives: ["ShowPage"],
    does: (_, ground) => turn(ground, (now) => now + 1),
  },
  {
    name: "slides",
    takes: ["back"],
    needs: "slides",
    help: "Turn to the page before.",
    gives: ["ShowPage"],
    does: (_, ground) => turn(ground, (now) => now - 1),
  },
  {
    name: "slides",
    takes: ["off"],
    needs: "slides",
    help: "Take the slides off the stage.",
    gives: ["HideSlides"],
    does: (_, { view }) =>
      view.slides.shown
        ? gives("Takes the slides off the stage.", { do: "HideSlides" })
        : { trouble: "No slides are on the stage." },
  },
  {
    name: "slides",
    takes: ["download"],
    needs: "slides",
    help: "Let everybody save the file of these slides, or no longer.",
    gives: ["OfferDeck"],
    does: (_, ground) => {
      const deck = latest(ground)?.deck;
      if (!deck) return NO_SLIDES;
      const says = deck.download
        ? `Nobody else can save “${deck.title}” any more.`
        : `Lets everybody save “${deck.title}”.`;
      return gives(says, {
        do: "OfferDeck",
        deck: deck.deck,
        leafing: deck.leafing,
        download: !deck.download,
      });
    },
  },
  {
    name: "slides",
    takes: ["remove"],
    needs: "slides",
    help: "Remove these slides from the class.",
    gives: ["RemoveDeck"],
    does: (_, ground) => {
      const deck = latest(ground)?.deck;
      if (!deck) return NO_SLIDES;
      return {
        ...gives(`Asks, then removes “${deck.title}”.`, { do: "RemoveDeck", deck: deck.deck }),
        asks: {
          title: `Remove “${deck.title}”?`,
          text: "They leave the list. Where they were shown, the recording keeps them.",
          yes: "Remove",
        },
      };
    },
  },
  {
    name: "slides",
    takes: [PAGE],
    needs: "slides",
    help: "Turn to a page.",
    gives: ["ShowPage"],
    does: ({ count: page }, ground) => turn(ground, () => page),
  },
];
