// What can be done for, with or to one person, as far as the reader has the right to.
import {
  Hand,
  KeyRound,
  MessageCircle,
  Mic,
  MicOff,
  Pin,
  PinOff,
  Presentation,
  ScreenShareOff,
  ShieldCheck,
  Star,
  StarOff,
  UserMinus,
  VideoOff,
} from "lucide-react";
import { handPlace } from "../core/view/hands";
import { isStaff } from "../core/view/people";
import { may } from "../core/view/rights";
import { trackOf } from "../core/view/tracks";
import type { PersonView } from "../core/view/types";
import { t } from "../texts";
import type { MenuEntry, MenuGroup } from "../ui/Menu";
import type { Command, Permission } from "../wire";
import type { PanelProps } from "./props";

/** What is asked in a dialog of its own. */
export type Question = { about: "remove" | "rights"; person: string };

type Do = (id: string, label: string, command: Command, icon?: MenuEntry["icon"]) => MenuEntry;

function speaking(one: PersonView, { view, me }: PanelProps, run: Do): MenuEntry[] {
  const microphone = trackOf(view.tracks, one.id, "microphone");
  const heard = microphone !== null && !microphone.muted;
  const entries: MenuEntry[] = [];
  if (may(view, me, "call_on")) {
    if (view.hands.called !== one.id)
      entries.push(
        run("call", t("people.call_on"), { do: "CallOn", person: one.id }, <MessageCircle className="i s" />),
      );
    if (handPlace(view.hands, one.id))
      entries.push(
        run("lower", t("people.lower_hand"), { do: "LowerHand", person: one.id }, <Hand className="i s" />),
      );
  }
  if (!may(view, me, "mute_others")) return entries;
  if (!heard)
    entries.push(
      run("ask", t("people.ask_to_unmute"), { do: "AskToUnmute", person: one.id }, <Mic className="i s" />),
    );
  const stops = [
    {
      track: heard ? microphone : null,
      id: "mute",
      label: t("people.mute"),
      icon: <MicOff className="i s" />,
    },
    {
      track: trackOf(view.tracks, one.id, "camera"),
      id: "camera",
      label: t("people.stop_camera"),
      icon: <VideoOff className="i s" />,
    },
    {
      track: trackOf(view.tracks, one.id, "screen"),
      id: "screen",
      label: t("people.stop_screen"),
      icon: <ScreenShareOff className="i s" />,
    },
  ];
  for (const { track, id, label, icon } of stops)
    if (track)
      entries.push(
        run(id, label, { do: id === "mute" ? "MuteTrack" : "EndTrack", track: track.track }, icon),
      );
  return entries;
}

const ROLES = ["instructor", "assistant", "student"] as const;

function roles(one: PersonView, { me }: PanelProps, run: Do): MenuEntry[] {
  const teaches = me.role === "instructor";
  return ROLES.filter(
    // Who leads is for instructors to say.
    (role) => role !== one.role && (teaches || (!isStaff(role) && !isStaff(one.role))),
  ).map((role) =>
    run(
      `role-${role}`,
      t(`people.make_${role}`),
      { do: "ChangeRole", person: one.id, role },
      <ShieldCheck className="i s" />,
    ),
  );
}

/** What puts somebody on the stage: one's own, or everybody's. */
function staged(one: PersonView, { view, me, pins, pin }: PanelProps, run: Do): MenuEntry[] {
  const entries: MenuEntry[] = [];
  const own = pins?.includes(one.id);
  if (pin)
    entries.push({
      id: "pin",
      label: t(own ? "people.unpin" : "people.pin"),
      icon: own ? <PinOff className="i s" /> : <Pin className="i s" />,
      run: () => pin(one.id),
    });
  const { spotlit } = view.staging;
  const lit = spotlit.includes(one.id);
  if (may(view, me, "spotlight"))
    entries.push(
      run(
        "light",
        t(lit ? "people.spotlight_off" : "people.spotlight"),
        {
          do: "TurnSpotlight",
          people: lit ? spotlit.filter((id) => id !== one.id) : [...spotlit, one.id],
        },
        lit ? <StarOff className="i s" /> : <Star className="i s" />,
      ),
    );
  return entries;
}

/** Whether the reader decides on somebody's rights: an instructor's are nobody's business, an assistant's an instructor's. */
const decidesOn = (one: PersonView, me: PanelProps["me"]) =>
  one.role !== "instructor" && (!isStaff(one.role) || me.role === "instructor");

export function personMenu(
  one: PersonView,
  panel: PanelProps,
  ask: (question: Question) => void,
): MenuGroup[] {
  const { view, act, me } = panel;
  const run: Do = (id, label, command, icon) => ({ id, label, icon, run: () => void act(command) });
  const has = (right: Permission) => may(view, me, right);
  const rights: MenuEntry[] = [];
  if (has("grant")) {
    const presents = view.rights.presenter === one.id;
    rights.push(
      run(
        "present",
        t(presents ? "people.take_presenting_back" : "people.let_present"),
        { do: "HandOver", person: presents ? null : one.id },
        <Presentation className="i s" />,
      ),
    );
    if (decidesOn(one, me))
      rights.push({
        id: "rights",
        label: t("people.rights"),
        icon: <KeyRound className="i s" />,
        run: () => ask({ about: "rights", person: one.id }),
      });
    rights.push(...roles(one, panel, run));
  }
  const out: MenuEntry[] = [];
  if (has("remove") && one.role !== "instructor")
    out.push({
      id: "remove",
      label: t("people.remove"),
      icon: <UserMinus className="i s" />,
      danger: true,
      run: () => ask({ about: "remove", person: one.id }),
    });
  return [
    { entries: speaking(one, panel, run) },
    { entries: staged(one, panel, run) },
    { entries: rights },
    { entries: out },
  ];
}
