// Standing at the door: what we wait for, and that nothing needs to be done.
import { Hourglass } from "lucide-react";
import type { Ticket } from "../../core/api";
import { Banner } from "../../ui/Banner";

export function Waiting({ about, onCancel }: { about: Ticket["class"]; onCancel: () => void }) {
  const cancel = (
    <button type="button" className="btn" onClick={onCancel}>
      Stop waiting
    </button>
  );
  return (
    <Banner
      tone="acc"
      icon={<Hourglass className="i" />}
      title={`${about.title} has not begun`}
      actions={cancel}
    >
      You go in by yourself when it does. Keep this page open.
    </Banner>
  );
}
