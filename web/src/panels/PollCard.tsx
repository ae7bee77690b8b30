// One poll: the question, the ballot, the result, and of a quiz whether one was right.
import { ChartBarBig, Check, X } from "lucide-react";
import { useState } from "react";
import { isStaff } from "../core/view/people";
import { inWords, isRight, keyInWords, mayKnow } from "../core/view/polls";
import { isOver } from "../core/view/terms";
import type { BallotView, KeyView, PollView } from "../core/view/types";
import { locale, t } from "../texts";
import { Button } from "../ui/Button";
import { Ballot } from "./Ballot";
import { nameOf, type PanelProps } from "./props";
import { Result, verdict } from "./Result";
import { useTally } from "./tally";
import "./polls.css";

interface Props extends PanelProps {
  poll: PollView;
}

/** `mayVote`: this reader may answer it, in playback one that is over in class too. */
function state({ endedAt, anonymous, quiz }: PollView, mode: PanelProps["mode"], mayVote: boolean): string {
  const what = quiz ? "quiz" : "poll";
  const later = t(mayVote ? `polls.of_class_${what}` : `polls.was_${what}`);
  const ended = mode === "live" ? t(`polls.closed_${what}`) : later;
  const stands = endedAt === null ? t(`polls.open_now_${what}`) : ended;
  return anonymous ? `${stands} · ${t("polls.without_names")}` : stands;
}

interface OutcomeProps {
  poll: PollView;
  own?: BallotView;
  answerKey: KeyView;
  /** The result beside it marks the right one already. */
  marked: boolean;
}

function Outcome({ poll, own, answerKey, marked }: OutcomeProps) {
  const right = own && isRight(poll, answerKey, own);
  if (!own && marked && !answerKey.explanation) return null;
  return (
    <div className="outcome">
      {own && (
        <p className={right ? "is-right" : "is-wrong"}>
          {right ? <Check className="i s" aria-hidden="true" /> : <X className="i s" aria-hidden="true" />}
          <b>{t(right ? "polls.were_right" : "polls.were_not_right")}</b>
        </p>
      )}
      {!right && !marked && (
        <p>
          <span className="muted">{t("polls.right_answer_is")}</span> {keyInWords(poll, answerKey)}
        </p>
      )}
      {answerKey.explanation && <p className="explanation">{answerKey.explanation}</p>}
    </div>
  );
}

/** For those who lead, where names were asked for: each person's answer. */
function Who({ poll, people }: { poll: PollView; people: PanelProps["people"] }) {
  const [open, setOpen] = useState(false);
  const { key } = poll;
  const all = [...poll.ballots].map(([id, ballot]) => ({ id, name: nameOf(people, id), ballot }));
  return (
    <details className="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("polls.who_answered")}</summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <div className="texts" role="group" aria-label={t("polls.answers_by_person")} tabIndex={0}>
          <ul>
            {all
              .sort((a, b) => a.name.localeCompare(b.name, locale()))
              .map(({ id, name, ballot }) => (
                <li key={id}>
                  <span className="grow">
                    <b>{name}</b> {inWords(poll, ballot)}
                    {ballot.late && <span className="muted"> · {t("polls.later")}</span>}
                  </span>
                  {key && (
                    <span className={isRight(poll, key, ballot) ? "right-word" : "muted"}>
                      {t(isRight(poll, key, ballot) ? "polls.was_right" : "polls.was_not_right")}
                    </span>
                  )}
                </li>
              ))}
          </ul>
        </div>
      )}
    </details>
  );
}

/** After class a result can be told, and a poll that was put only then can be taken back. */
function LeadLater({ poll, act }: Pick<Props, "poll" | "act">) {
  const [sure, setSure] = useState(false);
  const withdraw = () => void act({ do: "WithdrawPoll", poll: poll.poll });
  if (sure)
    return (
      <div role="group" aria-label={t("polls.withdraw_named", { question: poll.question })}>
        <p className="small">{t("polls.withdraw_sure")}</p>
        <div className="row wrap lead">
          <Button size="sm" kind="stop" autoFocus onPress={withdraw}>
            {t("polls.withdraw")}
          </Button>
          <Button size="sm" kind="bare" onPress={() => setSure(false)}>
            {t("polls.leave_it")}
          </Button>
        </div>
      </div>
    );
  return (
    <div className="row wrap lead">
      {!poll.shown && poll.results === "hidden" && (
        <Button size="sm" onPress={() => void act({ do: "ShowResults", poll: poll.poll })}>
          {t("polls.let_all_see")}
        </Button>
      )}
      {poll.late && (
        <Button
          size="sm"
          kind="bare"
          aria-label={t("polls.withdraw_named", { question: poll.question })}
          onPress={() => setSure(true)}
        >
          {t("polls.withdraw")}
        </Button>
      )}
    </div>
  );
}

