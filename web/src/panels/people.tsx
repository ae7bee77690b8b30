// Who is here, who wants to speak, who asks to come in; those who lead can help or send out.
import {
  Coffee,
  Ellipsis,
  EyeOff,
  Hand,
  Lock,
  MessageCircle,
  Mic,
  MicOff,
  Presentation,
  TriangleAlert,
  Users,
  Video,
} from "lucide-react";
import { useMemo, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { VList } from "virtua";
import { LEVELS } from "../core/advice";
import { groupOf } from "../core/view/breakouts";
import { isUnrecorded } from "../core/view/consent";
import { handPlace } from "../core/view/hands";
import { isStaff, present } from "../core/view/people";
import { may } from "../core/view/rights";
import { trackOf } from "../core/view/tracks";
import type { PersonView } from "../core/view/types";
import { t } from "../texts";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Chip } from "../ui/Chip";
import { Dialog } from "../ui/Dialog";
import { Empty } from "../ui/Empty";
import { Menu, type MenuEntry } from "../ui/Menu";
import { roleWord } from "../ui/names";
import { pieces } from "../ui/pieces";
import { AtTheDoor, SentAway } from "./AtTheDoor";
import { HandsStrip } from "./Hands";
import { personMenu, type Question } from "./personMenu";
import { nameOf, type PanelProps } from "./props";
import { LocksDialog, RightsDialog } from "./rights";
import "./panels.css";

/** What those who lead do to all at once. */
function Tools({ openLocks, ...panel }: PanelProps & { openLocks: () => void }) {
  const { view, me, act, mode } = panel;
  if (mode !== "live") return null;
  const mutes = may(view, me, "mute_others");
  const locked = [...view.rights.everybody.values()].filter((allowed) => !allowed).length;
  const locks = (["grant", "admit"] as const).some((right) => may(view, me, right));
  if (!mutes && !locks) return null;
  const forAll: MenuEntry[] = [
    {
      id: "but",
      label: t("people.mute_but_presenter"),
      icon: <MicOff className="i s" />,
      run: () => void act({ do: "MuteAll", but_presenter: true }),
    },
    {
      id: "muted",
      label: t("people.come_in_muted"),
      chosen: view.rights.joinMuted,
      run: () => void act({ do: "SetJoinMuted", on: !view.rights.joinMuted }),
    },
  ];
  return (
    <div className="row wrap tools">
      {mutes && (
        <>
          <Button size="sm" onPress={() => void act({ do: "MuteAll", but_presenter: false })}>
            <MicOff className="i s" aria-hidden="true" /> {t("people.mute_all")}
          </Button>
          <Menu label={t("people.more_for_all")} groups={[{ entries: forAll }]} placement="bottom">
            <AriaButton className="btn ic bare sm" aria-label={t("people.more_for_all")}>
              <Ellipsis className="i s" />
            </AriaButton>
          </Menu>
        </>
      )}
      <span className="grow" />
      {locks && (
        <Button size="sm" onPress={openLocks}>
          <Lock className="i s" aria-hidden="true" /> {t("people.locks")}
          {locked > 0 && (
            <span className="nums">
              {locked}
              <span className="vh"> {t("people.locks_on")}</span>
            </span>
          )}
        </Button>
      )}
    </div>
  );
}

