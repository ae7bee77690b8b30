// The queue of raised hands, above the chat: who is next, and one's own place.
import { useState } from "react";
import { groupOf } from "../core/view/breakouts";
import { isStaff } from "../core/view/people";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { nameOf, type PanelProps } from "./props";

/** More than these, and one line says how many: the queue must not push the chat away. */
const IN_SIGHT = 2;

export function HandsStrip({ view, people, me, act, mode }: PanelProps) {
  const { queue } = view.hands;
  const [all, setAll] = useState(false);
  if (queue.length === 0) return null;
  const shown = all || queue.length <= IN_SIGHT + 1 ? queue : queue.slice(0, IN_SIGHT);
  const mine = queue.some((hand) => hand.person === me.person);
  const staff = isStaff(me.role) && mode === "live";
  return (
    <section className="hands" aria-label="Raised hands">
      <div className="row">
        <h2 className="grow">
          Hands <span className="muted nums">{queue.length}</span>
        </h2>
        {mode === "live" && mine && (
          <Button kind="bare" size="sm" onPress={() => void act({ do: "LowerHand", person: null })}>
            Lower mine
          </Button>
        )}
      </div>
      <ol>
        {shown.map((hand, index) => {
          const name = nameOf(people, hand.person);
          const group = staff ? groupOf(view.breakouts, hand.person) : null;
          return (
            <li key={hand.person} className={index === 0 ? "next" : ""}>
              <Avatar id={hand.person} name={name} size="s" />
              <span className="clip" dir="auto">
                {name}
              </span>
              {group && <span className="clip">· {group.name}</span>}
              {index === 0 && <span>· next</span>}
              {staff && (
                <button
                  type="button"
                  className="lower"
                  aria-label={`Lower the hand of ${name}`}
                  onClick={() => void act({ do: "LowerHand", person: hand.person })}
                >
                  ×
                </button>
              )}
            </li>
          );
        })}
        {queue.length > IN_SIGHT + 1 && (
          <li className="hands-more">
            <button
              type="button"
              className="more-hands nums"
              aria-expanded={all}
              aria-label={all ? "Fewer hands" : `${queue.length - shown.length} more hands`}
              onClick={() => setAll(!all)}
            >
              {all ? "Fewer" : `+${queue.length - shown.length}`}
            </button>
          </li>
        )}
      </ol>
    </section>
  );
}
