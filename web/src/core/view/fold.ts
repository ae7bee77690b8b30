// The screen's knowledge of a class: one entry after the other, each concept in its own slice.
import type { Entry } from "../../wire";
import { foldAgenda, noAgenda } from "./agenda";
import { foldBoard, noBoard } from "./board";
import { foldBreakouts, noBreakouts } from "./breakouts";
import { foldBroadcasts, nothingTold } from "./broadcasts";
import { foldCaptions, noCaptions } from "./captions";
import { foldChapters, noChapters } from "./chapters";
import { foldChat, nothingSaid } from "./chat";
import { foldConsent, nobodyChose } from "./consent";
import { foldEdit, unedited } from "./edit";
import { foldFilms, noFilms } from "./films";
import { foldGestures, noGestures } from "./gestures";
import { foldHands, noHands } from "./hands";
import { foldLesson, noLesson } from "./lesson";
import { foldLobby, noLobby } from "./lobby";
import { foldNotebook, noNotebook } from "./notebook";
import { foldNotes, noNotes } from "./notes";
import { foldNotices, noNotices } from "./notices";
import { foldPeople, nobody } from "./people";
import { foldPicks, noPicks } from "./picks";
import { foldPolls, noPolls } from "./polls";
import { foldQuestions, noQuestions } from "./questions";
import { foldRights, rolesOwn } from "./rights";
import { foldSlides, noSlides } from "./slides";
import { asUsual, foldStaging } from "./staging";
import { foldSummary, noSummary } from "./summary";
import { foldTasks, noTasks } from "./tasks";
import { asBefore, foldTerms } from "./terms";
import { foldTimers, noTimer } from "./timers";
import { foldTracks, noTracks } from "./tracks";
import { foldTranslations, noTranslations } from "./translations";
import type { View } from "./types";
import { foldVisibility } from "./visibility";
import { foldWelcome, noWelcome } from "./welcome";

export const before: View = {
  at: 0,
  lesson: noLesson,
  people: nobody,
  consent: nobodyChose,
  lobby: noLobby,
  rights: rolesOwn,
  hands: noHands,
  questions: noQuestions,
  chat: nothingSaid,
  notices: noNotices,
  polls: noPolls,
  tasks: noTasks,
  breakouts: noBreakouts,
  slides: noSlides,
  board: noBoard,
  tracks: noTracks,
  captions: noCaptions,
  notes: noNotes,
  notebook: noNotebook,
  gestures: noGestures,
  timers: noTimer,
  picks: noPicks,
  broadcasts: nothingTold,
  agenda: noAgenda,
  welcome: noWelcome,
  terms: asBefore,
  visibility: "class",
  staging: asUsual,
  films: noFilms,
  chapters: noChapters,
  summary: noSummary,
  translations: noTranslations,
  edit: unedited,
};

/** The view after one more entry; slices that it does not touch stay the same objects. */
export function apply(view: View, entry: Entry): View {
  return {
    at: entry.at,
    lesson: foldLesson(view.lesson, entry),
    people: foldPeople(view.people, entry),
    consent: foldConsent(view.consent, entry),
    lobby: foldLobby(view.lobby, entry),
    rights: foldRights(view.rights, entry),
    hands: foldHands(view.hands, entry),
    questions: foldQuestions(view.questions, entry),
    chat: foldChat(view.chat, entry),
    notices: foldNotices(view.notices, entry),
    polls: foldPolls(view.polls, entry),
    tasks: foldTasks(view.tasks, entry),
    breakouts: foldBreakouts(view.breakouts, entry),
    slides: foldSlides(view.slides, entry),
    board: foldBoard(view.board, entry),
    tracks: foldTracks(view.tracks, entry),
    captions: foldCaptions(view.captions, entry),
    notes: foldNotes(view.notes, entry),
    notebook: foldNotebook(view.notebook, entry),
    gestures: foldGestures(view.gestures, entry),
    timers: foldTimers(view.timers, entry),
    picks: foldPicks(view.picks, entry),
    broadcasts: foldBroadcasts(view.broadcasts, entry),
    agenda: foldAgenda(view.agenda, entry),
    welcome: foldWelcome(view.welcome, entry),
    terms: foldTerms(view.terms, entry),
    visibility: foldVisibility(view.visibility, entry),
    staging: foldStaging(view.staging, entry),
    films: foldFilms(view.films, entry),
    chapters: foldChapters(view.chapters, entry),
    summary: foldSummary(view.summary, entry),
    translations: foldTranslations(view.translations, view.captions, entry),
    edit: foldEdit(view.edit, entry),
  };
}

/** Playing order: class time first, then the order of writing. */
export const inPlayingOrder = (a: Entry, b: Entry): number => a.at - b.at || a.seq - b.seq;

/** The view after all these entries, given in playing order. */
export function fold(entries: readonly Entry[]): View {
  return entries.reduce(apply, before);
}