function Row({
  one,
  panel,
  ask,
  place,
}: {
  one: PersonView;
  panel: PanelProps;
  ask: (question: Question) => void;
  place: [number, number];
}) {
  const { view, people, me, mode } = panel;
  const name = nameOf(people, one.id);
  const microphone = trackOf(view.tracks, one.id, "microphone");
  const hand = handPlace(view.hands, one.id);
  const group = groupOf(view.breakouts, one.id);
  const groups = mode === "live" && one.id !== me.person ? personMenu(one, panel, ask) : [];
  const speaks = microphone && !microphone.muted;
  const line = mode === "live" && isStaff(me.role) ? panel.qualities?.get(one.id) : undefined;
  return (
    <div className="row person" role="listitem" aria-setsize={place[1]} aria-posinset={place[0]}>
      <Avatar id={one.id} name={name} />
      <span className="grow name">
        <span dir="auto">
          {name}
          {one.id === me.person && <span className="muted"> {t("people.you")}</span>}
        </span>
        <span className="small muted">{[roleWord(one.role), group?.name].filter(Boolean).join(" · ")}</span>
      </span>
      {view.rights.presenter === one.id && (
        <Presentation className="i s acc" role="img" aria-label={t("people.presents")} />
      )}
      {view.hands.called === one.id && (
        <MessageCircle className="i s acc" role="img" aria-label={t("people.speaks_now")} />
      )}
      {line && (
        <Chip tone={line === "bad" ? "bad" : "warn"} title={t(`people.connection_is_${line}`, { name })}>
          <TriangleAlert className="i s" aria-hidden="true" />
          <span className="vh">{t("people.connection")} </span>
          {LEVELS[line]}
        </Chip>
      )}
      {view.lesson.recorded && isUnrecorded(view.consent, one.id) && (
        <Chip title={t("consent.not_recorded_hint", { name })}>
          <EyeOff className="i s" aria-hidden="true" /> {t("consent.not_recorded")}
        </Chip>
      )}
      {view.gestures.away.has(one.id) && (
        <Chip>
          <Coffee className="i s" aria-hidden="true" /> {t("people.away")}
        </Chip>
      )}
      {hand > 0 && (
        <span className="hand-mark nums">
          <Hand className="i s" aria-hidden="true" />
          <span className="vh">{t("people.hand_up_place")} </span>
          {hand}
        </span>
      )}
      {mode === "live" && trackOf(view.tracks, one.id, "camera") && (
        <Video className="i s muted" role="img" aria-label={t("people.camera_on")} />
      )}
      {mode === "live" &&
        (speaks ? (
          <Mic className="i s" role="img" aria-label={t("people.microphone_on")} />
        ) : (
          <MicOff className="i s muted" role="img" aria-label={t("people.microphone_off")} />
        ))}
      {groups.some(({ entries }) => entries.length > 0) && (
        <Menu label={t("people.options_for", { name })} groups={groups}>
          <AriaButton className="btn ic bare sm" aria-label={t("people.options_for", { name })}>
            <Ellipsis className="i s" />
          </AriaButton>
        </Menu>
      )}
    </div>
  );
}

function RemoveDialog({ id, panel, onClose }: { id: string | null; panel: PanelProps; onClose: () => void }) {
  const name = nameOf(panel.people, id);
  const named = { out: <b>{t("people.send_out")}</b>, good: <b>{t("people.remove_for_good")}</b> };
  const remove = (ban: boolean) => {
    if (id) void panel.act({ do: "Remove", person: id, ban });
    onClose();
  };
  return (
    <Dialog
      title={t("people.remove_name", { name })}
      role="alertdialog"
      open={id !== null}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("people.keep")}</Button>
          <Button onPress={() => remove(false)}>{t("people.send_out")}</Button>
          <Button kind="stop" onPress={() => remove(true)}>
            {t("people.remove_for_good")}
          </Button>
        </>
      }
    >
      <p>{t("people.leaves_now", { name })}</p>
      <p>{pieces("people.remove_hint", named)}</p>
    </Dialog>
  );
}

export function PeoplePanel(panel: PanelProps) {
  const { view, mode, me } = panel;
  const [question, setQuestion] = useState<Question | null>(null);
  const [locks, setLocks] = useState(false);
  const shown = useMemo(() => present(view.people), [view.people]);
  const rows = shown.map((one, index) => (
    <Row key={one.id} one={one} panel={panel} ask={setQuestion} place={[index + 1, shown.length]} />
  ));
  const close = () => setQuestion(null);
  const asked = (about: Question["about"]) => (question?.about === about ? question.person : null);
  const live = mode === "live";
  return (
    <div className="panel-body crowd">
      <Tools {...panel} openLocks={() => setLocks(true)} />
      {live && may(view, me, "admit") && <AtTheDoor {...panel} />}
      <HandsStrip {...panel} asList />
      {shown.length === 0 ? (
        <Empty icon={<Users className="i" aria-hidden="true" />} title={t("people.nobody")}>
          {t(live ? "people.nobody_yet" : "people.nobody_then")}
        </Empty>
      ) : (
        <div
          className={`people${shown.length > 60 ? " many" : ""}`}
          role="list"
          aria-label={t("people.people", { count: shown.length })}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
          tabIndex={0}
        >
          {shown.length <= 60 ? rows : <VList style={{ height: "100%" }}>{rows}</VList>}
        </div>
      )}
      {live && may(view, me, "remove") && <SentAway {...panel} />}
      <RemoveDialog id={asked("remove")} panel={panel} onClose={close} />
      <RightsDialog id={asked("rights")} panel={panel} onClose={close} />
      <LocksDialog open={locks} panel={panel} onClose={() => setLocks(false)} />
    </div>
  );
}
