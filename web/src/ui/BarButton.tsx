// A control of the bottom bar: sign above, word below; its name stays while the word follows the state.
import type { ReactNode } from "react";
import { Button } from "react-aria-components";

interface Props {
  /** The accessible name, the same in every state. */
  name: string;
  /** The visible word. */
  word?: string;
  icon: ReactNode;
  /** Toggle state; leave out for a plain button. */
  pressed?: boolean;
  /** off = something is cut (microphone off): the loudest look. */
  look?: "plain" | "on" | "cut";
  badge?: number;
  onPress?: () => void;
  isDisabled?: boolean;
  className?: string;
}

export function BarButton({
  name,
  word,
  icon,
  pressed,
  look = "plain",
  badge,
  onPress,
  isDisabled,
  className = "",
}: Props) {
  return (
    <Button
      aria-label={name}
      aria-pressed={pressed}
      className={`bb ${look} ${className}`}
      onPress={onPress}
      isDisabled={isDisabled}
    >
      {icon}
      <span aria-hidden="true">{word ?? name}</span>
      {badge ? (
        <span className="ct nums" aria-hidden="true">
          {badge > 99 ? "99+" : badge}
        </span>
      ) : null}
    </Button>
  );
}
