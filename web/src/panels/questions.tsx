// Questions to the teachers: asked with or without a name, seconded, answered aloud or in writing.
import { CircleHelp, EyeOff } from "lucide-react";
import { useId, useState } from "react";
import { Checkbox } from "react-aria-components";
import { newId } from "../core/api";
import { isDone } from "../core/commands";
import { isStaff } from "../core/view/people";
import { answeredQuestions, newestAnswer, openQuestions, replayed } from "../core/view/questions";
import { may } from "../core/view/rights";
import { isOver } from "../core/view/terms";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { TextField } from "../ui/TextField";
import { useDraft } from "./drafts";
import { type PanelProps, useSeen } from "./props";
import { QuestionCard } from "./QuestionCard";
import "./panels.css";

function Ask({ view, act, drafts, mode }: PanelProps) {
  const [text, setText] = useDraft(drafts, "question", () => "");
  const [hidden, setHidden] = useState(false);
  const [trouble, setTrouble] = useState("");
  const anonymous = hidden && view.questions.anonymity;
  const ask = async () => {
    const outcome = await act({ do: "AskQuestion", question: newId("q"), text: text.trim(), anonymous });
    if (isDone(outcome)) setText("");
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <form
      className="composer stack ask"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) void ask();
      }}
    >
      <TextField
        label={t(mode === "live" ? "polls.ask_teachers" : "polls.ask_here")}
        value={text}
        onChange={setText}
        maxLength={1000}
        rows={2}
        error={trouble}
      />
      {view.questions.anonymity && (
        <Checkbox className="choice" isSelected={hidden} onChange={setHidden}>
          <span className="mark box" aria-hidden="true" />
          <span>{t("polls.without_my_name")}</span>
        </Checkbox>
      )}
      <Button kind="go" type="submit" isDisabled={!text.trim()}>
        {t("polls.ask")}
      </Button>
    </form>
  );
}

function Asking(panel: PanelProps) {
  const { whole, me } = panel;
  if (whole && isOver(whole, me.person, Date.now()))
    return <p className="composer small muted locked">{t("late.ask_closed")}</p>;
  if (may(panel.view, panel.me, "ask")) return <Ask {...panel} />;
  return <p className="composer small muted locked">{t("polls.questions_locked")}</p>;
}

/** What those who lead may decide of questions. */
function Rule({ view, act }: PanelProps) {
  return (
    <Checkbox
      className="choice"
      isSelected={view.questions.anonymity}
      onChange={(allowed) => void act({ do: "AllowAnonymity", allowed })}
    >
      <span className="mark box" aria-hidden="true" />
      <span>
        <EyeOff className="i s" aria-hidden="true" /> {t("polls.allow_without_name")}
      </span>
    </Checkbox>
  );
}

export function QuestionsPanel(panel: PanelProps) {
  const { view, whole, me, mode } = panel;
  const heading = useId();
  const leads = isStaff(me.role);
  const all = (whole ?? view).questions;
  const read = useSeen("ReadAnswers", all.read, newestAnswer(all, me.person), panel);
  const questions = whole
    ? replayed(view.questions, whole.questions, whole.lesson.endedAt, me.person, read)
    : view.questions;
  const open = openQuestions(questions);
  const answered = answeredQuestions(questions);
  return (
    <div className="panel-body">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div className="log questions" tabIndex={0} role="region" aria-label={t("polls.questions")}>
        {open.length + answered.length === 0 && (
          <Empty
            icon={<CircleHelp className="i" aria-hidden="true" />}
            title={t(mode === "live" ? "polls.no_question_yet" : "polls.no_question_up_to_here")}
          >
            {!me.looks && t(leads ? "polls.no_question_hint_leads" : "polls.no_question_hint")}
          </Empty>
        )}
        {open.length > 0 && (
          <section aria-labelledby={`${heading}-open`} className="stack">
            <h3 id={`${heading}-open`}>
              {t("polls.open_questions")} <span className="muted nums">{open.length}</span>
            </h3>
            {open.map((one) => (
              <QuestionCard key={one.question} one={one} {...panel} />
            ))}
          </section>
        )}
        {answered.length > 0 && (
          <section aria-labelledby={`${heading}-done`} className="stack">
            <h3 id={`${heading}-done`}>
              {t("polls.answered_questions")} <span className="muted nums">{answered.length}</span>
            </h3>
            {answered.map((one) => (
              <QuestionCard key={one.question} one={one} {...panel} />
            ))}
          </section>
        )}
      </div>
      {me.looks ? null : leads ? (
        mode === "live" && (
          <div className="composer stack">
            <Rule {...panel} />
          </div>
        )
      ) : (
        <Asking {...panel} />
      )}
    </div>
  );
}
