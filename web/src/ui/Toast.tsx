// Short news at the foot of the page: said politely, gone by itself, with time to read it.
import { X } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { t } from "../texts";
import { IconButton } from "./Button";

export interface News {
  id: number;
  text: string;
  tone: "plain" | "bad";
}

/** `tell` shows a sentence for six seconds (twelve for trouble). */
export function useToasts() {
  const [news, setNews] = useState<readonly News[]>([]);
  const count = useRef(0);
  const timers = useRef(new Map<number, ReturnType<typeof setTimeout>>());
  const drop = useCallback((id: number) => setNews((now) => now.filter((one) => one.id !== id)), []);
  const tell = useCallback(
    (text: string, tone: News["tone"] = "plain") => {
      count.current += 1;
      const id = count.current;
      setNews((now) => [...now.filter((one) => one.text !== text).slice(-2), { id, text, tone }]);
      timers.current.set(
        id,
        setTimeout(() => drop(id), tone === "bad" ? 12_000 : 6000),
      );
    },
    [drop],
  );
  useEffect(() => {
    const all = timers.current;
    return () => {
      for (const timer of all.values()) clearTimeout(timer);
    };
  }, []);
  return { news, tell, drop };
}

export function Toasts({ news, drop }: { news: readonly News[]; drop: (id: number) => void }) {
  return (
    <div className="toasts" role="status" aria-live="polite">
      {news.map((one) => (
        <div key={one.id} className={`toast ${one.tone}`}>
          <span className="grow">{one.text}</span>
          <IconButton label={t("ui.dismiss")} size="sm" onPress={() => drop(one.id)}>
            <X className="i s" />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
