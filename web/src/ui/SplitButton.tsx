// A bar button with a chevron for the choice of a device.
import { ChevronUp } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { Menu, type MenuGroup } from "./Menu";

interface Props {
  /** The bar button itself. */
  children: ReactNode;
  menuName: string;
  groups: readonly MenuGroup[];
  look?: "plain" | "on" | "cut";
  onOpen?: () => void;
}

export function SplitButton({ children, menuName, groups, look = "plain", onOpen }: Props) {
  return (
    <span className="split">
      {children}
      <Menu label={menuName} groups={groups} placement="top">
        <Button aria-label={menuName} className={`bb cv ${look}`} onPress={onOpen}>
          <ChevronUp className="i" aria-hidden="true" />
        </Button>
      </Menu>
    </span>
  );
}
