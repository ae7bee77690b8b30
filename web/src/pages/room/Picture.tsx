// A moving picture of a track: one's own straight from the camera, others' received in the size shown.
import { useEffect, useRef } from "react";
import type { TrackView } from "../../core/view/types";
import { useChoices, useRoom } from "./context";

interface Props {
  track: TrackView;
  label: string;
  /** Show all of it (screens), or fill the frame (cameras). */
  whole?: boolean;
}

export function Picture(props: Props) {
  const { me } = useRoom();
  const { mode } = useChoices();
  // In Sound only no picture of others is received; whoever would be seen stands there with initials.
  return mode === "sound" && props.track.person !== me ? null : <Moving {...props} />;
}

function Moving({ track, label, whole }: Props) {
  const { session, me } = useRoom();
  const element = useRef<HTMLVideoElement>(null);
  const mine = track.person === me;
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    if (!mine) return session.media.receiving.attach(track.track, video);
    // The line tells of one's own track before sending it has settled, and another camera may be chosen later.
    let shown: MediaStreamTrack | null = null;
    const draw = () => {
      const own = session.media.sending.own(track.track);
      if (own === shown) return;
      shown = own;
      video.srcObject = own ? new MediaStream([own]) : null;
      void video.play().catch(() => undefined);
    };
    draw();
    const stop = session.media.subscribe(draw);
    return () => {
      stop();
      video.srcObject = null;
    };
  }, [session, track.track, mine]);
  return (
    <video
      ref={element}
      className={`picture${whole ? " whole" : ""}${mine && track.source === "camera" ? " mirror" : ""}`}
      aria-label={label}
      autoPlay
      playsInline
      muted
    />
  );
}
