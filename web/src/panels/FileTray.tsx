// The files that will go with the message: how far each one is, what is wrong with it, and a way to take it out.
import { CircleAlert, File as FileIcon, X } from "lucide-react";
import { sizeWords } from "../core/files";
import { t } from "../texts";
import { IconButton } from "../ui/Button";
import type { Brought } from "./files";

function Row({ one, remove }: { one: Brought; remove: (key: number) => void }) {
  const percent = Math.round(one.part * 100);
  return (
    <li className={one.trouble ? "bad" : ""}>
      {one.trouble ? (
        <CircleAlert className="i s" aria-hidden="true" />
      ) : (
        <FileIcon className="i s" aria-hidden="true" />
      )}
      <span className="grow">
        <span className="row">
          <b className="clip" dir="auto">
            {one.name}
          </b>
          <span className="muted nums">
            {one.attachment || one.trouble ? sizeWords(one.size) : t("chat.file_percent", { count: percent })}
          </span>
        </span>
        {one.trouble && <span className="field-error">{one.trouble}</span>}
        {!one.attachment && !one.trouble && (
          <progress max={100} value={percent} aria-label={t("chat.file_coming", { name: one.name })} />
        )}
      </span>
      <IconButton label={t("chat.remove_file", { name: one.name })} size="sm" onPress={() => remove(one.key)}>
        <X className="i s" />
      </IconButton>
    </li>
  );
}

export function FileTray({ kept, remove }: { kept: readonly Brought[]; remove: (key: number) => void }) {
  const bad = kept.filter((one) => one.trouble).length;
  return (
    <>
      <span className="vh" role="status">
        {bad > 0 && t("chat.files_stopped", { count: bad })}
      </span>
      {kept.length > 0 && (
        <ul className="tray" aria-label={t("chat.files_to_send")}>
          {kept.map((one) => (
            <Row key={one.key} one={one} remove={remove} />
          ))}
        </ul>
      )}
    </>
  );
}
