// How a poll stands: bars, a scale, an order or a cloud of words; solid = voted live, hatch = voted later.
import { Check } from "lucide-react";
import type { Answer, Tally } from "../core/api";
import { folded } from "../core/view/polls";
import type { BallotView, KeyView, PollView } from "../core/view/types";
import { locale, t } from "../texts";
import "./polls.css";

interface Props {
  poll: PollView;
  tally: Tally;
  mine: BallotView | undefined;
  /** Right answers, as far as this reader may know them here. */
  answerKey: KeyView | null;
}

function Count({ live, late }: { live: number; late: number }) {
  return (
    <b className="nums">
      {live}
      {late > 0 && (
        <>
          {" + "}
          {late}
          <span className="vh"> {t("polls.later")}</span>
        </>
      )}
    </b>
  );
}

function Bar({ live, late, of }: { live: number; late: number; of: number }) {
  return (
    <span className="pb" aria-hidden="true">
      <i style={{ width: `${(100 * live) / of}%` }} />
      {late > 0 && <i style={{ width: `${(100 * late) / of}%` }} />}
    </span>
  );
}

/** 4.5, as the reader writes it. */
const tenths = (value: number): string =>
  value.toLocaleString(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const rightMark = (
  <span className="right-word">
    <Check className="i s" aria-hidden="true" /> {t("polls.right")}
  </span>
);

function Bars({ poll, tally, mine, answerKey }: Props) {
  const voters = Math.max(1, tally.voters + tally.late_voters);
  return (
    <ul className="poll">
      {poll.options.map((text, index) => {
        const own = mine?.choices.includes(index) ?? false;
        const right = answerKey?.right.includes(index) ?? false;
        const [live, late] = [tally.counts[index] ?? 0, tally.late_counts[index] ?? 0];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: options are known by their number
          <li key={index} className={`${own ? "me" : ""}${right ? " is-right" : ""}`}>
            <span>
              {own ? <b>{text}</b> : text}
              {own && ` · ${t("polls.your_vote")}`} {right && rightMark}
            </span>
            <Count live={live} late={late} />
            <Bar live={live} late={late} of={voters} />
          </li>
        );
      })}
    </ul>
  );
}

function Scale({ poll, tally, mine }: Props) {
  const both = poll.options.map((_, index) => (tally.counts[index] ?? 0) + (tally.late_counts[index] ?? 0));
  const most = Math.max(1, ...both);
  const voters = both.reduce((sum, one) => sum + one, 0);
  const average = both.reduce((sum, one, index) => sum + one * (index + 1), 0) / Math.max(1, voters);
  return (
    <>
      <p className="average">
        <b className="nums">{voters > 0 ? tenths(average) : "–"}</b>{" "}
        <span className="muted">{t("polls.of_on_average", { count: poll.options.length })}</span>
      </p>
      <ul className="steps">
        {poll.options.map((text, index) => {
          const [live, late] = [tally.counts[index] ?? 0, tally.late_counts[index] ?? 0];
          const own = mine?.choices.includes(index) ?? false;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are known by their number
            <li key={index} className={own ? "me" : ""}>
              <Count live={live} late={late} />
              <span className="column" aria-hidden="true">
                {late > 0 && <i style={{ height: `${(100 * late) / most}%` }} />}
                <i style={{ height: `${(100 * live) / most}%` }} />
              </span>
              <span className="nums">
                <span className="vh">{t("polls.voted_for")} </span>
                {text}
                {own && <span className="vh">{t("polls.and_yours")}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Order({ poll, tally, mine, answerKey }: Props) {
  const voters = tally.voters + tally.late_voters;
  const points = (index: number) => (tally.counts[index] ?? 0) + (tally.late_counts[index] ?? 0);
  const order = [...poll.options.keys()].sort((a, b) => points(b) - points(a) || a - b);
  const most = Math.max(1, voters * poll.options.length);
  return (
    <ol className="poll">
      {order.map((index) => {
        const own = (mine?.choices.indexOf(index) ?? -1) + 1;
        const right = (answerKey?.right.indexOf(index) ?? -1) + 1;
        return (
          <li key={index} className={own ? "me" : ""}>
            <span>
              {poll.options[index]}
              {own > 0 && ` · ${t("polls.your_number", { place: own })}`}
              {right > 0 && (
                <span className="right-word"> · {t("polls.right_number", { place: right })}</span>
              )}
            </span>
            <b className="nums">
              {voters > 0 ? tenths(poll.options.length + 1 - points(index) / voters) : "–"}
              <span className="vh"> {t("polls.average_place")}</span>
            </b>
            <Bar live={tally.counts[index] ?? 0} late={tally.late_counts[index] ?? 0} of={most} />
          </li>
        );
      })}
    </ol>
  );
}

const weight = (one: Answer): number => one.count + one.late_count;

function Cloud({ tally }: Props) {
  const most = Math.max(1, ...tally.answers.map(weight));
  // By the alphabet, as words in a cloud stand: their size tells how many, not their place.
  const words = tally.answers.slice(0, 60).sort((a, b) => a.text.localeCompare(b.text, locale()));
  return (
    <ul className="cloud">
      {words.map((one) => (
        <li
          key={one.text}
          data-size={Math.ceil((5 * weight(one)) / most)}
          className={one.count === 0 ? "later" : ""}
        >
          {one.text}
          <span className="small nums muted"> {weight(one)}</span>
          {one.count === 0 && <span className="vh"> {t("polls.later")}</span>}
        </li>
      ))}
    </ul>
  );
}

function Texts({ tally, mine, answerKey }: Props) {
  const right = new Set(answerKey?.texts.map(folded));
  const own = mine && folded(mine.texts[0] ?? "");
  const told = tally.answers.reduce((sum, one) => sum + weight(one), 0);
  const more = tally.voters + tally.late_voters - told;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div className="texts" role="group" aria-label={t("polls.answers")} tabIndex={0}>
      <ul>
        {tally.answers.map((one) => (
          <li key={one.text} className={folded(one.text) === own ? "me" : ""}>
            <span className="grow">
              {one.text}
              {folded(one.text) === own && ` · ${t("polls.your_answer")}`}{" "}
              {right.has(folded(one.text)) && rightMark}
            </span>
            <Count live={one.count} late={one.late_count} />
          </li>
        ))}
      </ul>
      {more > 0 && <p className="small muted">{t("polls.and_more", { count: more })}</p>}
    </div>
  );
}

const KINDS = { choice: Bars, rating: Scale, ranking: Order, cloud: Cloud, text: Texts };

export function Result(props: Props) {
  const { poll, tally } = props;
  const typed = poll.kind === "text" || poll.kind === "cloud";
  if (typed && tally.answers.length === 0) return null;
  const Kind = KINDS[poll.kind];
  return <Kind {...props} />;
}

/** How many voted, in words. */
export function verdict({ voters, late_voters }: Tally): string {
  if (voters + late_voters === 0) return t("polls.nobody_voted");
  if (voters === 0) return t("polls.voted_later", { count: late_voters });
  if (late_voters === 0) return t("polls.voted_live", { count: voters });
  return t("polls.voted_live_and_later", { live: voters, later: late_voters });
}
