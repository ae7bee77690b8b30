// All polls of the class; those who lead put a new question, or one that they prepared.
import { ChartBarBig, Plus } from "lucide-react";
import { useState } from "react";
import { newId } from "../core/api";
import { isStaff } from "../core/view/people";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { PollCard } from "./PollCard";
import { PollForm, QUICK } from "./PollForm";
import { Prepared } from "./Prepared";
import type { PanelProps } from "./props";
import "./panels.css";
import "./polls.css";

function New({ act, first, write }: Pick<PanelProps, "act"> & { first: boolean; write: () => void }) {
  return (
    <div className="new-polls">
      <Button kind={first ? "go" : "plain"} onPress={write}>
        <Plus className="i s" /> New poll
      </Button>
      {QUICK.map(({ label, question, options }) => (
        <Button
          key={label}
          kind="bare"
          aria-label={`Ask now: ${question}`}
          onPress={() => void act({ do: "OpenPoll", poll: newId("p"), question, options: [...options] })}
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
  const done = () => {
    drafts.delete("poll");
    setWriting(false);
  };
  const polls = [...view.polls.polls].reverse();
  const leads = isStaff(me.role) && mode === "live";
  return (
    <div className="panel-body scroll">
      {leads && !writing && <New act={act} first={polls.length === 0} write={() => setWriting(true)} />}
      {leads && writing && <PollForm act={act} drafts={drafts} onDone={done} />}
      {leads && !writing && prepared.length > 0 && <Prepared prepared={prepared} view={view} act={act} />}
      {polls.length === 0 && !writing && (
        <Empty
          icon={<ChartBarBig className="i" aria-hidden="true" />}
          title={mode === "live" ? "No poll yet" : "No poll up to this moment"}
        >
          {leads
            ? "Ask the class something. Those who are absent vote later, and their votes count."
            : "When the teacher asks, you vote here. Those who come later vote too."}
        </Empty>
      )}
      {polls.map((poll) => (
        <PollCard key={poll.poll} poll={poll} {...panel} />
      ))}
    </div>
  );
}
