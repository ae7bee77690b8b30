// Everything that is heard: one element for each microphone and each screen's sound in the same room.
import { Volume2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { reaches } from "../../core/view/breakouts";
import { SEEN } from "../../core/view/people";
import { t } from "../../texts";
import { Banner } from "../../ui/Banner";
import { Button } from "../../ui/Button";
import { useRoom } from "./context";

function Voice({ track, sink, onBlocked }: { track: string; sink: string; onBlocked: () => void }) {
  const { session } = useRoom();
  const element = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const audio = element.current;
    if (!audio) return;
    audio.addEventListener("amphi-blocked", onBlocked);
    const detach = session.media.receiving.attach(track, audio);
    return () => {
      audio.removeEventListener("amphi-blocked", onBlocked);
      detach();
    };
  }, [session, track, onBlocked]);
  useEffect(() => {
    const audio = element.current as
      | (HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> })
      | null;
    if (sink) void audio?.setSinkId?.(sink).catch(() => undefined);
  }, [sink]);
  // biome-ignore lint/a11y/useMediaCaption: voices of the class; what is spoken comes as captions below the stage
  return <audio ref={element} data-track={track} autoPlay />;
}

export function Sound({ sink }: { sink: string }) {
  const { view, me } = useRoom();
  const [blocked, setBlocked] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const [onBlocked] = useState(() => () => setBlocked(true));
  const spoke = useRef(new Set<string>());
  const all = [...view.tracks.byId.values()].filter(
    (one) =>
      (one.source === "microphone" || one.source === "screen_audio") &&
      one.person !== me &&
      reaches(view, one, me),
  );
  // In a small class everybody is at hand before the first word; of hundreds only those whose microphone was ever on.
  for (const one of all) if (!one.muted) spoke.current.add(one.track);
  const voices = all.length <= SEEN ? all : all.filter((one) => spoke.current.has(one.track));
  const playAll = () => {
    for (const audio of box.current?.querySelectorAll("audio") ?? [])
      void audio.play().catch(() => undefined);
    setBlocked(false);
  };
  return (
    <>
      <div ref={box} hidden>
        {voices.map((one) => (
          <Voice key={one.track} track={one.track} sink={sink} onBlocked={onBlocked} />
        ))}
      </div>
      {blocked && (
        <Banner
          tone="acc"
          icon={<Volume2 className="i" />}
          title={t("room.sound_held")}
          actions={<Button onPress={playAll}>{t("room.hear_class")}</Button>}
        >
          {t("room.sound_held_hint")}
        </Banner>
      )}
    </>
  );
}
