// One question: what is asked and by whom, how many want the same, and its answer.
import { CircleCheckBig, Ellipsis, Hand, Trash2, Undo2, UserRound } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { isStaff } from "../core/view/people";
import { ownerOf } from "../core/view/questions";
import type { QuestionView } from "../core/view/types";
import { t } from "../texts";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { clock, wallTime } from "../ui/clock";
import { Menu, type MenuGroup } from "../ui/Menu";
import { pieces } from "../ui/pieces";
import { TextField } from "../ui/TextField";
import { useDraft } from "./drafts";
import { Moment } from "./Moment";
import { Promised } from "./Promised";
import { nameOf, type PanelProps } from "./props";
import { Words } from "./Words";

interface Props extends PanelProps {
  one: QuestionView;
}

/** Who asked, as far as this reader may know. */
function askedBy({ one, people, me }: Props): string {
  if (!one.anonymous) return nameOf(people, one.by);
  if (one.by === null) return t("polls.without_name");
  if (one.by === me.person) return t("polls.you_without_name");
  return t("polls.named_without_name", { name: nameOf(people, one.by) });
}

function groupsFor({ one, view, people, me, act }: Props): MenuGroup[] {
  const { question } = one;
  const leads = isStaff(me.role);
  const owner = ownerOf(one, view.people);
  const groups: MenuGroup[] = [];
  if (leads && one.answer === null)
    groups.push({
      title: t("polls.who_answers"),
      entries: [...view.people.byId.values()]
        .filter((other) => isStaff(other.role))
        .map((other) => ({
          id: other.id,
          label: nameOf(people, other.id),
          chosen: other.id === owner,
          run: () => void act({ do: "AssignQuestion", question, owner: other.id }),
        })),
    });
  const entries = [];
  if (leads && one.answer)
    entries.push({
      id: "reopen",
      label: t("polls.reopen"),
      icon: <Undo2 className="i s" />,
      run: () => void act({ do: "ReopenQuestion", question }),
    });
  if (leads || one.by === me.person)
    entries.push({
      id: "redact",
      label: t("polls.take_back"),
      icon: <Trash2 className="i s" />,
      danger: true,
      run: () => void act({ do: "RedactQuestion", question }),
    });
  return [...groups, { entries }];
}

function Same({ one, me, act }: Props) {
  const mine = one.votes.has(me.person);
  const count = one.votes.size;
  if (one.by === me.person || me.looks || isStaff(me.role) || one.answer)
    return count > 0 ? (
      <span className="same nums">
        <Hand className="i s" aria-hidden="true" /> {t("polls.more_ask", { count })}
      </span>
    ) : null;
  return (
    <AriaButton
      className="btn sm same-button nums"
      aria-pressed={mine}
      onPress={() => void act({ do: mine ? "WithdrawUpvote" : "UpvoteQuestion", question: one.question })}
    >
      <Hand className="i s" aria-hidden="true" /> {t("polls.same_question")} {count > 0 && count}
    </AriaButton>
  );
}

function AnswerForm({ one, act, drafts, onDone }: Props & { onDone: () => void }) {
  const [text, setText] = useDraft(drafts, `answer-${one.question}`, () => "");
  const [trouble, setTrouble] = useState("");
  const answer = async () => {
    const outcome = await act({ do: "AnswerQuestion", question: one.question, text: text.trim() });
    if (!outcome.ok) return setTrouble(`${outcome.error.message} ${outcome.error.next}`);
    drafts.delete(`answer-${one.question}`);
    onDone();
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) void answer();
      }}
    >
      <TextField
        label={t("polls.answer_to_all")}
        value={text}
        onChange={setText}
        maxLength={5000}
        rows={3}
        error={trouble}
        autoFocus
      />
      <div className="row wrap">
        <Button kind="go" size="sm" type="submit" isDisabled={!text.trim()}>
          {t("polls.send_answer")}
        </Button>
        <Button kind="bare" size="sm" onPress={onDone}>
          {t("polls.cancel")}
        </Button>
      </div>
    </form>
  );
}

function Answer({ one, view, whole, people, mode }: Props) {
  const { answer } = one;
  if (!answer) return null;
  const { endedAt } = (whole ?? view).lesson;
  const after = mode === "later" && endedAt !== null && answer.at >= endedAt;
  const how = answer.text ? "in_writing" : "aloud";
  const by = { name: <b dir="auto">{nameOf(people, answer.by)}</b> };
  return (
    <div className="answer">
      <p className="small">
        <CircleCheckBig className="i s" aria-hidden="true" />{" "}
        {pieces(after ? `polls.answered_after_${how}` : `polls.answered_${how}`, by)}
      </p>
      {answer.text && <Words text={answer.text} />}
    </div>
  );
}

export function QuestionCard(props: Props) {
  const { one, view, people, me, mode, act, drafts, openedAt, seek } = props;
  const [writing, setWriting] = useState(drafts.has(`answer-${one.question}`));
  const leads = isStaff(me.role);
  const who = askedBy(props);
  const time = mode === "live" && openedAt ? wallTime(openedAt + one.at) : clock(one.at);
  const groups = groupsFor(props).filter((group) => group.entries.length > 0);
  const owner = ownerOf(one, view.people);
  const { promise } = (props.whole ?? view).terms.terms;
  return (
    <article
      className={`msg question${one.late ? " late" : ""}`}
      aria-label={t("polls.question_by", { who, time })}
    >
      {one.by ? (
        <Avatar id={one.by} name={nameOf(people, one.by)} later={one.late} size="s" />
      ) : (
        <span className="av s" aria-hidden="true">
          <UserRound className="i s" />
        </span>
      )}
      <header>
        <b className="clip" dir="auto">
          {who}
        </b>
        <Moment at={one.at} time={time} seek={seek} />
        {one.late && <span className="later-word">{t("polls.later")}</span>}
      </header>
      <div className="said">
        <Words text={one.text} />
        <div className="row wrap question-row">
          <Same {...props} />
          {!one.answer && owner && (
            <span className="small muted clip">
              {owner === me.person
                ? t("polls.you_answer")
                : t("polls.answers_it", { name: nameOf(people, owner) })}
            </span>
          )}
          {!one.answer && mode === "later" && promise !== null && (
            <Promised wrote={one.wrote} days={promise} now={Date.now()} />
          )}
        </div>
        <Answer {...props} />
        {leads && !one.answer && !writing && (
          <div className="row wrap question-row">
            <Button
              size="sm"
              onPress={() => void act({ do: "AnswerQuestion", question: one.question, text: "" })}
            >
              {t(mode === "live" ? "polls.mark_aloud" : "polls.mark_answered")}
            </Button>
            <Button size="sm" onPress={() => setWriting(true)}>
              {t("polls.answer_in_writing")}
            </Button>
          </div>
        )}
        {leads && !one.answer && writing && <AnswerForm {...props} onDone={() => setWriting(false)} />}
      </div>
      {groups.length > 0 && (
        <span className="msg-menu">
          <Menu label={t("polls.question_of", { who })} groups={groups}>
            <AriaButton className="btn ic bare sm" aria-label={t("polls.question_options", { who })}>
              <Ellipsis className="i s" />
            </AriaButton>
          </Menu>
        </span>
      )}
    </article>
  );
}
