// A button that opens a list of things to do.
import type { ReactNode } from "react";
import {
  Menu as Aria,
  Header,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from "react-aria-components";
import { t } from "../texts";

export interface MenuEntry {
  id: string;
  label: string;
  icon?: ReactNode;
  danger?: boolean;
  /** A choice among several: shows a mark. */
  chosen?: boolean;
  run: () => void;
}
export interface MenuGroup {
  title?: string;
  entries: readonly MenuEntry[];
  /** Short words, which stand beside each other on a phone. */
  short?: boolean;
}

interface Props {
  label: string;
  groups: readonly MenuGroup[];
  /** The button that opens it, a react-aria Button. */
  children: ReactNode;
  placement?: "top" | "bottom" | "bottom end" | "top end";
}

function Items({ entries }: { entries: readonly MenuEntry[] }) {
  return entries.map((entry) => (
    <MenuItem
      key={entry.id}
      id={entry.id}
      textValue={entry.label}
      className={`menu-item${entry.danger ? " danger" : ""}`}
    >
      <span className="menu-icon" aria-hidden="true">
        {entry.chosen === undefined ? entry.icon : entry.chosen ? "✓" : ""}
      </span>
      {entry.chosen !== undefined && entry.icon}
      <span className="grow">{entry.label}</span>
      {entry.chosen && <span className="vh">{t("ui.chosen")}</span>}
    </MenuItem>
  ));
}

export function Menu({ label, groups, children, placement = "bottom end" }: Props) {
  const filled = groups.filter((group) => group.entries.length > 0);
  const run = (key: unknown) => {
    for (const group of filled) for (const entry of group.entries) if (entry.id === key) entry.run();
  };
  return (
    <MenuTrigger>
      {children}
      <Popover className="popover" placement={placement} offset={6}>
        <Aria className="menu" aria-label={label} onAction={run}>
          {filled.flatMap((group, index) => [
            index > 0 && <Separator key={`line-${group.entries[0]?.id}`} className="menu-line" />,
            group.title ? (
              <MenuSection
                key={group.entries[0]?.id}
                aria-label={group.title}
                className={group.short ? "menu-short" : "menu-part"}
              >
                <Header className="menu-title">{group.title}</Header>
                <Items entries={group.entries} />
              </MenuSection>
            ) : (
              <Items key={group.entries[0]?.id} entries={group.entries} />
            ),
          ])}
        </Aria>
      </Popover>
    </MenuTrigger>
  );
}
