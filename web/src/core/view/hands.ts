// The queue of raised hands.
import type { Entry } from "../../wire";
import type { HandsView } from "./types";

export const noHands: HandsView = { queue: [], called: null, asked: null };

function without(hands: HandsView, person: string): HandsView {
  const queue = hands.queue.filter((hand) => hand.person !== person);
  return queue.length === hands.queue.length ? hands : { ...hands, queue };
}

export function foldHands(hands: HandsView, { at, by, event }: Entry): HandsView {
  switch (event.type) {
    case "HandRaised":
      return hands.queue.some((hand) => hand.person === event.person)
        ? hands
        : { ...hands, queue: [...hands.queue, { person: event.person, at }] };
    case "HandLowered":
      return without(hands, event.person);
    case "PersonLeft":
      return without(hands.called === event.person ? { ...hands, called: null } : hands, event.person);
    case "PersonCalledOn":
      return { ...hands, called: event.person };
    case "UnmuteAsked":
      return { ...hands, asked: { person: event.person, by, at } };
    case "ClassEnded":
      return noHands;
    default:
      return hands;
  }
}

/** Place in the queue from 1; 0 = hand is down. */
export const handPlace = (hands: HandsView, person: string): number =>
  hands.queue.findIndex((hand) => hand.person === person) + 1;
