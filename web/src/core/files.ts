// The files of a class's chat: brought with a progress, and fetched by those who may have them.
import { t } from "../texts";
import type { Attachment } from "../wire";
import { ApiError, ask, type ErrorBody, notThrough } from "./api";
import { decimals } from "./figures";

export const FILE_LIMIT = 100 * 1024 * 1024;
/** Pictures kept at hand; the oldest are given back. */
const AT_HAND = 120;

export interface Upload {
  done: Promise<Attachment>;
  cancel: () => void;
}

export interface OthersWork {
  person: string;
  name: string;
  /** Unix ms. */
  wrote: number;
  late: boolean;
  early: boolean;
  text: string;
  files: Attachment[];
  item: string | null;
}

export class ClassFiles {
  private readonly pictures = new Map<string, Promise<string>>();

  constructor(
    readonly classId: string,
    readonly token: string | undefined,
  ) {}

  /** `note`: a spoken comment. `fetch` tells no progress of what is sent: that is why this is an XMLHttpRequest. */
  bring(file: File, progress: (part: number) => void, note = false): Upload {
    const request = new XMLHttpRequest();
    const done = new Promise<Attachment>((resolve, reject) => {
      const named = `name=${encodeURIComponent(file.name)}${note ? "&note=1" : ""}`;
      request.open("POST", `/api/v1/classes/${this.classId}/files?${named}`);
      if (this.token) request.setRequestHeader("Authorization", `Bearer ${this.token}`);
      request.responseType = "json";
      request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
      request.onload = () => {
        if (request.status === 201) return resolve(request.response as Attachment);
        const told = (request.response as { error?: ErrorBody } | null)?.error;
        reject(new ApiError(told ?? notThrough(t("core.file_lost")), request.status));
      };
      request.onerror = () => reject(new ApiError(notThrough(t("core.file_lost")), 0));
      request.send(file);
    });
    return { done, cancel: () => request.abort() };
  }

  /** The notes of the class, as they may be seen by whoever asks. */
  async notes(form: "md" | "html"): Promise<Blob> {
    return (await ask(`/classes/${this.classId}/notes.${form}`, {}, this.token)).blob();
  }

  /** What others handed in for a task, as far as the reader may have it. */
  async works(task: string): Promise<OthersWork[]> {
    return (await (await ask(`/classes/${this.classId}/tasks/${task}/works`, {}, this.token)).json()).works;
  }

  /** Object URL of the small picture of a picture. */
  preview(file: string): Promise<string> {
    const known = this.pictures.get(file);
    if (known) return known;
    const made = ask(`/classes/${this.classId}/files/${file}/preview.webp`, {}, this.token)
      .then((answer) => answer.blob())
      .then((blob) => URL.createObjectURL(blob));
    this.pictures.set(file, made);
    made.catch(() => this.pictures.delete(file));
    for (const [old, url] of this.pictures) {
      if (this.pictures.size <= AT_HAND) break;
      this.pictures.delete(old);
      url.then(URL.revokeObjectURL, () => undefined);
    }
    return made;
  }

  /** The whole file, as the server says what it is. */
  async fetch(file: string): Promise<Blob> {
    return (await ask(`/classes/${this.classId}/files/${file}`, {}, this.token)).blob();
  }

  close(): void {
    for (const url of this.pictures.values()) url.then(URL.revokeObjectURL, () => undefined);
    this.pictures.clear();
  }
}

/** "820 B", "1.4 MB". */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return t("core.bytes", { size: decimals(bytes, 0) });
  if (bytes < 1_000_000) return t("core.kilobytes", { size: decimals(bytes / 1000, 0) });
  return t("core.megabytes", { size: decimals(bytes / 1_000_000, 1) });
}
