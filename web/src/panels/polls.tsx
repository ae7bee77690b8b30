// All polls of the class; those who lead put a new question, or one that they prepared.
import { ChartBarBig, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { newId } from "../core/api";
import { may } from "../core/view/rights";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Skeleton } from "../ui/Skeleton";
import type { OpenPoll } from "../wire";
import { PollCard } from "./PollCard";
import { Prepared } from "./Prepared";
import type { PanelProps } from "./props";
import "./panels.css";
import "./polls.css";

/** Only those who lead ever need it. */
const PollForm = lazy(() => import("./PollForm"));

const QUICK = [
  {
    label: t("polls.quick_yes_no"),
    question: t("polls.question_yes_no"),
    options: [t("polls.yes"), t("polls.no")],
  },
  { label: "A–E", question: t("polls.question_letters"), options: ["A", "B", "C", "D", "E"] },
];

type Ask = (asked: Omit<OpenPoll, "do">) => void;

function New({ ask, first, write }: { ask: Ask; first: boolean; write: () => void }) {
  return (
    <div className="new-polls">
      <Button kind={first ? "go" : "plain"} onPress={write}>
        <Plus className="i s" /> {t("polls.new_poll")}
      </Button>
      {QUICK.map(({ label, question, options }) => (
        <Button
          key={label}
          kind="bare"
          aria-label={t("polls.ask_now", { poll: label })}
          onPress={() => ask({ poll: newId("p"), question, options })}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}

export function PollsPanel(panel: PanelProps) {
  const { view, me, mode, act, drafts, prepared = [] } = panel;
  const [writing, setWriting] = useState(drafts.has("poll"));
  const [trouble, setTrouble] = useState("");
  const ask: Ask = async (asked) => {
    const outcome = await act({ do: "OpenPoll", ...asked });
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  const done = () => {
    drafts.delete("poll");
    setWriting(false);
  };
  const polls = [...view.polls.polls].reverse();
  const leads = may(view, me, "start_polls") && mode === "live";
  const open = mode === "live" && !leads ? polls.find((one) => one.endedAt === null) : undefined;
  return (
    <div className="panel-body scroll">
      <p className="vh" role="status">
        {open ? t("polls.open_now", { question: open.question }) : ""}
      </p>
      {leads && !writing && <New ask={ask} first={polls.length === 0} write={() => setWriting(true)} />}
      {leads && writing && (
        <Suspense fallback={<Skeleton lines={4} label={t("polls.form_coming")} />}>
          <PollForm act={act} drafts={drafts} onDone={done} />
        </Suspense>
      )}
      {leads && !writing && prepared.length > 0 && <Prepared prepared={prepared} view={view} ask={ask} />}
      {trouble && !writing && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      {polls.length === 0 && !writing && (
        <Empty
          icon={<ChartBarBig className="i" aria-hidden="true" />}
          title={t(mode === "live" ? "polls.none_yet" : "polls.none_up_to_here")}
        >
          {t(leads ? "polls.none_hint_leads" : "polls.none_hint")}
        </Empty>
      )}
      {polls.map((poll) => (
        <PollCard key={poll.poll} poll={poll} {...panel} />
      ))}
    </div>
  );
}
