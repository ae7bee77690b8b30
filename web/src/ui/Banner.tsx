// One thing that matters now: what happened, what still works, what to do.
import type { ReactNode } from "react";

interface Props {
  tone?: "plain" | "acc" | "warn" | "bad";
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** assertive for what must not be missed. */
  live?: "polite" | "assertive" | "off";
}

export function Banner({ tone = "plain", icon, title, children, actions, live = "polite" }: Props) {
  return (
    <div
      className={`banner ${tone}`}
      role={live === "assertive" ? "alert" : live === "polite" ? "status" : undefined}
    >
      {icon && <span className="banner-icon">{icon}</span>}
      <div className="grow">
        <strong>{title}</strong>
        {children && <div className="banner-text">{children}</div>}
      </div>
      {actions && <div className="banner-actions">{actions}</div>}
    </div>
  );
}
