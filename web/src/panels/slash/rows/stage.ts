// What stands on the stage: the board, and pages of slides.
import { newId } from "../../../core/api";
import { boardOf } from "../../../core/view/board";
import { groupOf } from "../../../core/view/breakouts";
import { t } from "../../../texts";
import { type Deed, type Ground, gives, type Row, type Trouble } from "../row";
import { count } from "../sorts";

const PAGE = count(t("slash.sort_page"), 1, 10_000, []);

function place({ view, me }: Ground): string {
  const group = groupOf(view.breakouts, me.person);
  return group ? `group:${group.group}` : "everyone";
}

const onBoard =
  (deed: (ground: Ground, to: string) => Deed | Trouble): Row["does"] =>
  (_, ground) =>
    deed(ground, place(ground));

const NO_SLIDES = { trouble: t("slash.no_slides") };

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
  if (next < 1 || next > deck.pages) return { trouble: t("slash.pages", { count: deck.pages }) };
  return gives(t("slash.shows_page", { page: next, pages: deck.pages }), {
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
    help: t("slash.help_board"),
    gives: ["ShowBoard"],
    does: onBoard(({ view }, to) => {
      const board = boardOf(view.board, to);
      const sheet = board.shown ?? board.sheets[board.sheets.length - 1];
      return {
        says: t("slash.shows_board"),
        commands: () => [{ do: "ShowBoard", sheet: sheet ?? newId("s"), to }],
      };
    }),
  },
  {
    name: "board",
    takes: ["new"],
    needs: "place",
    help: t("slash.help_board_new"),
    gives: ["ShowBoard"],
    does: onBoard((_, to) => ({
      says: t("slash.shows_board_new"),
      commands: () => [{ do: "ShowBoard", sheet: newId("s"), to }],
    })),
  },
  {
    name: "board",
    takes: ["off"],
    needs: "place",
    help: t("slash.help_board_off"),
    gives: ["HideBoard"],
    does: onBoard(({ view }, to) =>
      boardOf(view.board, to).shown
        ? gives(t("slash.hides_board"), { do: "HideBoard", to })
        : { trouble: t("slash.no_board") },
    ),
  },
  {
    name: "board",
    takes: ["clear"],
    needs: "place",
    help: t("slash.help_board_clear"),
    gives: ["ClearSurface"],
    does: onBoard(({ view }, to) => {
      const sheet = boardOf(view.board, to).shown;
      if (!sheet) return { trouble: t("slash.no_board_show") };
      return {
        ...gives(t("slash.clears_board"), {
          do: "ClearSurface",
          surface: `sheet:${sheet}`,
        }),
        asks: {
          title: t("slash.clear_board_title"),
          text: t("slash.clear_board_text"),
          yes: t("slash.clear_board_yes"),
        },
      };
    }),
  },
  {
    name: "slides",
    takes: [],
    needs: "slides",
    help: t("slash.help_slides"),
    gives: ["ShowPage"],
    does: (_, ground) => turn(ground, (now) => now),
  },
  {
    name: "slides",
    takes: ["next"],
    needs: "slides",
    help: t("slash.help_slides_next"),
    gives: ["ShowPage"],
    does: (_, ground) => turn(ground, (now) => now + 1),
  },
  {
    name: "slides",
    takes: ["back"],
    needs: "slides",
    help: t("slash.help_slides_back"),
    gives: ["ShowPage"],
    does: (_, ground) => turn(ground, (now) => now - 1),
  },
  {
    name: "slides",
    takes: ["off"],
    needs: "slides",
    help: t("slash.help_slides_off"),
    gives: ["HideSlides"],
    does: (_, { view }) =>
      view.slides.shown
        ? gives(t("slash.hides_slides"), { do: "HideSlides" })
        : { trouble: t("slash.slides_are_off") },
  },
  {
    name: "slides",
    takes: ["download"],
    needs: "slides",
    help: t("slash.help_slides_download"),
    gives: ["OfferDeck"],
    does: (_, ground) => {
      const deck = latest(ground)?.deck;
      if (!deck) return NO_SLIDES;
      const says = deck.download
        ? t("slash.forbids_download", { title: deck.title })
        : t("slash.lets_download", { title: deck.title });
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
    takes: ["notes"],
    needs: "slides",
    help: t("slash.help_slides_notes"),
    gives: ["ShareSpeakerNotes"],
    does: (_, ground) => {
      const deck = latest(ground)?.deck;
      if (!deck) return NO_SLIDES;
      const { title, shared } = deck;
      if (deck.noted.length === 0) return { trouble: t("slash.no_notes", { title }) };
      const says = shared ? t("slash.forbids_notes", { title }) : t("slash.lets_notes", { title });
      return gives(says, { do: "ShareSpeakerNotes", deck: deck.deck, shared: !shared });
    },
  },
  {
    name: "slides",
    takes: ["remove"],
    needs: "slides",
    help: t("slash.help_slides_remove"),
    gives: ["RemoveDeck"],
    does: (_, ground) => {
      const deck = latest(ground)?.deck;
      if (!deck) return NO_SLIDES;
      return {
        ...gives(t("slash.removes_slides", { title: deck.title }), { do: "RemoveDeck", deck: deck.deck }),
        asks: {
          title: t("slash.remove_slides_title", { title: deck.title }),
          text: t("slash.remove_slides_text"),
          yes: t("slash.remove_slides_yes"),
        },
      };
    },
  },
  {
    name: "slides",
    takes: [PAGE],
    needs: "slides",
    help: t("slash.help_slides_page"),
    gives: ["ShowPage"],
    does: ({ count: page }, ground) => turn(ground, () => page),
  },
];
