// Where the class is watched again, asked once a minute: without it the bar is drawn as ever.
import { useEffect, useState } from "react";
import { progressApi, type Rewatched } from "../../core/progress";

const LOOK = 60_000;
const NOTHING: Rewatched = { step: 10_000, times: [] };

export function useRewatched(classId: string, token: string | undefined): Rewatched {
  const [found, setFound] = useState(NOTHING);
  useEffect(() => {
    let here = true;
    const look = () => {
      if (document.visibilityState === "hidden") return;
      progressApi.rewatched(classId, token).then(
        (told) => here && setFound(told),
        () => undefined,
      );
    };
    look();
    const timer = window.setInterval(look, LOOK);
    return () => {
      here = false;
      window.clearInterval(timer);
    };
  }, [classId, token]);
  return found;
}
