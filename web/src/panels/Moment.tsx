// A moment of the class, written out; where there is a recording to play, a press leads to it.
import { clock } from "../ui/clock";

interface Props {
  at: number;
  /** How it is written, where that is not its class time. */
  time?: string;
  label?: string;
  seek: ((at: number) => void) | undefined;
}

export function Moment({ at, time = clock(at), label, seek }: Props) {
  if (!seek) return <span className="nums">{time}</span>;
  return (
    <button type="button" className="moment nums" aria-label={label} onClick={() => seek(at)}>
      {time}
    </button>
  );
}
