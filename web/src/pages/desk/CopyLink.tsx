// Copies a link and says so; without the clipboard it shows the link to be copied by hand.
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import css from "./desk.module.css";
import { here } from "./model";

interface Props {
  label: string;
  link: string;
  size?: "m" | "sm";
  kind?: "plain" | "bare";
}

/** A link as others open it. */
export const absolute = (link: string): string => new URL(here(link), location.href).href;

/** `shown`: there is no clipboard, so the link itself is to be shown. */
export function useCopy() {
  const [state, setState] = useState<"idle" | "copied" | "shown">("idle");
  const copy = async (link: string) => {
    try {
      await navigator.clipboard.writeText(link);
      setState("copied");
      setTimeout(() => setState("idle"), 2_500);
    } catch {
      setState("shown");
    }
  };
  return { state, copy };
}

export const CopiedByHand = ({ label, link }: Pick<Props, "label" | "link">) => (
  <input
    className={`input ${css.link}`}
    readOnly
    aria-label={label}
    value={link}
    onFocus={(event) => event.target.select()}
  />
);

export function CopyLink({ label, link, size = "m", kind = "plain" }: Props) {
  const { state, copy } = useCopy();
  const full = absolute(link);
  if (state === "shown") return <CopiedByHand label={label} link={full} />;
  return (
    <>
      <Button kind={kind} size={size} onPress={() => void copy(full)} data-link={full}>
        {state === "copied" ? (
          <Check className="i" aria-hidden="true" />
        ) : (
          <Copy className="i" aria-hidden="true" />
        )}
        {state === "copied" ? t("desk.copied") : label}
      </Button>
      <span className="vh" role="status">
        {state === "copied" ? t("desk.link_copied") : ""}
      </span>
    </>
  );
}
