// The digest of a class, read anew when more was written in it: at once after class, now and then while it runs.
import { useEffect, useState } from "react";
import { ApiError } from "../../core/api";
import { type Digest, getDigest } from "../../core/summary";
import { t } from "../../texts";

/** Class ms. */
const WHILE_LIVE = 30_000;

interface Source {
  id: string;
  token: string | undefined;
  state: string;
  revision: number;
}

export function useDigest({ id, token, state, revision }: Source, at: number) {
  const [digest, setDigest] = useState<Digest | null>(null);
  const [wrong, setWrong] = useState("");
  const stamp = state === "ended" ? revision : Math.floor(at / WHILE_LIVE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp says that there is more to be read
  useEffect(() => {
    let here = true;
    getDigest(id, token).then(
      (found) => {
        if (!here) return;
        setDigest(found);
        setWrong("");
      },
      (problem: unknown) =>
        here &&
        setWrong(problem instanceof ApiError ? `${problem.message} ${problem.next}` : t("ui.did_not_work")),
    );
    return () => {
      here = false;
    };
  }, [id, token, stamp]);
  return { digest, wrong };
}
