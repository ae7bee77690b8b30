// The polls prepared for the course: the next one at hand, the others folded away.
import { Play } from "lucide-react";
import type { Prepared as Poll } from "../core/api";
import { nextOf } from "../core/view/polls";
import { Button } from "../ui/Button";
import type { PanelProps } from "./props";

interface Props {
  prepared: readonly Poll[];
  view: PanelProps["view"];
  ask: (poll: Poll) => void;
}

export function Prepared({ prepared, view, ask }: Props) {
  const asked = view.polls.polls;
  const left = prepared.filter((one) => nextOf([one], asked));
  const next = nextOf(prepared, asked);
  if (!next)
    return <p className="small muted">All {prepared.length} prepared polls of this course were asked.</p>;
  return (
    <section className="prepared" aria-label="Prepared polls">
      <p>
        <span className="small muted">
          Prepared, {left.length} left · key <kbd>N</kbd>
        </span>
        <br />
        <b>{next.question}</b>
      </p>
      <Button size="sm" aria-label={`Start: ${next.question}`} onPress={() => ask(next)}>
        <Play className="i s" aria-hidden="true" /> Start
      </Button>
      {left.length > 1 && (
        <details className="fold">
          <summary>{left.length - 1} more</summary>
          <ul>
            {left
              .filter((one) => one !== next)
              .map((one) => (
                <li key={one.poll}>
                  <span className="grow">{one.question}</span>
                  <Button
                    size="sm"
                    kind="bare"
                    aria-label={`Start: ${one.question}`}
                    onPress={() => ask(one)}
                  >
                    Start
                  </Button>
                </li>
              ))}
          </ul>
        </details>
      )}
    </section>
  );
}
