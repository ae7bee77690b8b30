// One poll: the question, the ballot, the result; solid = voted live, hatch = voted later.
import { ChartBarBig } from "lucide-react";
import { useEffect, useState } from "react";
import { Checkbox, CheckboxGroup, Label, Radio, RadioGroup } from "react-aria-components";
import type { Tally } from "../core/api";
import { isStaff } from "../core/view/people";
import { countBallots } from "../core/view/polls";
import type { PollView } from "../core/view/types";
import { Button } from "../ui/Button";
import type { PanelProps } from "./props";

interface Props extends PanelProps {
  poll: PollView;
}

function Ballot({ poll, act, mode }: Props) {
  const [choices, setChoices] = useState<string[]>([]);
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState("");
  const vote = async () => {
    setSending(true);
    const outcome = await act({ do: "Vote", poll: poll.poll, choices: choices.map(Number) });
    setSending(false);
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  const options = poll.options.map((text, index) => ({ text, value: String(index) }));
  return (
    <div className="ballot">
      {poll.multiple ? (
        <CheckboxGroup value={choices} onChange={setChoices} className="choices">
          <Label className="small muted">Choose one or more</Label>
          {options.map((one) => (
            <Checkbox key={one.value} value={one.value} className="choice">
              <span className="mark box" aria-hidden="true" />
              <span>{one.text}</span>
            </Checkbox>
          ))}
        </CheckboxGroup>
      ) : (
        <RadioGroup value={choices[0] ?? null} onChange={(value) => setChoices([value])} className="choices">
          <Label className="small muted">Choose one</Label>
          {options.map((one) => (
            <Radio key={one.value} value={one.value} className="choice">
              <span className="mark" aria-hidden="true" />
              <span>{one.text}</span>
            </Radio>
          ))}
        </RadioGroup>
      )}
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      <Button kind="go" size="sm" isDisabled={choices.length === 0 || sending} onPress={() => void vote()}>
        {mode === "later" && poll.endedAt !== null ? "Vote later" : "Vote"}
      </Button>
    </div>
  );
}

function Result({ poll, tally, mine }: { poll: PollView; tally: Tally; mine: readonly number[] }) {
  const voters = Math.max(1, tally.voters + tally.late_voters);
  return (
    <ul className="poll">
      {poll.options.map((text, index) => {
        const live = tally.counts[index] ?? 0;
        const late = tally.late_counts[index] ?? 0;
        const own = mine.includes(index);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: options are known by their number
          <li key={index} className={own ? "me" : ""}>
            <span>
              {own ? <b>{text}</b> : text}
              {own && " · your vote"}
            </span>
            <b className="nums">
              {live}
              {late > 0 && (
                <>
                  {" + "}
                  {late}
                  <span className="vh"> later</span>
                </>
              )}
            </b>
            <span className="pb" aria-hidden="true">
              <i style={{ width: `${(100 * live) / voters}%` }} />
              {late > 0 && <i style={{ width: `${(100 * late) / voters}%` }} />}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function state(poll: PollView, mode: PanelProps["mode"]): string {
  if (poll.endedAt === null) return "Poll open now";
  return mode === "live"
    ? "Poll closed in the room · stays open for later"
    : "Poll of the class · open for you";
}

const voted = (tally: Tally): number => tally.voters + tally.late_voters;

function verdict(tally: Tally): string {
  const { voters, late_voters } = tally;
  if (voters + late_voters === 0) return "Nobody has voted yet";
  if (voters === 0) return `${late_voters} voted later`;
  return late_voters ? `${voters} voted live, ${late_voters} later` : `${voters} voted live`;
}

export function PollCard({ poll, ...panel }: Props) {
  const { me, mode, act, tallies, askTally, whole } = panel;
  // Who voted at 0:30 has voted, also while the recording stands at 0:20.
  const known = whole?.polls.polls.find((one) => one.poll === poll.poll) ?? poll;
  const own = known.ballots.get(me.person);
  const staff = isStaff(me.role);
  const open = poll.endedAt === null;
  const mayVote = !own && !staff && (open || mode === "later");
  const mayKnow = staff || Boolean(own) || (!open && mode === "live");
  const wants = mayKnow && !tallies?.[poll.poll];
  // A new ballot of one's own or the end of the poll changes what may be known.
  useEffect(() => {
    if (wants) askTally?.(poll.poll);
  }, [wants, askTally, poll.poll]);
  const counted = countBallots(known);
  const seen: Tally = {
    counts: counted.live,
    late_counts: counted.late,
    voters: counted.voters,
    late_voters: counted.lateVoters,
  };
  const told = tallies?.[poll.poll] ?? null;
  // Staff see each ballot as it comes, but those cast before they led the class only in the counts.
  const tally = staff && (told === null || voted(seen) > voted(told)) ? seen : told;
  return (
    <article className="pcard" aria-label={`Poll: ${poll.question}`}>
      <div className="row small muted">
        <ChartBarBig className="i s" aria-hidden="true" />
        <span className="grow">{state(poll, mode)}</span>
      </div>
      <h3>{poll.question}</h3>
      {mayVote && <Ballot poll={poll} {...panel} />}
      {!mayVote && tally && mayKnow && <Result poll={poll} tally={tally} mine={own?.choices ?? []} />}
      {!mayVote && !(tally && mayKnow) && (
        <p className="small muted">
          {own
            ? `Your vote: ${own.choices.map((index) => poll.options[index]).join(", ")}`
            : "The result comes when you may see it."}
        </p>
      )}
      {!mayVote && tally && mayKnow && <p className="small muted nums">{verdict(tally)}</p>}
      {staff && open && mode === "live" && (
        <Button size="sm" onPress={() => void act({ do: "EndPoll", poll: poll.poll })}>
          End poll
        </Button>
      )}
    </article>
  );
}
