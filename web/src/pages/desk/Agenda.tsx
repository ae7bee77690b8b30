// The agenda of a class that comes, planned from the desk.
import { useEffect, useMemo, useState } from "react";
import { api, type DeskClass } from "../../core/api";
import { Commands } from "../../core/commands";
import { Timeline } from "../../core/timeline";
import { AgendaEditor } from "../../panels/AgendaEditor";
import { t } from "../../texts";
import { Dialog } from "../../ui/Dialog";
import { Skeleton } from "../../ui/Skeleton";
import type { Segment } from "../../wire";
import { problemWords } from "../playback/useClassroom";

export default function Agenda({ one, onClose }: { one: DeskClass; onClose: () => void }) {
  const [segments, setSegments] = useState<readonly Segment[] | null>(null);
  const [trouble, setTrouble] = useState("");
  const commands = useMemo(() => new Commands((order) => api.command(one.id, order)), [one.id]);
  useEffect(() => {
    let here = true;
    api.timeline(one.id, 0).then(
      ({ entries, people }) => {
        const timeline = new Timeline();
        timeline.add(entries, people);
        if (here) setSegments(timeline.live().agenda.segments);
      },
      (problem) => here && setTrouble(problemWords(problem)),
    );
    return () => {
      here = false;
    };
  }, [one.id]);
  return (
    <Dialog title={t("desk.agenda_of", { title: one.title })} wide open onClose={onClose}>
      {trouble && (
        <p className="field-error" role="alert">
          {trouble}
        </p>
      )}
      {segments ? (
        <AgendaEditor segments={segments} act={commands.act} onDone={onClose} />
      ) : (
        !trouble && <Skeleton lines={4} label={t("desk.agenda_coming")} />
      )}
    </Dialog>
  );
}
