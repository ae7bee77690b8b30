// The way to a spoken comment: by voice, or with the camera too; the recorder comes when it is asked for.
import { Mic, Video } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { ClassFiles } from "../../core/files";
import type { NoteKind } from "../../core/recorded";
import { t } from "../../texts";
import { Menu } from "../../ui/Menu";

const NoteRecorder = lazy(() => import("./NoteRecorder"));

interface Props {
  files: ClassFiles;
  /** The moment of the comment, class ms. */
  at: number;
  /** Send the recording that was brought; what stood in the way, empty when nothing did. */
  send: (note: string) => Promise<string>;
  /** The page holds still while somebody records. */
  onOpen?: () => void;
  small?: boolean;
}

export function NoteButton({ files, at, send, onOpen, small }: Props) {
  const [kind, setKind] = useState<NoteKind | null>(null);
  const begin = (wanted: NoteKind) => {
    onOpen?.();
    setKind(wanted);
  };
  const entries = [
    {
      id: "voice",
      label: t("comments.record_voice"),
      icon: <Mic className="i s" />,
      run: () => begin("voice"),
    },
    {
      id: "camera",
      label: t("comments.record_camera"),
      icon: <Video className="i s" />,
      run: () => begin("camera"),
    },
  ];
  return (
    <>
      <Menu label={t("comments.record")} groups={[{ entries }]} placement="top end">
        <AriaButton className={`btn ic bare${small ? " sm" : ""}`} aria-label={t("comments.record")}>
          <Mic className="i" aria-hidden="true" />
        </AriaButton>
      </Menu>
      {kind && (
        <Suspense>
          <NoteRecorder kind={kind} files={files} at={at} send={send} onClose={() => setKind(null)} />
        </Suspense>
      )}
    </>
  );
}
