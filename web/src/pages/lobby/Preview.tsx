// What the others will see: your picture, or your initials, with microphone and camera switches on it.
import { Mic, MicOff, Video, VideoOff } from "lucide-react";
import { useEffect, useRef } from "react";
import { t } from "../../texts";
import { initials } from "../../ui/names";
import type { Device } from "./devices";
import { words } from "./devices";
import css from "./lobby.module.css";

interface Props {
  name: string;
  audio: Device;
  video: Device;
  muted: boolean;
  onMicrophone: () => void;
  onCamera: () => void;
}

export function Preview({ name, audio, video, muted, onMicrophone, onCamera }: Props) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (element.current) element.current.srcObject = video.track ? new MediaStream([video.track]) : null;
  }, [video.track]);
  const hears = audio.track !== null && !muted;
  return (
    <div className={`${css.cam} on-stage`}>
      {video.track ? (
        <video ref={element} autoPlay playsInline muted aria-label={t("lobby.your_camera")} />
      ) : (
        <div className={css.blank}>
          <span className={css.initials} aria-hidden="true">
            {initials(name || "?")}
          </span>
          <p>{words("video", video.state)}</p>
        </div>
      )}
      {name && <span className={css.nm}>{name}</span>}
      <div className={css.switches}>
        <button type="button" aria-label={t("lobby.microphone")} aria-pressed={hears} onClick={onMicrophone}>
          {hears ? <Mic className="i" aria-hidden="true" /> : <MicOff className="i" aria-hidden="true" />}
        </button>
        <button
          type="button"
          aria-label={t("lobby.camera")}
          aria-pressed={video.track !== null}
          onClick={onCamera}
        >
          {video.track ? (
            <Video className="i" aria-hidden="true" />
          ) : (
            <VideoOff className="i" aria-hidden="true" />
          )}
        </button>
      </div>
    </div>
  );
}
