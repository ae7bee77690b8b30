// The queue of raised hands, above the chat: who is next, and one's own place.
import { isStaff } from "../core/view/people";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { nameOf, type PanelProps } from "./props";

export function HandsStrip({ view, people, me, act, mode }: PanelProps) {
  const { queue } = view.hands;
  if (queue.length === 0) return null;
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
        {queue.map((hand, index) => {
          const name = nameOf(people, hand.person);
          return (
            <li key={hand.person} className={index === 0 ? "next" : ""}>
              <Avatar id={hand.person} name={name} size="s" />
              <span className="clip">{name}</span>
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
      </ol>
    </section>
  );
}
