// Small tools beside the audience: search, and for those who lead, announcing, slow mode and the welcome.
import { Ellipsis, Megaphone, Search } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button as AriaButton, ToggleButton } from "react-aria-components";
import { isStaff } from "../core/view/people";
import { t } from "../texts";
import { IconButton } from "../ui/Button";
import { Menu } from "../ui/Menu";
import type { PanelProps } from "./props";
import { SLOW_CHOICES } from "./slow";

const WelcomeDialog = lazy(() => import("./WelcomeDialog"));

interface Props {
  panel: PanelProps;
  onSearch: () => void;
  /** The audience can be announced to. */
  mayAnnounce: boolean;
  announces: boolean;
  setAnnounces: (on: boolean) => void;
}

export function ChatTools({ panel, onSearch, mayAnnounce, announces, setAnnounces }: Props) {
  const { slow } = panel.view.notices;
  const [welcoming, setWelcoming] = useState(false);
  const leads = isStaff(panel.me.role) && panel.mode === "live";
  return (
    <span className="chat-tools">
      {leads && mayAnnounce && (
        <ToggleButton
          className="btn ic bare sm"
          aria-label={t("chat.as_announcement")}
          isSelected={announces}
          onChange={setAnnounces}
        >
          <Megaphone className="i s" />
        </ToggleButton>
      )}
      <IconButton label={t("chat.search")} size="sm" onPress={onSearch}>
        <Search className="i s" />
      </IconButton>
      {leads && (
        <Menu
          label={t("chat.settings")}
          placement="top end"
          groups={[
            { entries: [{ id: "welcome", label: t("chat.welcome_message"), run: () => setWelcoming(true) }] },
            {
              title: t("chat.students_write"),
              entries: SLOW_CHOICES.map((seconds) => ({
                id: `slow-${seconds}`,
                label: t(`chat.slow_choice_${seconds}`),
                chosen: slow === seconds,
                run: () => void panel.act({ do: "SetSlowMode", seconds }),
              })),
            },
          ]}
        >
          <AriaButton className="btn ic bare sm" aria-label={t("chat.settings")}>
            <Ellipsis className="i s" />
          </AriaButton>
        </Menu>
      )}
      {welcoming && (
        <Suspense>
          <WelcomeDialog panel={panel} onClose={() => setWelcoming(false)} />
        </Suspense>
      )}
    </span>
  );
}
