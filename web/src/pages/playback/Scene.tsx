// What is seen of the class just now: its stage, here or in a window of its own, or sound alone, or its words alone.
import { PictureInPicture2 } from "lucide-react";
import { type ComponentProps, useContext } from "react";
import type { Drafts } from "../../panels/drafts";
import { TranscriptPanel } from "../../panels/transcript";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Caption } from "./Caption";
import { Listening } from "./Listening";
import type { UsedLook } from "./look";
import css from "./more.module.css";
import { InOwnWindow, type useOwnWindow } from "./ownWindow";
import { Theatre } from "./Theatre";
import { LanguagesTool, WordChoice } from "./WordChoice";
import { Words } from "./words";

interface Props extends Omit<ComponentProps<typeof Theatre>, "layout" | "loaded" | "small"> {
  look: UsedLook;
  captions: boolean;
  chapter: string | null;
  window: ReturnType<typeof useOwnWindow>;
  seek: (at: number) => void;
}

const NO_DRAFTS: Drafts = new Map();

/** The transcript as a text to read, which follows the class. */
function Reading({ full, people, playing, room, me, seek }: Props) {
  const { captions, language } = useContext(Words);
  const panel = { view: full, people, me, mode: "later" as const, act: room.act, drafts: NO_DRAFTS };
  return (
    <section className={css.reading} aria-label={t("player.seen_words")}>
      <h2 className="vh">{t("playback.transcript")}</h2>
      <TranscriptPanel
        {...panel}
        position={Math.floor(playing.position / 1000) * 1000}
        seek={seek}
        lines={captions.lines}
        language={{
          translated: language !== "",
          chooser: <WordChoice full={full} />,
          tool: <LanguagesTool {...{ room, full, me }} />,
        }}
      />
    </section>
  );
}

function Elsewhere({ back }: { back: () => void }) {
  return (
    <div className={`${css.away} on-stage`}>
      <div>
        <PictureInPicture2 className="i" aria-hidden="true" />
        <p>{t("player.in_own_window")}</p>
        <Button onPress={back}>{t("player.bring_back")}</Button>
      </div>
    </div>
  );
}

export function Scene(props: Props) {
  const { look, captions, chapter, window: floating, seek, ...stage } = props;
  const { view, people, playing } = stage;
  const words = useContext(Words);
  const caption = captions && (
    <Caption captions={words.captions} people={people} position={playing.position} />
  );
  if (look.seen === "words") return <Reading {...props} />;
  if (look.seen === "sound")
    return (
      <>
        <Listening view={view} people={people} chapter={chapter} />
        {caption}
      </>
    );
  const small = floating.own !== null;
  const theatre = <Theatre {...stage} layout={look.layout} loaded={look.loaded} small={small} />;
  if (floating.own === null)
    return (
      <>
        {theatre}
        {caption}
      </>
    );
  return (
    <>
      <InOwnWindow own={floating.own}>
        {theatre}
        {caption}
      </InOwnWindow>
      <Elsewhere back={() => void floating.float()} />
    </>
  );
}
