// Tabs of a panel: arrows move between them, only the open one is drawn.
import { createContext, memo, type ReactNode, useCallback, useContext, useRef } from "react";
import { Tabs as Aria, Tab, TabList, TabPanel } from "react-aria-components";

export interface TabEntry {
  id: string;
  label: string;
  /** A small number beside the label, with what it counts. */
  count?: number;
  counts?: string;
  draw: () => ReactNode;
}
interface Props {
  label: string;
  tabs: readonly TabEntry[];
  chosen: string;
  onChoose: (id: string) => void;
}

const Drawn = createContext<readonly TabEntry[]>([]);

/** What a tab shows: drawn anew without the row of tabs. */
function Shown({ id }: { id: string }) {
  return useContext(Drawn)
    .find((tab) => tab.id === id)
    ?.draw();
}

type Row = Pick<Props, "label" | "chosen"> & {
  heads: readonly Omit<TabEntry, "draw">[];
  onChoose: (id: string) => void;
};

const Frame = memo(
  function Frame({ label, heads, chosen, onChoose }: Row) {
    return (
      <Aria className="tabs-frame" selectedKey={chosen} onSelectionChange={(key) => onChoose(String(key))}>
        <TabList aria-label={label} className="tabs">
          {heads.map((tab) => (
            <Tab key={tab.id} id={tab.id} className="tab">
              {tab.label}
              {tab.count ? (
                <span className="n nums">
                  {tab.count}
                  {tab.counts && <span className="vh"> {tab.counts}</span>}
                </span>
              ) : null}
            </Tab>
          ))}
        </TabList>
        {heads.map((tab) => (
          <TabPanel key={tab.id} id={tab.id} className="tab-panel">
            <Shown id={tab.id} />
          </TabPanel>
        ))}
      </Aria>
    );
  },
  (before, now) => JSON.stringify(before) === JSON.stringify(now),
);

export function Tabs({ label, tabs, chosen, onChoose }: Props) {
  const latest = useRef(onChoose);
  latest.current = onChoose;
  const choose = useCallback((id: string) => latest.current(id), []);
  const heads = tabs.map(({ draw, ...head }) => head);
  return (
    <Drawn value={tabs}>
      <Frame label={label} heads={heads} chosen={chosen} onChoose={choose} />
    </Drawn>
  );
}
