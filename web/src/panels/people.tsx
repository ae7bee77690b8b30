// Who is here, who wants to speak, who asks to come in; those who lead can help or send out.
import {
  Coffee,
  Ellipsis,
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
import { handPlace } from "../core/view/hands";
import { isStaff, present } from "../core/view/people";
import { may } from "../core/view/rights";
import { trackOf } from "../core/view/tracks";
import type { PersonView } from "../core/view/types";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Chip } from "../ui/Chip";
import { Dialog } from "../ui/Dialog";
import { Empty } from "../ui/Empty";
import { Menu, type MenuEntry } from "../ui/Menu";
import { roleWord } from "../ui/names";
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
      label: "Mute all but the presenter",
      icon: <MicOff className="i s" />,
      run: () => void act({ do: "MuteAll", but_presenter: true }),
    },
    {
      id: "muted",
      label: "Students come in muted",
      chosen: view.rights.joinMuted,
      run: () => void act({ do: "SetJoinMuted", on: !view.rights.joinMuted }),
    },
  ];
  return (
    <div className="row wrap tools">
      {mutes && (
        <>
          <Button size="sm" onPress={() => void act({ do: "MuteAll", but_presenter: false })}>
            <MicOff className="i s" aria-hidden="true" /> Mute all
          </Button>
          <Menu label="More for everybody" groups={[{ entries: forAll }]} placement="bottom">
            <AriaButton className="btn ic bare sm" aria-label="More for everybody">
              <Ellipsis className="i s" />
            </AriaButton>
          </Menu>
        </>
      )}
      <span className="grow" />
      {locks && (
        <Button size="sm" onPress={openLocks}>
          <Lock className="i s" aria-hidden="true" /> Locks
          {locked > 0 && (
            <span className="nums">
              {locked}
              <span className="vh"> on</span>
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
          {one.id === me.person && <span className="muted"> (you)</span>}
        </span>
        <span className="small muted">{[roleWord(one.role), group?.name].filter(Boolean).join(" · ")}</span>
      </span>
      {view.rights.presenter === one.id && (
        <Presentation className="i s acc" role="img" aria-label="presents" />
      )}
      {view.hands.called === one.id && (
        <MessageCircle className="i s acc" role="img" aria-label="has the word" />
      )}
      {line && (
        <Chip tone={line === "bad" ? "bad" : "warn"} title={`The connection of ${name} is ${line}`}>
          <TriangleAlert className="i s" aria-hidden="true" />
          <span className="vh">connection </span>
          {LEVELS[line]}
        </Chip>
      )}
      {view.gestures.away.has(one.id) && (
        <Chip>
          <Coffee className="i s" aria-hidden="true" /> Away
        </Chip>
      )}
      {hand > 0 && (
        <span className="hand-mark nums">
          <Hand className="i s" aria-hidden="true" />
          <span className="vh">hand up, place </span>
          {hand}
        </span>
      )}
      {mode === "live" && trackOf(view.tracks, one.id, "camera") && (
        <Video className="i s muted" role="img" aria-label="camera on" />
      )}
      {mode === "live" &&
        (speaks ? (
          <Mic className="i s" role="img" aria-label="microphone on" />
        ) : (
          <MicOff className="i s muted" role="img" aria-label="microphone off" />
        ))}
      {groups.some(({ entries }) => entries.length > 0) && (
        <Menu label={`Options for ${name}`} groups={groups}>
          <AriaButton className="btn ic bare sm" aria-label={`Options for ${name}`}>
            <Ellipsis className="i s" />
          </AriaButton>
        </Menu>
      )}
    </div>
  );
}

function RemoveDialog({ id, panel, onClose }: { id: string | null; panel: PanelProps; onClose: () => void }) {
  const name = nameOf(panel.people, id);
  const remove = (ban: boolean) => {
    if (id) void panel.act({ do: "Remove", person: id, ban });
    onClose();
  };
  return (
    <Dialog
      title={`Remove ${name}?`}
      role="alertdialog"
      open={id !== null}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Keep in class</Button>
          <Button onPress={() => remove(false)}>Send out</Button>
          <Button kind="stop" onPress={() => remove(true)}>
            Remove for good
          </Button>
        </>
      }
    >
      <p>{name} leaves the room now.</p>
      <p>
        <b>Send out</b>: they may come back. <b>Remove for good</b>: they can neither come back to this class
        nor play its recording, until you let them.
      </p>
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
        <Empty icon={<Users className="i" aria-hidden="true" />} title="Nobody is in the room">
          {live
            ? "They appear here when they come in."
            : "At this moment of the class nobody was in the room."}
        </Empty>
      ) : (
        <div
          className={`people${shown.length > 60 ? " many" : ""}`}
          role="list"
          aria-label={`People, ${shown.length}`}
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
