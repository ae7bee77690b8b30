// The files of a message: pictures small and, on a press, large; everything else to be saved.
import { Download, FileArchive, FileText, ImageOff, Music, Video } from "lucide-react";
import { useEffect, useState } from "react";
import { ApiError } from "../core/api";
import { sizeWords } from "../core/files";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import type { Attachment } from "../wire";
import type { MessagePanel } from "./props";

/** The largest that a picture is shown in the panel, in CSS pixels. */
const WIDE = 260;
const HIGH = 220;

/** What a picture takes in the panel: its place is kept before it is there. */
export function shownSize({ width, height }: Pick<Attachment, "width" | "height">) {
  const scale = Math.min(1, WIDE / width, HIGH / height);
  return { width: Math.max(48, Math.round(width * scale)), height: Math.max(48, Math.round(height * scale)) };
}

function Sign({ kind }: { kind: string }) {
  if (kind.startsWith("video/")) return <Video className="i" aria-hidden="true" />;
  if (kind.startsWith("audio/")) return <Music className="i" aria-hidden="true" />;
  if (kind.includes("zip") || kind.includes("7z")) return <FileArchive className="i" aria-hidden="true" />;
  return <FileText className="i" aria-hidden="true" />;
}

/** Hands a file to the browser to be saved; says what went wrong, or nothing. */
async function save(panel: MessagePanel, file: Attachment): Promise<string> {
  try {
    const blob = await panel.files?.fetch(file.file);
    if (!blob) return "";
    const url = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = url;
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    return "";
  } catch (cause) {
    return cause instanceof ApiError ? `${cause.message} ${cause.next}` : t("chat.file_unsaved");
  }
}

function usePicture(get: (() => Promise<string>) | undefined, key: string) {
  const [url, setUrl] = useState<string | null>(null);
  const [lost, setLost] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same file is the same picture
  useEffect(() => {
    let here = true;
    get?.().then(
      (found) => here && setUrl(found),
      () => here && setLost(true),
    );
    return () => {
      here = false;
    };
  }, [key]);
  return { url, lost };
}

function Large({ file, panel, onClose }: { file: Attachment; panel: MessagePanel; onClose: () => void }) {
  const [trouble, setTrouble] = useState("");
  const { url, lost } = usePicture(
    () => panel.files?.fetch(file.file).then((blob) => URL.createObjectURL(blob)) ?? Promise.reject(),
    file.file,
  );
  useEffect(() => () => URL.revokeObjectURL(url ?? ""), [url]);
  return (
    <Dialog
      title={file.name}
      open
      wide
      onClose={onClose}
      actions={
        <Button kind="go" onPress={() => void save(panel, file).then(setTrouble)}>
          <Download className="i" aria-hidden="true" />
          {t("chat.save")}
        </Button>
      }
    >
      {url && <img className="large" src={url} alt={file.name} />}
      <p className="field-error" role="alert">
        {lost ? t("chat.picture_lost") : trouble}
      </p>
    </Dialog>
  );
}

function Picture({ file, panel, active }: { file: Attachment; panel: MessagePanel; active: boolean }) {
  const [large, setLarge] = useState(false);
  const { url, lost } = usePicture(panel.files && (() => panel.files!.preview(file.file)), file.file);
  return (
    <>
      <button
        type="button"
        className="picture"
        style={shownSize(file)}
        tabIndex={active ? 0 : -1}
        aria-label={t("chat.picture_large", { name: file.name })}
        onClick={() => setLarge(true)}
      >
        {url && <img src={url} alt="" />}
        {lost && <ImageOff className="i muted" aria-hidden="true" />}
      </button>
      {large && <Large file={file} panel={panel} onClose={() => setLarge(false)} />}
    </>
  );
}

function Other({ file, panel, active }: { file: Attachment; panel: MessagePanel; active: boolean }) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  return (
    <>
      <button
        type="button"
        className="file"
        tabIndex={active ? 0 : -1}
        aria-label={t("chat.save_file", { name: file.name, size: sizeWords(file.size) })}
        disabled={busy}
        onClick={() => {
          setBusy(true);
          void save(panel, file).then((told) => {
            setBusy(false);
            setTrouble(told);
          });
        }}
      >
        <Sign kind={file.kind} />
        <span className="grow">
          <b className="clip" dir="auto">
            {file.name}
          </b>
          <span className="small muted">{busy ? t("chat.fetching") : sizeWords(file.size)}</span>
        </span>
        <Download className="i s muted" aria-hidden="true" />
      </button>
      {trouble && (
        <span className="field-error" role="alert">
          {trouble}
        </span>
      )}
    </>
  );
}

interface Props {
  files: readonly Attachment[];
  panel: MessagePanel;
  active: boolean;
}

export function Attachments({ files, panel, active }: Props) {
  if (files.length === 0) return null;
  return (
    <ul className="attached" aria-label={t("chat.files")}>
      {files.map((file) => (
        <li key={file.file}>
          {file.width > 0 ? (
            <Picture file={file} panel={panel} active={active} />
          ) : (
            <Other file={file} panel={panel} active={active} />
          )}
        </li>
      ))}
    </ul>
  );
}
