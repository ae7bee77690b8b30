// The queue of raised hands.
import type { Entry } from "../../wire";
import type { HandsView } from "./types";

export const noHands: HandsView = { queue: [] };

function without(hands: HandsView, person: string): HandsView {
  const queue = hands.queue.filter((hand) => hand.person !== person);
  return queue.length === hands.queue.length ? hands : { queue };
}

export function foldHands(hands: HandsView, { at, event }: Entry): HandsView {
  switch (event.type) {
    case "HandRaised":
      return hands.queue.some((hand) => hand.person === event.person)
        ? hands
        : { queue: [...hands.queue, { person: event.person, at }] };
    case "HandLowered":
    case "PersonLeft":
      return without(hands, event.person);
    case "ClassEnded":
      return noHands;
    default:
      return hands;
  }
}

/** Place in the queue from 1; 0 = hand is down. */
export const handPlace = (hands: HandsView, person: string): number =>
  hands.queue.findIndex((hand) => hand.person === person) + 1;
