// What was said, line by line with the speaker; search it, follow it, go to a word, correct a line.
import { Captions, Search } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { VList, type VListHandle } from "virtua";
import type { CaptionView } from "../core/view/captions";
import { isStaff } from "../core/view/people";
import { language as reads, t } from "../texts";
import { clock } from "../ui/clock";
import { Empty } from "../ui/Empty";
import { nameOf, type PanelProps } from "./props";
import { Checked } from "./transcript/Checked";
import { CorrectBox } from "./transcript/CorrectBox";
import { Lost } from "./transcript/Lost";
import { Proposals } from "./transcript/Proposals";
import { Spoken } from "./transcript/Spoken";
import "./panels.css";
import "./transcript/transcript.css";

interface Props extends PanelProps {
  /** All lines of the class when the page has them, not only those up to the position. */
  lines?: readonly CaptionView[];
  /** Which language is read; then nobody corrects from here. */
  language?: { chooser: ReactNode; tool: ReactNode; translated: boolean };
}

/** The last line that began before a position, -1 before the first. */
export function currentLine(lines: readonly Pick<CaptionView, "start">[], position: number): number {
  let found = -1;
  for (let index = 0; index < lines.length && lines[index]!.start <= position; index += 1) found = index;
  return found;
}

export function TranscriptPanel({ view, people, me, act, mode, position, seek, lines, language }: Props) {
  const panel = { view, people, me, act, seek };
  const leads = isStaff(me.role);
  const [correcting, setCorrecting] = useState<string | null>(null);
  const [sought, setSought] = useState("");
  const list = useRef<VListHandle>(null);
  const all = lines ?? view.captions.lines;
  const found = useMemo(() => {
    const words = sought.trim().toLowerCase();
    if (!words) return all;
    return all.filter(
      (one) =>
        one.text.toLowerCase().includes(words) || nameOf(people, one.person).toLowerCase().includes(words),
    );
  }, [all, sought, people]);
  const now = position === undefined || !Number.isFinite(position) ? -1 : currentLine(found, position);
  useEffect(() => {
    if (now >= 0 && !sought && correcting === null) list.current?.scrollToIndex(now, { align: "center" });
  }, [now, sought, correcting]);
  const { state, message: told } = view.captions.transcript;
  // The server gives its reasons in English; what the state says by itself is said in the reader's language.
  const message = reads() !== "en" && (state === "off" || state === "no_model") ? "" : told;
  return (
    <div className="panel-body">
      <div className="search row">
        <label className="field grow">
          <Search className="i s muted" aria-hidden="true" />
          <span className="vh">{t("playback.search_transcript")}</span>
          <input
            type="search"
            value={sought}
            placeholder={t("playback.search_transcript")}
            onChange={(event) => setSought(event.target.value)}
          />
        </label>
        <span className="vh" role="status">
          {sought && t("playback.lines_found", { count: found.length })}
        </span>
        {language?.tool}
      </div>
      {language?.chooser}
      {all.length > 0 && !language?.translated && <Checked panel={panel} lines={all} />}
      {leads && <Proposals panel={panel} lines={view.captions.lines} />}
      {all.length > 0 && state === "working" && (
        <p className="small muted pad">{message || t("playback.transcript_working")}</p>
      )}
      {(state === "failed" || state === "no_model") && <Lost panel={panel} some={all.length > 0} />}
      {all.length === 0 ? (
        <Empty
          icon={<Captions className="i" aria-hidden="true" />}
          title={
            state === "none" || state === "working"
              ? t("playback.no_transcript_yet")
              : t("playback.no_transcript")
          }
        >
          {message ||
            (mode === "live" && state === "none"
              ? t("playback.transcript_live")
              : t(`playback.transcript_${state}`))}
        </Empty>
      ) : found.length === 0 ? (
        <Empty title={t("playback.nothing_found")}>{t("playback.nothing_found_hint")}</Empty>
      ) : (
        <VList
          ref={list}
          className="lines"
          keepMounted={
            correcting === null
              ? []
              : [found.findIndex((one) => one.caption === correcting)].filter((at) => at >= 0)
          }
        >
          {found.map((line, index) => (
            <Spoken
              key={line.caption}
              line={line}
              name={nameOf(people, line.person)}
              now={index === now}
              sought={sought.trim()}
              seek={seek}
              corrected={line.corrections.length > 0 ? nameOf(people, line.corrections.at(-1)!.by) : null}
              proposed={
                view.captions.proposals.findLast(
                  (one) => one.caption === line.caption && one.by === me.person,
                )?.text ?? null
              }
              label={
                language?.translated || me.looks
                  ? ""
                  : t(leads ? "transcript.correct_at" : "transcript.propose_at", { time: clock(line.start) })
              }
              onCorrect={() => setCorrecting(line.caption)}
            >
              {correcting === line.caption ? (
                <CorrectBox line={line} panel={panel} leads={leads} onDone={() => setCorrecting(null)} />
              ) : null}
            </Spoken>
          ))}
        </VList>
      )}
    </div>
  );
}
