// Who is here, who wants to speak, who asks to come in; those who lead can help or send out.
import {
  Coffee,
  Ellipsis,
  Hand,
  Mic,
  MicOff,
  ShieldCheck,
  TriangleAlert,
  UserMinus,
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
import { trackOf } from "../core/view/tracks";
import type { PersonView } from "../core/view/types";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Chip } from "../ui/Chip";
import { Dialog } from "../ui/Dialog";
import { Empty } from "../ui/Empty";
import { Menu, type MenuEntry } from "../ui/Menu";
import { roleWord } from "../ui/names";
import { HandsStrip } from "./Hands";
import { nameOf, type PanelProps } from "./props";
import "./panels.css";

function Asking({ view, people, act }: PanelProps) {
  if (view.people.asking.length === 0) return null;
  return (
    <section className="hands" aria-label="Waiting to come in">
      <h2>Waiting to come in</h2>
      {view.people.asking.map((id) => (
        <div className="row person" key={id}>
          <Avatar id={id} name={nameOf(people, id)} />
          <span className="grow clip">{nameOf(people, id)}</span>
          <Button size="sm" kind="go" onPress={() => void act({ do: "Admit", person: id })}>
            Let in
          </Button>
          <Button size="sm" kind="bare" onPress={() => void act({ do: "Decline", person: id })}>
            Decline
          </Button>
        </div>
      ))}
    </section>
  );
}

function entriesFor(one: PersonView, panel: PanelProps, askRemove: (id: string) => void): MenuEntry[] {
  const { view, act } = panel;
  const microphone = trackOf(view.tracks, one.id, "microphone");
  const screen = trackOf(view.tracks, one.id, "screen");
  const entries: MenuEntry[] = [];
  if (microphone && !microphone.muted)
    entries.push({
      id: "mute",
      label: "Mute",
      icon: <MicOff className="i s" />,
      run: () => void act({ do: "MuteTrack", track: microphone.track }),
    });
  if (screen)
    entries.push({
      id: "screen",
      label: "Stop the shared screen",
      run: () => void act({ do: "EndTrack", track: screen.track }),
    });
  if (handPlace(view.hands, one.id))
    entries.push({
      id: "lower",
      label: "Lower hand",
      icon: <Hand className="i s" />,
      run: () => void act({ do: "LowerHand", person: one.id }),
    });
  if (one.role === "student" || one.role === "guest")
    entries.push({
      id: "assistant",
      label: "Make assistant",
      icon: <ShieldCheck className="i s" />,
      run: () => void act({ do: "ChangeRole", person: one.id, role: "assistant" }),
    });
  if (one.role === "assistant")
    entries.push({
      id: "student",
      label: "Make student again",
      run: () => void act({ do: "ChangeRole", person: one.id, role: "student" }),
    });
  if (one.role !== "instructor")
    entries.push({
      id: "remove",
      label: "Remove from class",
      icon: <UserMinus className="i s" />,
      danger: true,
      run: () => askRemove(one.id),
    });
  return entries;
}

function Row({
  one,
  panel,
  askRemove,
  place,
}: {
  one: PersonView;
  panel: PanelProps;
  askRemove: (id: string) => void;
  place: [number, number];
}) {
  const { view, people, me, mode } = panel;
  const name = nameOf(people, one.id);
  const microphone = trackOf(view.tracks, one.id, "microphone");
  const hand = handPlace(view.hands, one.id);
  const group = groupOf(view.breakouts, one.id);
  const leads = mode === "live" && isStaff(me.role) && one.id !== me.person;
  const entries = leads ? entriesFor(one, panel, askRemove) : [];
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
        <span className="small muted">{[roleWord[one.role], group?.name].filter(Boolean).join(" · ")}</span>
      </span>
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
      {entries.length > 0 && (
        <Menu label={`Options for ${name}`} groups={[{ entries }]}>
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
  const remove = () => {
    if (id) void panel.act({ do: "Remove", person: id });
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
          <Button kind="stop" onPress={remove}>
            Remove
          </Button>
        </>
      }
    >
      <p>{name} leaves the room now, and can neither come back to this class nor play its recording.</p>
    </Dialog>
  );
}

export function PeoplePanel(panel: PanelProps) {
  const { view, people, mode, me } = panel;
  const [removing, setRemoving] = useState<string | null>(null);
  const shown = useMemo(() => present(view.people), [view.people]);
  return (
    <div className="panel-body">
      {mode === "live" && isStaff(me.role) && <Asking {...panel} />}
      <HandsStrip {...panel} />
      {shown.length === 0 ? (
        <Empty icon={<Users className="i" aria-hidden="true" />} title="Nobody is in the room">
          {mode === "live"
            ? "They appear here when they come in."
            : "At this moment of the class nobody was in the room."}
        </Empty>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <div className="people" role="list" aria-label={`People, ${shown.length}`} tabIndex={0}>
          {shown.length <= 60 ? (
            shown.map((one, index) => (
              <Row
                key={one.id}
                one={one}
                panel={panel}
                askRemove={setRemoving}
                place={[index + 1, shown.length]}
              />
            ))
          ) : (
            <VList style={{ height: "100%" }}>
              {shown.map((one, index) => (
                <Row
                  key={one.id}
                  one={one}
                  panel={panel}
                  askRemove={setRemoving}
                  place={[index + 1, shown.length]}
                />
              ))}
            </VList>
          )}
        </div>
      )}
      <RemoveDialog id={removing} panel={{ ...panel, people }} onClose={() => setRemoving(null)} />
    </div>
  );
}
