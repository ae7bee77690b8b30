// Buttons: one primary in a view, the rest quiet.
import type { ReactNode } from "react";
import { Button as Aria, type ButtonProps } from "react-aria-components";

interface Props extends Omit<ButtonProps, "children" | "className"> {
  kind?: "plain" | "go" | "stop" | "bare";
  size?: "m" | "lg" | "sm";
  children: ReactNode;
}

export function Button({ kind = "plain", size = "m", children, ...rest }: Props) {
  return (
    <Aria {...rest} className={`btn ${kind} ${size}`}>
      {children}
    </Aria>
  );
}

interface IconProps extends Omit<ButtonProps, "children" | "className"> {
  label: string;
  kind?: "plain" | "go" | "stop" | "bare";
  size?: "m" | "sm" | "lg";
  children: ReactNode;
}

/** A button that shows only a sign; the label is its name. */
export function IconButton({ label, kind = "bare", size = "m", children, ...rest }: IconProps) {
  return (
    <Aria {...rest} aria-label={label} className={`btn ic ${kind} ${size}`}>
      {children}
    </Aria>
  );
}
