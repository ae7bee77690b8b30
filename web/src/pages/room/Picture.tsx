// A moving picture of a track: one's own straight from the camera, others' received in the size shown.
import { useEffect, useRef } from "react";
import type { TrackView } from "../../core/view/types";
import { useRoom } from "./context";

interface Props {
  track: TrackView;
  label: string;
  /** Show all of it (screens), or fill the frame (cameras). */
  whole?: boolean;
}

export function Picture({ track, label, whole }: Props) {
  const { session, me, devices } = useRoom();
  const element = useRef<HTMLVideoElement>(null);
  const mine = track.person === me;
  // The own picture changes with the chosen camera.
  const { camera, chosenCamera, busy } = devices;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newly chosen camera is a new picture
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    if (!mine) return session.media.attach(track.track, video);
    const own = session.media.own(track.track);
    video.srcObject = own ? new MediaStream([own]) : null;
    void video.play().catch(() => undefined);
    return () => {
      video.srcObject = null;
    };
  }, [session, track.track, mine, camera, chosenCamera, busy]);
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
