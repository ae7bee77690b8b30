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

export function CopyLink({ label, link, size = "m", kind = "plain" }: Props) {
  const [state, setState] = useState<"idle" | "copied" | "shown">("idle");
  const full = new URL(here(link), location.href).href;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(full);
      setState("copied");
      setTimeout(() => setState("idle"), 2_500);
    } catch {
      setState("shown");
    }
  };
  if (state === "shown") {
    return (
      <input
        className={`input ${css.link}`}
        readOnly
        aria-label={label}
        value={full}
        onFocus={(event) => event.target.select()}
      />
    );
  }
  return (
    <>
      <Button kind={kind} size={size} onPress={copy} data-link={full}>
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
