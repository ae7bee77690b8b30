/** Keeps a camera in step with the class: small errors by speed, large and lasting ones by a jump. */

export interface Follower {
  strikes: number;
  jumpedAt: number;
}

export interface Correction {
  rate: number | null;
  jump: boolean;
}

export const follower = (): Follower => ({ strikes: 0, jumpedAt: -Infinity });

const DEAD_ZONE = 0.02;
const FAR = 0.3;
const STRIKES = 3;
const REST = 1.5;
const WORTH = 0.02;

/**
 * One step, every 100 ms. `error` s is follower minus class, `rate` the class's speed, `current` the
 * follower's, `now` s a clock of the wall. A jump needs three bad steps in a row and 1.5 s since the last.
 */
export function correct(
  state: Follower,
  error: number,
  rate: number,
  current: number,
  now: number,
): Correction {
  state.strikes = Math.abs(error) > FAR ? state.strikes + 1 : 0;
  if (state.strikes >= STRIKES && now - state.jumpedAt >= REST) {
    state.strikes = 0;
    state.jumpedAt = now;
    return { rate: Math.abs(current - rate) > 1e-9 ? rate : null, jump: true };
  }
  const lean = Math.abs(error) <= DEAD_ZONE ? 0 : Math.max(-0.25, Math.min(0.25, 1.5 * error));
  const target = rate * (1 - lean);
  const settle = lean === 0 && current !== rate;
  return { rate: settle || Math.abs(target - current) > WORTH ? target : null, jump: false };
}
