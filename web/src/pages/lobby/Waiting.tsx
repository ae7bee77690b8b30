// Standing at the door: what we wait for, and that nothing needs to be done.
import { DoorOpen, Hourglass } from "lucide-react";
import type { Ticket } from "../../core/api";
import { Banner } from "../../ui/Banner";
import type { Step } from "./enter";

interface Props {
  step: Step | null;
  about: Ticket["class"];
  onCancel: () => void;
}

export function Waiting({ step, about, onCancel }: Props) {
  const cancel = (
    <button type="button" className="btn" onClick={onCancel}>
      Stop waiting
    </button>
  );
  if (step === "declined") {
    return (
      <Banner tone="warn" icon={<DoorOpen className="i" />} title="You were not let in" live="assertive">
        Your network is fine. Write to your teacher if you think that this is a mistake.
      </Banner>
    );
  }
  if (step === "asked") {
    return (
      <Banner
        tone="acc"
        icon={<Hourglass className="i" />}
        title="Your teacher has been asked"
        actions={cancel}
      >
        You go in by yourself as soon as somebody lets you in. Keep this page open.
      </Banner>
    );
  }
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
