// The bar below: one tab stop, arrows inside; what does not fit stands under More.
import {
  Captions,
  ChartBarBig,
  Hand,
  MessageSquare,
  Mic,
  MicOff,
  Network,
  ScreenShare,
  Users,
  Video,
  VideoOff,
} from "lucide-react";
import type { ReactNode } from "react";
import { Toolbar } from "react-aria-components";
import { handPlace } from "../../core/view/hands";
import { t } from "../../texts";
import { BarButton } from "../../ui/BarButton";
import type { MenuEntry, MenuGroup } from "../../ui/Menu";
import { SplitButton } from "../../ui/SplitButton";
import { useBackground } from "./background";
import { ReactButton } from "./ClassTools";
import { useChoices, useRoom } from "./context";
import { type BarState, canShare, More, type PanelName } from "./MoreMenu";
import { screenEntries, soundEntries } from "./wishes";

type Device = "microphone" | "loudspeaker" | "camera";

const choice = (
  list: readonly MediaDeviceInfo[],
  chosen: string,
  kind: Device,
  run: (id: string) => void,
): MenuEntry[] =>
  list.map((one, index) => ({
    // A microphone and a loudspeaker may have the same id, "default".
    id: `${kind}-${one.deviceId}`,
    label: one.label || t(`tools.numbered_${kind}`, { number: index + 1 }),
    chosen: one.deviceId === chosen,
    run: () => run(one.deviceId),
  }));

function Microphone({ bar }: { bar: BarState }) {
  const { session, devices, may } = useRoom();
  const choices = useChoices();
  const on = devices.microphone;
  const look = on ? "plain" : "cut";
  const button = (
    <BarButton
      name={t("tools.microphone")}
      word={t(on ? "tools.mute" : may("unmute") ? "tools.unmute" : "tools.microphone_locked")}
      pressed={on}
      look={look}
      isDisabled={devices.busy === "microphone"}
      icon={on ? <Mic className="i" aria-hidden="true" /> : <MicOff className="i" aria-hidden="true" />}
      onPress={() => void session.setMicrophone(!on)}
    />
  );
  if (bar.shape === "phone") return button;
  const groups: MenuGroup[] = [
    {
      title: t("tools.microphone"),
      entries: choice(
        devices.microphones,
        devices.chosenMicrophone,
        "microphone",
        (id) => void session.choose("microphone", id),
      ),
    },
    {
      title: t("tools.loudspeaker"),
      entries: choice(devices.speakers, bar.sink || "default", "loudspeaker", bar.setSink),
    },
    { title: t("tools.sound"), entries: soundEntries(session, choices) },
  ];
  return (
    <SplitButton menuName={t("tools.choose_microphone")} groups={groups} look={look}>
      {button}
    </SplitButton>
  );
}

function Camera({ bar }: { bar: BarState }) {
  const { session, devices, may } = useRoom();
  const background = useBackground(session);
  const on = devices.camera;
  const button = (
    <BarButton
      name={t("tools.camera")}
      word={t(on || may("camera") ? "tools.camera" : "tools.camera_locked")}
      pressed={on}
      isDisabled={devices.busy === "camera"}
      icon={on ? <Video className="i" aria-hidden="true" /> : <VideoOff className="i" aria-hidden="true" />}
      onPress={() => void session.setCamera(!on)}
    />
  );
  if (bar.shape === "phone") return button;
  const groups = [
    {
      title: t("tools.camera"),
      entries: choice(
        devices.cameras,
        devices.chosenCamera,
        "camera",
        (id) => void session.choose("camera", id),
      ),
    },
    background,
  ];
  return (
    <SplitButton menuName={t("tools.choose_camera")} groups={groups}>
      {button}
    </SplitButton>
  );
}

function HandButton() {
  const { session, view, me } = useRoom();
  const place = handPlace(view.hands, me);
  const { act } = session.live.commands;
  return (
    <BarButton
      name={t("tools.raise_hand")}
      word={t(place ? "tools.lower" : "tools.hand")}
      pressed={place > 0}
      look={place ? "on" : "plain"}
      icon={<Hand className="i" aria-hidden="true" />}
      onPress={() => void act(place ? { do: "LowerHand", person: null } : { do: "RaiseHand" })}
    />
  );
}

function ShareButton() {
  const { session, devices, may } = useRoom();
  const choices = useChoices();
  const look = devices.screen ? "on" : "plain";
  const button = (
    <BarButton
      name={t("tools.share_screen")}
      word={t(devices.screen ? "tools.stop_share" : may("screen") ? "tools.share" : "tools.share_locked")}
      pressed={devices.screen}
      look={look}
      isDisabled={devices.busy === "screen"}
      icon={<ScreenShare className="i" aria-hidden="true" />}
      onPress={() => void session.setScreen(!devices.screen)}
    />
  );
  const groups = [{ title: t("tools.shared_screen"), entries: screenEntries(session, choices) }];
  return (
    <SplitButton menuName={t("tools.choose_screen")} groups={groups} look={look}>
      {button}
    </SplitButton>
  );
}

function PanelButton({
  bar,
  panel,
  icon,
  badge,
}: {
  bar: BarState;
  panel: Exclude<PanelName, "tasks">;
  icon: ReactNode;
  badge?: number;
}) {
  const open = bar.panel === panel;
  return (
    <BarButton
      name={t(`tools.panel_${panel}`)}
      pressed={open}
      look={open ? "on" : "plain"}
      icon={icon}
      badge={badge}
      onPress={() => bar.toggle(panel)}
    />
  );
}

export function BottomBar({ bar }: { bar: BarState }) {
  const { view, may } = useRoom();
  const { shape } = bar;
  const groups = may("manage_breakouts") || view.breakouts.state === "open";
  const openPolls = view.polls.polls.filter((one) => one.endedAt === null).length;
  return (
    <footer className="bar">
      <Toolbar aria-label={t("tools.controls")} className="grp">
        <Microphone bar={bar} />
        <Camera bar={bar} />
        {shape !== "phone" && canShare() && <ShareButton />}
        <HandButton />
        <ReactButton open={bar.reacting} setOpen={bar.setReacting} />
        {shape === "desk" && (
          <BarButton
            name={t("tools.captions")}
            pressed={bar.captions}
            look={bar.captions ? "on" : "plain"}
            icon={<Captions className="i" aria-hidden="true" />}
            onPress={() => bar.setCaptions(!bar.captions)}
          />
        )}
        <span className="gap" aria-hidden="true" />
        <PanelButton
          bar={bar}
          panel="chat"
          icon={<MessageSquare className="i" aria-hidden="true" />}
          badge={bar.unread}
        />
        {shape !== "phone" && (
          <PanelButton bar={bar} panel="people" icon={<Users className="i" aria-hidden="true" />} />
        )}
        {shape === "desk" && (
          <PanelButton
            bar={bar}
            panel="polls"
            icon={<ChartBarBig className="i" aria-hidden="true" />}
            badge={openPolls}
          />
        )}
        {shape === "desk" && groups && (
          <BarButton
            name={t("tools.breakouts")}
            look={view.breakouts.state === "open" ? "on" : "plain"}
            icon={<Network className="i" aria-hidden="true" />}
            onPress={bar.openBreakouts}
          />
        )}
        <More bar={bar} />
        {shape === "desk" && <span className="out">{bar.leave}</span>}
      </Toolbar>
    </footer>
  );
}
