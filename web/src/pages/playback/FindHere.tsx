// Search this class as its reader may see it, and the other classes of its course that they belong to.
import { Search } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import { search, searchClass } from "../../core/finding";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";

const Find = lazy(() => import("../find/Find"));

interface Props {
  classId: string;
  token: string | undefined;
  seek: (at: number) => void;
}

export function FindHere({ classId, token, seek }: Props) {
  const [open, setOpen] = useState(false);
  const look = useCallback(
    async (words: string) => {
      const mine = await searchClass(classId, words, token);
      // Who came by a link alone is not signed in, and belongs to this class only.
      const others = await search(words, mine.course).catch(() => ({ classes: [] }));
      return [...mine.classes, ...others.classes.filter((one) => one.id !== classId)];
    },
    [classId, token],
  );
  return (
    <>
      <IconButton label={t("find.button")} kind="plain" onPress={() => setOpen(true)}>
        <Search className="i" aria-hidden="true" />
      </IconButton>
      {open && (
        <Suspense>
          <Find
            title={t("find.title_here")}
            look={look}
            played={{ id: classId, seek }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
