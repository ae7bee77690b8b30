// Keep the class on this device: how much of it, how large that is, how far it is, and away with it.
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import type { TimelineAnswer } from "../../core/api";
import { sizeWords } from "../../core/files";
import { type Keeper, type KeepState, keeperOf, sizesToKeep } from "../../core/offline/keeper";
import { type Room, roomLeft, roomWords } from "../../core/offline/room";
import { canKeep } from "../../core/offline/shelf";
import type { Player } from "../../core/playback/player";
import { SPENDING, type Spending } from "../../core/playback/sizes";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { wallDay } from "../../ui/clock";
import { Dialog } from "../../ui/Dialog";
import css from "./keep.module.css";
import { type Classroom, problemWords } from "./useClassroom";

interface Props {
  first: TimelineAnswer;
  token: string | undefined;
  player: Player;
  room: Classroom;
  close: () => void;
}

export default function Keep(props: Props) {
  const { first, token, close } = props;
  if (!canKeep())
    return (
      <Dialog title={t("offline.title")} open onClose={close}>
        <p>{t("offline.why_not")}</p>
      </Dialog>
    );
  return <Kept {...props} keeper={keeperOf(first, token)} />;
}

function useRoom(state: KeepState): Room | null {
  const [room, setRoom] = useState<Room | null>(null);
  const { running, record } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is kept takes room
  useEffect(() => void roomLeft().then(setRoom), [running, record === null]);
  return room;
}

function Kept({ first, player, room, close, keeper }: Props & { keeper: Keeper }) {
  const state = useSyncExternalStore(keeper.subscribe, keeper.snapshot);
  const { record, running } = state;
  const [chosen, setChosen] = useState<Spending>(record?.choice ?? "small");
  const space = useRoom(state);
  const { manifest } = player.snapshot();
  const { timeline } = room;
  const sizes = useMemo(
    () => sizesToKeep({ ...first, entries: [...timeline.entries], people: timeline.people }, manifest),
    [first, timeline, manifest],
  );
  const free = space?.free ?? null;
  const full = free !== null && sizes[chosen] > free;
  const kept = record?.whole === true;
  return (
    <Dialog
      title={t("offline.title")}
      open
      onClose={close}
      actions={<Actions {...{ keeper, state, chosen, full }} at={() => Math.floor(player.position())} />}
    >
      <p className="muted">{t("offline.hint")}</p>
      <RadioGroup
        className={css.choices}
        value={chosen}
        onChange={(value) => setChosen(value as Spending)}
        isDisabled={running && !kept}
      >
        <Label className="vh">{t("offline.how_much")}</Label>
        {SPENDING.toReversed().map((one) => (
          <Radio key={one} value={one} className="choice">
            <span className="mark" aria-hidden="true" />
            <span>{t(`player.data_${one}`, { size: sizeWords(sizes[one]) })}</span>
          </Radio>
        ))}
      </RadioGroup>
      <Progress state={state} />
      <p className="small muted">
        {free !== null && t("offline.free", { size: roomWords(free) })} {t("offline.for_how_long")}
      </p>
      {full && (
        <p className="field-error" role="alert">
          {t("offline.too_large", { size: roomWords(free) })}
        </p>
      )}
    </Dialog>
  );
}

interface ActionsProps {
  keeper: Keeper;
  state: KeepState;
  chosen: Spending;
  /** There is no room for it. */
  full: boolean;
  /** Where the player stands, class ms. */
  at: () => number;
}

function Actions({ keeper, state: { record, running }, chosen, full, at }: ActionsProps) {
  const kept = record?.whole === true;
  const same = record?.choice === chosen;
  const remove = record && (
    <Button onPress={() => void keeper.remove()} isDisabled={running && kept}>
      {t("offline.remove")}
    </Button>
  );
  if (running && !kept)
    return (
      <>
        {remove}
        <Button kind="go" onPress={() => keeper.pause()}>
          {t("offline.pause")}
        </Button>
      </>
    );
  const goesOn = same && !kept;
  return (
    <>
      {remove}
      {!(same && kept) && (
        <Button
          kind="go"
          isDisabled={full && !goesOn}
          onPress={() => void (goesOn ? keeper.go() : keeper.keep(chosen, at()))}
        >
          {t(goesOn ? "offline.go_on" : record ? "offline.keep_instead" : "offline.keep")}
        </Button>
      )}
    </>
  );
}

function Progress({ state }: { state: KeepState }) {
  const { record, running, problem } = state;
  if (record === null) return problem ? <Wrong problem={problem} /> : null;
  const { bytes, done, whole, checkedAt } = record;
  const percent = bytes > 0 ? Math.min(99, Math.floor((100 * done) / bytes)) : 0;
  if (whole)
    return (
      <p className={css.state} role="status">
        {t("offline.kept", { day: wallDay(checkedAt), size: sizeWords(bytes) })}
      </p>
    );
  return (
    <>
      <div className={css.state} role="status">
        <progress max={100} value={percent} aria-label={t("offline.title")} />
        <span className="nums">
          {t(running ? "offline.coming" : "offline.stopped", { percent: String(percent) })}
        </span>
      </div>
      {problem ? <Wrong problem={problem} /> : null}
    </>
  );
}

/** A certificate that this device does not trust is no safe address for a browser, whatever its user has accepted. */
function Wrong({ problem }: { problem: unknown }) {
  const name = problem instanceof DOMException ? problem.name : "";
  const words =
    name === "QuotaExceededError"
      ? t("offline.full")
      : name === "SecurityError"
        ? t("offline.why_not")
        : problemWords(problem);
  return (
    <p className="field-error" role="alert">
      {words}
    </p>
  );
}
