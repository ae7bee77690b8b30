// Something of a stand, read anew whenever it changes.
import { useSyncExternalStore } from "react";
import type { Stand } from "./stand";

export const useReading = <T>(stand: Stand, read: () => T): T =>
  useSyncExternalStore(stand.subscribe, read, read);
