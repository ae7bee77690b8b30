// What was done later since whoever leads last looked: how much, and, opened, a way to each place. It stays while the page does.
import { History } from "lucide-react";
import { useEffect, useState } from "react";
import { type LateNews, lateNews } from "../../core/lateNews";
import { doneLater } from "../../panels/doneLater";
import { type PanelProps, useSeen } from "../../panels/props";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { clock } from "../../ui/clock";
import css from "./playback.module.css";

interface Place {
  key: string;
  at: number;
  words: string;
}

const NOTHING: LateNews = {
  up_to: 0,
  polls: [],
  messages: { count: 0, at: null },
  drawings: { count: 0, at: null },
};

function placesOf({ polls, messages, drawings }: LateNews): Place[] {
  const found: Place[] = polls.map(({ poll, question, at, count }) => ({
    key: poll,
    at,
    words: t("late.later_poll", { votes: t("late.later_votes", { count }), question }),
  }));
  if (messages.at !== null)
    found.push({
      key: "messages",
      at: messages.at,
      words: t("late.later_messages", { count: messages.count }),
    });
  if (drawings.at !== null)
    found.push({
      key: "drawings",
      at: drawings.at,
      words: t("late.later_drawings", { count: drawings.count }),
    });
  return found;
}

interface Props extends Pick<PanelProps, "me" | "act"> {
  id: string;
  token?: string;
  /** Go to the moment, where the chat is in sight. */
  show: (at: number) => void;
}

export default function Later({ id, token, me, act, show }: Props) {
  const [news, setNews] = useState(NOTHING);
  const [open, setOpen] = useState(location.hash === "#later");
  useEffect(() => {
    lateNews(id, token).then(setNews, () => undefined); // whoever is offline is told another time
  }, [id, token]);
  const places = placesOf(news);
  const opened = open && places.length > 0;
  useSeen("ReadLateWork", opened ? 0 : news.up_to, news.up_to, { me, act });
  const votes = news.polls.reduce((sum, one) => sum + one.count, 0);
  const what = doneLater({ votes, messages: news.messages.count, drawings: news.drawings.count });
  return (
    <div role="status">
      {what && (
        <div className={css.taskHere}>
          <p className="row small">
            <History className="i s" aria-hidden="true" />
            <span className="grow">{t("late.done_later", { what })}</span>
            <Button size="sm" aria-expanded={opened} onPress={() => setOpen(!open)}>
              {t(opened ? "late.later_hide" : "late.later_show")}
            </Button>
          </p>
          {opened && (
            <ul className={css.laterPlaces}>
              {places.map(({ key, at, words }) => (
                <li key={key}>
                  <Button size="sm" kind="bare" onPress={() => show(at)}>
                    <span className="nums muted">{clock(at)}</span>
                    <span dir="auto">{words}</span>
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}
