// Corrections that students propose: how a line reads and how it should, to be taken over or not.
import { useState } from "react";
import type { CaptionView } from "../../core/view/captions";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { clock } from "../../ui/clock";
import { Moment } from "../Moment";
import { nameOf, type PanelProps } from "../props";

interface Props {
  panel: Pick<PanelProps, "view" | "people" | "act" | "seek">;
  lines: readonly CaptionView[];
}

export function Proposals({ panel, lines }: Props) {
  const { view, people, act, seek } = panel;
  const [trouble, setTrouble] = useState("");
  const waiting = view.captions.proposals;
  if (waiting.length === 0) return null;
  const settle = async (proposal: string, approved: boolean) => {
    const outcome = await act({ do: "SettleCorrection", proposal, approved });
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <details className="proposals">
      <summary>{t("transcript.waiting", { count: waiting.length })}</summary>
      <p className="field-error" role="alert">
        {trouble}
      </p>
      <ul>
        {waiting.map((one) => {
          const line = lines.find((known) => known.caption === one.caption);
          if (!line) return null;
          const [name, time] = [nameOf(people, one.by), clock(line.start)];
          return (
            <li key={one.proposal}>
              <span className="row small muted">
                <b>{name}</b>
                <Moment at={line.start} label={t("transcript.hear_at", { time })} seek={seek} />
              </span>
              {one.text !== line.text && (
                <p dir="auto">
                  <del>{line.text}</del> <ins>{one.text}</ins>
                </p>
              )}
              {one.person !== line.person && (
                <p>
                  <del>{nameOf(people, line.person)}</del> <ins>{nameOf(people, one.person)}</ins>
                </p>
              )}
              <span className="row">
                <Button
                  size="sm"
                  aria-label={t("transcript.approve_of", { name, time })}
                  onPress={() => void settle(one.proposal, true)}
                >
                  {t("transcript.approve")}
                </Button>
                <Button
                  size="sm"
                  kind="bare"
                  aria-label={t("transcript.refuse_of", { name, time })}
                  onPress={() => void settle(one.proposal, false)}
                >
                  {t("transcript.refuse")}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
