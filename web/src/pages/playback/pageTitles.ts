// What the pages are called that the class looked at: the first words on them, fetched once, few at a time.
import { useContext, useEffect, useMemo, useState } from "react";
import { pageKey, pageStays, pageTitle, type Titles } from "../../core/playback/chapters";
import { Slides } from "./slides";
import type { Classroom } from "./useClassroom";

const AT_ONCE = 4;
const NONE: Titles = new Map();

export function usePageTitles({ timeline, revision }: Classroom, end: number): Titles {
  const files = useContext(Slides);
  const [titles, setTitles] = useState(NONE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a revision means new entries in the timeline
  const wanted = useMemo(() => {
    const pages = new Map(
      pageStays(timeline.entries, end).flatMap(({ shown }) =>
        shown ? [[pageKey(shown), shown] as const] : [],
      ),
    );
    return [...pages.values()].filter((page) => !titles.has(pageKey(page)));
  }, [timeline, revision, end, titles]);
  useEffect(() => {
    if (files === null || wanted.length === 0) return;
    let here = true;
    const some = wanted.slice(0, AT_ONCE).map(async (page) => {
      // Words that cannot be had are none: the page is called by its number.
      const words = await files.words(page.deck, page.page).catch(() => "");
      return [pageKey(page), pageTitle(words)] as const;
    });
    void Promise.all(some).then((found) => here && setTitles((now) => new Map([...now, ...found])));
    return () => {
      here = false;
    };
  }, [files, wanted]);
  return titles;
}
