// Tabs of a panel: arrows move between them, only the open one is drawn.
import type { ReactNode } from "react";
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

export function Tabs({ label, tabs, chosen, onChoose }: Props) {
  return (
    <Aria className="tabs-frame" selectedKey={chosen} onSelectionChange={(key) => onChoose(String(key))}>
      <TabList aria-label={label} className="tabs">
        {tabs.map((tab) => (
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
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="tab-panel">
          {tab.draw()}
        </TabPanel>
      ))}
    </Aria>
  );
}
