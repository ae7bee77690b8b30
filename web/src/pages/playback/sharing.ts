// A link to the moment that plays: for those who lead the one that students came by, for students their own.
import { useCallback, useState } from "react";
import type { TimelineAnswer } from "../../core/api";
import { deskApi } from "../../core/deskApi";
import { linkTo } from "../../core/playback/moments";
import { isStaff } from "../../core/view/people";

export interface Shared {
  at: number;
  link: string;
  copied: boolean;
}

/** An instructor's own address would let whoever has it lead the class: it is never shared. */
async function ownLink(first: TimelineAnswer): Promise<string> {
  const bare = `/play/${encodeURIComponent(first.class)}`;
  if (!isStaff(first.me.role)) return bare + location.search;
  const desk = await deskApi.desk().catch(() => null);
  return desk?.classes.find((one) => one.id === first.class)?.playback ?? bare;
}

export function useSharing(first: TimelineAnswer, position: () => number) {
  const [shared, setShared] = useState<Shared | null>(null);
  const share = useCallback(async () => {
    const at = position();
    const link = linkTo(await ownLink(first), location.href, at);
    let copied = true;
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      copied = false;
    }
    setShared({ at, link, copied });
  }, [first, position]);
  const close = useCallback(() => setShared(null), []);
  return { shared, share, close };
}
