// The polls prepared for the course: the next one at hand, the others folded away.
import { Play } from "lucide-react";
import type { Prepared as Poll } from "../core/api";
import { nextOf } from "../core/view/polls";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { pieces } from "../ui/pieces";
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
  if (!next) return <p className="small muted">{t("polls.all_asked", { count: prepared.length })}</p>;
  return (
    <section className="prepared" aria-label={t("polls.prepared")}>
      <p>
        <span className="small muted">
          {pieces("polls.prepared_left", { key: <kbd>N</kbd> }, { count: left.length })}
        </span>
        <br />
        <b>{next.question}</b>
      </p>
      <Button
        size="sm"
        aria-label={t("polls.start_named", { question: next.question })}
        onPress={() => ask(next)}
      >
        <Play className="i s" aria-hidden="true" /> {t("polls.start")}
      </Button>
      {left.length > 1 && (
        <details className="fold">
          <summary>{t("polls.more_prepared", { count: left.length - 1 })}</summary>
          <ul>
            {left
              .filter((one) => one !== next)
              .map((one) => (
                <li key={one.poll}>
                  <span className="grow">{one.question}</span>
                  <Button
                    size="sm"
                    kind="bare"
                    aria-label={t("polls.start_named", { question: one.question })}
                    onPress={() => ask(one)}
                  >
                    {t("polls.start")}
                  </Button>
                </li>
              ))}
          </ul>
        </details>
      )}
    </section>
  );
}
