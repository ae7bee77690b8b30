// Finding words in the chat: who wrote them or what was written; a press goes to the message.
import { Search as Glass, X } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { VList } from "virtua";
import type { MessageView } from "../core/view/types";
import { t } from "../texts";
import { IconButton } from "../ui/Button";
import { clock, wallTime } from "../ui/clock";
import { Empty } from "../ui/Empty";
import { saidWords } from "./Message";
import { nameOf, type PanelProps } from "./props";

/** Messages that hold all the words sought, in their text, a file's name or the writer's name; the newest first. */
export function found(
  messages: readonly MessageView[],
  people: PanelProps["people"],
  sought: string,
): MessageView[] {
  const words = sought.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return messages
    .filter((one) => {
      if (one.redacted) return false;
      const names = one.files.map((file) => file.name).join(" ");
      const all = `${nameOf(people, one.by)} ${one.text} ${names}`.toLocaleLowerCase();
      return words.every((word) => all.includes(word));
    })
    .reverse();
}

interface Props {
  panel: PanelProps;
  onShow: (message: string) => void;
  onClose: () => void;
}

export function Search({ panel, onShow, onClose }: Props) {
  const [sought, setSought] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const { people, mode, openedAt, view } = panel;
  const results = useMemo(() => found(view.chat.messages, people, sought), [view.chat, people, sought]);
  const time = (at: number) => (mode === "live" && openedAt ? wallTime(openedAt + at) : clock(at));
  return (
    <section
      className="thread"
      aria-label={t("chat.search")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      <div className="search row">
        <label className="field grow">
          <Glass className="i s muted" aria-hidden="true" />
          <span className="vh">{t("chat.search_field")}</span>
          <input
            ref={field}
            type="search"
            value={sought}
            placeholder={t("chat.search_field")}
            onChange={(event) => setSought(event.target.value)}
          />
        </label>
        <IconButton label={t("chat.search_close")} size="sm" onPress={onClose}>
          <X className="i s" />
        </IconButton>
        <span className="vh" role="status">
          {sought && t("chat.found", { count: results.length })}
        </span>
      </div>
      {sought && results.length === 0 && (
        <Empty title={t("chat.found_nothing")}>{t("chat.found_nothing_hint")}</Empty>
      )}
      {results.length > 0 && (
        <VList className="lines">
          {results.map((one) => (
            <button key={one.message} type="button" className="line" onClick={() => onShow(one.message)}>
              <span className="small muted row">
                <b>{nameOf(people, one.by)}</b>
                <span className="nums">{time(one.at)}</span>
              </span>
              <span className="line-text" dir="auto">
                {saidWords(one).slice(0, 240)}
              </span>
            </button>
          ))}
        </VList>
      )}
    </section>
  );
}
