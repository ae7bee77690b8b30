// The queue of raised hands of all rooms: who is next, where they are, whose turn it is, and one's own place.
import { Hand, MessageCircle, X } from "lucide-react";
import { useState } from "react";
import { groupOf } from "../core/view/breakouts";
import { may } from "../core/view/rights";
import { t } from "../texts";
import { Avatar } from "../ui/Avatar";
import { Button, IconButton } from "../ui/Button";
import { pieces } from "../ui/pieces";
import { nameOf, type PanelProps } from "./props";

/** More than these, and one line says how many: the queue must not push the chat away. */
const IN_SIGHT = 2;

interface Props extends PanelProps {
  /** One below the other, with room for buttons; else pills beside each other. */
  asList?: boolean;
}

/** Whose turn it is to speak, until somebody says that they are done. */
function Called({ view, people, act, leads }: PanelProps & { leads: boolean }) {
  const { called } = view.hands;
  if (!called) return null;
  return (
    <p className="row called">
      <MessageCircle className="i s" aria-hidden="true" />
      <span className="grow clip">
        {pieces("people.has_the_word", { name: <b dir="auto">{nameOf(people, called)}</b> })}
      </span>
      {leads && (
        <Button size="sm" kind="bare" onPress={() => void act({ do: "CallOn", person: null })}>
          {t("people.done")}
        </Button>
      )}
    </p>
  );
}

function Pill({ id, next, leads, ...panel }: PanelProps & { id: string; next: boolean; leads: boolean }) {
  const { view, people, act } = panel;
  const name = nameOf(people, id);
  const group = groupOf(view.breakouts, id);
  return (
    <li className={next ? "next" : ""}>
      <Avatar id={id} name={name} size="s" />
      <span className="clip" dir="auto">
        {name}
      </span>
      {group && <span className="clip">· {group.name}</span>}
      {next && <span>· {t("people.next")}</span>}
      {leads && (
        <button
          type="button"
          className="lower"
          aria-label={t("people.lower_hand_of", { name })}
          onClick={() => void act({ do: "LowerHand", person: id })}
        >
          ×
        </button>
      )}
    </li>
  );
}

/** For those who lead: each hand with its place, where it is, and what to do. */
function Line({ id, place, ...panel }: PanelProps & { id: string; place: number }) {
  const { view, people, act } = panel;
  const name = nameOf(people, id);
  const group = groupOf(view.breakouts, id);
  return (
    <li className="row hand-line">
      <span className="hand-mark nums">{place}</span>
      <span className="grow name">
        <span dir="auto">{name}</span>
        {group && <span className="small muted">{t("people.in_group", { group: group.name })}</span>}
      </span>
      <Button
        size="sm"
        aria-label={t("people.call_on_name", { name })}
        onPress={() => void act({ do: "CallOn", person: id })}
      >
        {t("people.call_on")}
      </Button>
      <IconButton
        size="sm"
        label={t("people.lower_hand_of", { name })}
        onPress={() => void act({ do: "LowerHand", person: id })}
      >
        <X className="i s" />
      </IconButton>
    </li>
  );
}

export function HandsStrip({ asList, ...panel }: Props) {
  const { view, me, act, mode } = panel;
  const { queue, called } = view.hands;
  const [all, setAll] = useState(false);
  if (queue.length === 0 && !called) return null;
  const leads = mode === "live" && may(view, me, "call_on");
  const lines = asList && leads;
  const few = lines ? 5 : IN_SIGHT;
  const shown = all || queue.length <= few + 1 ? queue : queue.slice(0, few);
  const mine = queue.some((hand) => hand.person === me.person);
  return (
    <section className="hands" aria-label={t("people.raised_hands")}>
      <div className="row wrap">
        <h2 className="grow">
          {lines && <Hand className="i s" aria-hidden="true" />} {t("people.hands")}{" "}
          <span className="muted nums">{queue.length}</span>
        </h2>
        {mode === "live" && mine && (
          <Button kind="bare" size="sm" onPress={() => void act({ do: "LowerHand", person: null })}>
            {t("people.lower_mine")}
          </Button>
        )}
        {leads && queue.length > 1 && (
          <Button kind="bare" size="sm" onPress={() => void act({ do: "LowerAllHands" })}>
            {t("people.lower_all")}
          </Button>
        )}
      </div>
      <Called {...panel} leads={leads} />
      {queue.length > 0 && (
        <ol className={lines ? "lines-of-hands" : "pills"}>
          {shown.map((hand, index) =>
            lines ? (
              <Line key={hand.person} id={hand.person} place={index + 1} {...panel} />
            ) : (
              <Pill key={hand.person} id={hand.person} next={index === 0} leads={leads} {...panel} />
            ),
          )}
          {queue.length > few + 1 && (
            <li className="hands-more">
              <button
                type="button"
                className="more-hands nums"
                aria-expanded={all}
                aria-label={
                  all
                    ? t("people.fewer_hands")
                    : t("people.more_hands", { count: queue.length - shown.length })
                }
                onClick={() => setAll(!all)}
              >
                {all ? t("people.fewer") : `+${queue.length - shown.length}`}
              </button>
            </li>
          )}
        </ol>
      )}
    </section>
  );
}
