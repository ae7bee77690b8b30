// The class's timeline in playback: read once, kept up to date, written to at the moment that plays.
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { ApiError, api, type People, type Tally, type TimelineAnswer } from "../../core/api";
import { type Act, Commands, KEPT, type Outcome } from "../../core/commands";
import { ClassFiles } from "../../core/files";
import type { Waiting } from "../../core/offline/outbox";
import { placed } from "../../core/playback/place";
import { timelineFrom } from "../../core/playback/uncut";
import { isSeen, Timeline } from "../../core/timeline";
import { t } from "../../texts";
import { useOutbox } from "./useOutbox";

const WHILE_LIVE = 2_000;
const AFTERWARDS = 8_000;
/** Counts that are shown are asked for anew at most so often, in ms, once somebody may have voted. */
const COUNTS_EVERY = 30_000;

const CUTS = new Set<string>(["PassageCut", "PassageRestored", "ClassEdited"]);

/** Only somebody who is hidden has no name. */
const named = (people: People): People =>
  Object.fromEntries(
    Object.entries(people).map(([id, one]) => [id, one.name ? one : { ...one, name: t("edit.somebody") }]),
  );

const isWaiting = (waiting: readonly Waiting[], id: string): boolean =>
  waiting.some(({ order }) => order.id === id);

/** `uncut`: those who lead look at what is cut out, too. */
export function useClassroom(
  first: TimelineAnswer,
  token: string | undefined,
  position: () => number,
  uncut: boolean,
) {
  const id = first.class;
  const [timeline] = useState(() => {
    const made = new Timeline();
    made.add(first.entries, named(first.people));
    return made;
  });
  const [revision, setRevision] = useState(0);
  const [state, setState] = useState(first.state);
  const [tallies, setTallies] = useState<Record<string, Tally>>({});
  const reading = useRef<Promise<void> | null>(null);

  const askTally = useCallback(
    (poll: string) => {
      api.tally(id, poll, token).then(
        (tally) => setTallies((now) => ({ ...now, [poll]: tally })),
        () => undefined,
      );
    },
    [id, token],
  );

  const counts = useRef({ known: tallies, at: 0, old: false });
  useEffect(() => {
    counts.current.known = tallies;
  }, [tallies]);
  /** Ballots of others come as bare numbers to most. */
  const recount = useCallback(
    (entries: TimelineAnswer["entries"]) => {
      const now = counts.current;
      now.old ||= entries.some((one) => !isSeen(one) || one.event.type === "BallotCast");
      if (!now.old || Date.now() < now.at + COUNTS_EVERY) return;
      Object.assign(now, { at: Date.now(), old: false });
      for (const poll of Object.keys(now.known)) askTally(poll);
    },
    [askTally],
  );

  const readWhole = useCallback(async () => {
    const whole = await timelineFrom(id, 0, token, uncut);
    timeline.renew(whole.entries, named(whole.people));
    setRevision((now) => now + 1);
  }, [id, timeline, token, uncut]);

  const read = useCallback(async () => {
    const answer = await timelineFrom(id, timeline.last, token, uncut);
    const before = timeline.last;
    const edited = answer.entries.some((one) => isSeen(one) && CUTS.has(one.event.type));
    if (answer.entries.length > 0 && !edited) timeline.add(answer.entries, named(answer.people));
    setState(answer.state);
    if (answer.state === "ended") recount(answer.entries);
    if (edited) await readWhole();
    else if (timeline.last !== before) setRevision((now) => now + 1);
  }, [id, timeline, token, uncut, readWhole, recount]);

  const looked = useRef(uncut);
  useEffect(() => {
    if (looked.current === uncut) return;
    looked.current = uncut;
    void readWhole().catch(() => undefined);
  }, [uncut, readWhole]);

  /** Several at once read once. */
  const refresh = useCallback(async () => {
    reading.current ??= read().finally(() => {
      reading.current = null;
    });
    await reading.current.catch(() => undefined);
  }, [read]);

  const outbox = useOutbox(first, token, refresh);
  const { caught } = outbox;
  const commands = useMemo(
    () =>
      new Commands(async (order) => {
        let answer: Outcome;
        try {
          answer = await api.command(id, order, token);
        } catch (problem) {
          return caught(order, problem);
        }
        await refresh();
        if (order.do === "JoinGroup") {
          await readWhole(); // what its members read was closed until now
        }
        if (order.do === "Vote") askTally(order.poll);
        return answer;
      }),
    [id, token, refresh, askTally, readWhole, caught],
  );
  const sent = useSyncExternalStore(commands.subscribe, () => commands.pending);
  const pending = useMemo(
    () => [...sent.filter(({ error }) => error?.code !== KEPT), ...outbox.pending],
    [sent, outbox.pending],
  );
  const retry = useCallback(
    (one: string) => (isWaiting(outbox.waiting, one) ? outbox.retry(one) : commands.retry(one)),
    [commands, outbox],
  );
  const discard = useCallback(
    (one: string) => (isWaiting(outbox.waiting, one) ? outbox.drop(one) : commands.drop(one)),
    [commands, outbox],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a revision means that more entries are on the screen
  useEffect(() => commands.arrived(timeline.last), [commands, timeline, revision]);

  useEffect(() => {
    const timer = window.setInterval(
      () => {
        if (document.visibilityState === "visible") void refresh();
      },
      state === "ended" ? AFTERWARDS : WHILE_LIVE,
    );
    return () => window.clearInterval(timer);
  }, [refresh, state]);

  const act: Act = useCallback(
    (command) => {
      const { state: now, endedAt } = timeline.live().lesson;
      // Before class there is no moment to be placed at.
      return commands.act(now === "scheduled" ? command : placed(command, position(), endedAt));
    },
    [commands, position, timeline],
  );

  const files = useMemo(() => new ClassFiles(id, token), [id, token]);
  useEffect(() => () => files.close(), [files]);

  const { waiting } = outbox;
  return {
    id,
    token,
    timeline,
    revision,
    state,
    uncut,
    act,
    pending,
    waiting,
    retry,
    discard,
    tallies,
    askTally,
    files,
  };
}

export type Classroom = ReturnType<typeof useClassroom>;

/** What to tell somebody whose class cannot be read. */
export const problemWords = (problem: unknown): string =>
  problem instanceof ApiError ? `${problem.message} ${problem.next}` : t("ui.did_not_work");