function Lead({ poll, view, act, mode }: Props) {
  const open = poll.endedAt === null;
  const onStage = view.polls.onStage === poll.poll;
  if (mode === "later") return <LeadLater poll={poll} act={act} />;
  return (
    <div className="row wrap lead">
      {open && (
        <Button size="sm" onPress={() => void act({ do: "EndPoll", poll: poll.poll })}>
          {t(poll.quiz ? "polls.end_quiz" : "polls.end_poll")}
        </Button>
      )}
      <Button
        size="sm"
        kind={open ? "bare" : "plain"}
        onPress={() => void act(onStage ? { do: "HideResults" } : { do: "ShowResults", poll: poll.poll })}
      >
        {t(onStage ? "polls.off_stage" : "polls.show_to_all")}
      </Button>
    </div>
  );
}

/** When a result comes that one may not see yet. */
function later(poll: PollView, own: boolean, over: boolean): string {
  if (over && !own) return t("late.vote_closed");
  if (poll.results === "hidden") return t("polls.teacher_decides");
  if (poll.endedAt === null) return poll.results === "end" ? t("polls.result_at_end") : "";
  return t(own ? "polls.result_coming" : "polls.result_when_allowed");
}

export function PollCard({ poll, ...panel }: Props) {
  const { me, mode, act, whole, people } = panel;
  const [changing, setChanging] = useState(false);
  // Who voted at 0:30 has voted, also while the recording stands at 0:20.
  const known = whole?.polls.polls.find((one) => one.poll === poll.poll) ?? poll;
  const own = known.ballots.get(me.person);
  const staff = isStaff(me.role);
  const open = known.endedAt === null;
  const over = mode === "later" && whole !== undefined && isOver(whole, me.person, Date.now());
  const mayVote = !staff && !over && !me.looks && (open || (mode === "later" && !own));
  const voting = mayVote && (!own || changing);
  // In the recording one's own answer comes first, then the class's.
  const may = mayKnow(known, staff, Boolean(own)) && (mode === "live" || staff || me.looks || Boolean(own));
  const tally = useTally(known, may, staff, panel);
  // Before the end also those who lead see no right answer here: others may look at their screen.
  const key = open ? null : known.key;
  const when = later(known, Boolean(own), over);
  return (
    <article className="pcard" aria-label={t("polls.poll_named", { question: poll.question })}>
      <div className="row small muted">
        <ChartBarBig className="i s" aria-hidden="true" />
        <span className="grow">{state(poll, mode, mayVote)}</span>
      </div>
      <h3 dir="auto">{poll.question}</h3>
      {voting && (
        <Ballot
          poll={known}
          own={own}
          act={act}
          mode={mode}
          onSent={() => setChanging(false)}
          onCancel={own && (() => setChanging(false))}
        />
      )}
      {!voting && tally && (
        // Counts change many times a second: they are read when somebody goes there, not each time.
        <div aria-live="off">
          <Result poll={known} tally={tally} mine={own} answerKey={key} />
          <p className="small muted nums">{verdict(tally)}</p>
        </div>
      )}
      {!voting && !tally && own && (
        <p className="own">{t("polls.your_vote_is", { answer: inWords(known, own) })}</p>
      )}
      {!voting && key && (
        <Outcome poll={known} own={own} answerKey={key} marked={Boolean(tally) && known.kind === "choice"} />
      )}
      {!voting && !tally && !staff && !me.looks && when && <p className="small muted">{when}</p>}
      {mayVote && own && !changing && (
        <Button size="sm" kind="bare" onPress={() => setChanging(true)}>
          {t("polls.change_answer")}
        </Button>
      )}
      {staff && !known.anonymous && known.ballots.size > 0 && <Who poll={known} people={people} />}
      {staff && <Lead poll={known} {...panel} />}
    </article>
  );
}
