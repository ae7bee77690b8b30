// What somebody missed of a class that still runs: its chapters, with the polls that wait and what was said, as one list.
import { ChartBarBig } from "lucide-react";
import { useMemo } from "react";
import type { Me } from "../../core/api";
import { missedChapters, missedFrom } from "../../core/playback/behind";
import type { Chapter } from "../../core/playback/chapters";
import { digestFrom } from "../../core/summary";
import { isStaff } from "../../core/view/people";
import type { View } from "../../core/view/types";
import { nameOf } from "../../panels/props";
import sums from "../../panels/summary/summary.module.css";
import { Terms, Things } from "../../panels/summary/Things";
import { useDigest } from "../../panels/summary/useDigest";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { clock } from "../../ui/clock";
import { Dialog } from "../../ui/Dialog";
import { Empty } from "../../ui/Empty";
import { lasting } from "../desk/model";
import css from "./more.module.css";
import type { Classroom } from "./useClassroom";

interface Props {
  room: Classroom;
  full: View;
  me: Me;
  chapters: readonly Chapter[];
  edge: number;
  /** Begins to play at a class ms. */
  begin: (at: number) => void;
  into: () => void;
  close: () => void;
}

/** So many lines of each chapter are shown. */
const LINES = 3;

interface PartProps extends Pick<Props, "full" | "me" | "begin" | "room"> {
  chapter: Chapter;
}

function Part({ chapter, full, me, room, begin }: PartProps) {
  const inside = (at: number) => at >= chapter.at && at < chapter.to;
  const polls = full.polls.polls.filter((poll) => inside(poll.openedAt));
  const lines = full.captions.lines.filter((line) => inside(line.start));
  return (
    <li>
      <button type="button" onClick={() => begin(chapter.at)}>
        <span className="small muted nums">
          {clock(chapter.at)} · {lasting(chapter.to - chapter.at)}
        </span>
        <b dir="auto">{chapter.title}</b>
      </button>
      {polls.map((poll) => (
        <p key={poll.poll} className="small">
          <ChartBarBig className="i s" aria-hidden="true" />
          <span dir="auto">
            {!isStaff(me.role) && !poll.ballots.has(me.person)
              ? t("core.mark_poll_open", { question: poll.question })
              : t("core.mark_poll", { question: poll.question })}
          </span>
        </p>
      ))}
      {lines.slice(0, LINES).map((line) => (
        <p key={line.caption} className="small muted" dir="auto">
          {t("playback.says", { name: nameOf(room.timeline.people, line.person) })} {line.text}
        </p>
      ))}
      {lines.length > LINES && (
        <p className="small muted">{t("player.more_lines", { count: lines.length - LINES })}</p>
      )}
    </li>
  );
}

export default function Missed({ room, full, me, chapters, edge, begin, into, close }: Props) {
  const { timeline } = room;
  const from = useMemo(() => missedFrom(timeline.entries, me.person), [timeline, me.person]);
  const parts = missedChapters(chapters, from);
  const { digest } = useDigest(room, edge);
  const left = digest && digestFrom(digest, from);
  return (
    <Dialog title={t("player.missed")} wide open onClose={close}>
      <p className="muted">
        {from > 0
          ? t("player.missed_since", { time: clock(from), length: lasting(Math.max(0, edge - from)) })
          : t("player.missed_hint", { length: lasting(edge) })}
      </p>
      <div className="row wrap">
        <Button onPress={() => begin(from)}>
          {from > 0 ? t("player.start_where_left", { time: clock(from) }) : t("player.from_beginning")}
        </Button>
        <Button kind="go" onPress={into}>
          {t("player.go_in_now")}
        </Button>
      </div>
      {parts.length === 0 ? (
        <Empty title={t("player.missed_none")}>{t("player.missed_none_hint")}</Empty>
      ) : (
        <ol className={css.missed}>
          {parts.map((chapter) => (
            <Part key={chapter.at} {...{ chapter, full, me, room, begin }} />
          ))}
        </ol>
      )}
      {left && (
        <div className={sums.things}>
          <Terms digest={left} seek={begin} />
          <Things digest={left} people={timeline.people} seek={begin} />
        </div>
      )}
    </Dialog>
  );
}
