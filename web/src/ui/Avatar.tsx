// A person without a picture: initials on one of four quiet grounds.
import { hue, initials } from "./names";

interface Props {
  /** Person id: the ground stays the same everywhere. */
  id: string;
  name: string;
  /** Ringed, not filled: was there later, not live. */
  later?: boolean;
  size?: "s" | "m" | "l";
}

export function Avatar({ id, name, later = false, size = "m" }: Props) {
  return (
    <span className={`av b${hue(id)} ${size}${later ? " later" : ""}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
