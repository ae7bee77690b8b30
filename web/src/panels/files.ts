// Files that are being brought, before they are sent with a message.
import { type DragEvent, useMemo, useState, useSyncExternalStore } from "react";
import { ApiError } from "../core/api";
import { type ClassFiles, FILE_LIMIT, sizeWords, type Upload } from "../core/files";
import { t } from "../texts";
import type { Attachment } from "../wire";
import type { PanelProps } from "./props";

export const FILES_AT_MOST = 10;

export interface Brought {
  key: number;
  name: string;
  size: number;
  /** 0 to 1. */
  part: number;
  trouble: string;
  attachment: Attachment | null;
}

/** What is wrong with a file before it is even sent; empty when nothing is. */
export function unfit(file: { size: number; name: string }, already: number): string {
  if (already >= FILES_AT_MOST) return t("chat.files_at_most", { count: FILES_AT_MOST });
  if (file.size === 0) return t("chat.file_empty");
  if (file.size > FILE_LIMIT)
    return t("chat.file_too_large", { size: sizeWords(file.size), most: sizeWords(FILE_LIMIT) });
  return "";
}

const words = (cause: unknown): string =>
  cause instanceof ApiError ? `${cause.message} ${cause.next}` : t("chat.file_unread");

/** What is being brought for one message: it goes on while the panel is closed. */
export class Bringing {
  list: readonly Brought[] = [];
  private count = 0;
  private readonly uploads = new Map<number, Upload>();
  private readonly listeners = new Set<() => void>();

  subscribe = (heard: () => void): (() => void) => {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  };

  private set(list: readonly Brought[]): void {
    this.list = list;
    for (const heard of this.listeners) heard();
  }

  private change(key: number, how: Partial<Brought>): void {
    this.set(this.list.map((one) => (one.key === key ? { ...one, ...how } : one)));
  }

  add(files: Iterable<File>, store: ClassFiles): void {
    for (const file of files) {
      this.count += 1;
      const key = this.count;
      const trouble = unfit(file, this.list.filter((one) => !one.trouble).length);
      const one = { key, name: file.name, size: file.size, part: 0, trouble, attachment: null };
      this.set([...this.list, one]);
      if (trouble) continue;
      const upload = store.bring(file, (part) => this.change(key, { part }));
      this.uploads.set(key, upload);
      upload.done.then(
        (attachment) => this.change(key, { attachment }),
        (cause: unknown) => this.change(key, { trouble: words(cause) }),
      );
    }
  }

  /** Takes one out; gives what was brought already, to be thrown away. */
  remove(key: number): Attachment | null {
    const one = this.list.find((known) => known.key === key);
    this.uploads.get(key)?.cancel();
    this.set(this.list.filter((known) => known.key !== key));
    return one?.attachment ?? null;
  }

  /** Sent: those that could not be brought stay in sight no longer either. */
  clear(): void {
    this.set([]);
  }
}

/** One for each thread and one for the chat. */
export function useBringing({ drafts }: PanelProps, name: string): Bringing {
  const bringing = useMemo(() => {
    const key = `files:${name}`;
    const made = (drafts.get(key) as Bringing | undefined) ?? new Bringing();
    drafts.set(key, made);
    return made;
  }, [drafts, name]);
  const list = () => bringing.list;
  useSyncExternalStore(bringing.subscribe, list, list);
  return bringing;
}

/** Files dragged over the chat and dropped there. */
export function useDrop(take: (files: File[]) => void) {
  const [here, setHere] = useState(false);
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return {
    here,
    over: {
      onDragOver: (event: DragEvent) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setHere(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setHere(false);
      },
      onDrop: (event: DragEvent) => {
        setHere(false);
        if (!holdsFiles(event)) return;
        event.preventDefault();
        take([...event.dataTransfer.files]);
      },
    },
  };
}
