// Standing at the door: what we wait for, and that nothing needs to be done.
import { Hourglass } from "lucide-react";
import type { Ticket } from "../../core/api";
import { Banner } from "../../ui/Banner";

interface Props {
  about: Ticket["class"];
  /** Where its chat can be read before it begins. */
  playback: string;
  onCancel: () => void;
}

export function Waiting({ about, playback, onCancel }: Props) {
  const actions = (
    <>
      {!about.lobby && (
        <a className="btn" href={playback} target="_blank" rel="noopener">
          Write to the class
        </a>
      )}
      <button type="button" className="btn" onClick={onCancel}>
        Stop waiting
      </button>
    </>
  );
  return (
    <Banner
      tone="acc"
      icon={<Hourglass className="i" />}
      title={`${about.title} has not begun`}
      actions={actions}
    >
      You go in by yourself when it does. Keep this page open.
    </Banner>
  );
}
