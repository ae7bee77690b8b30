// What those who lead do with a class that has been, besides playing it: one menu in its row.
import { CalendarClock, Check, Copy, Ellipsis, Eye, Users } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import type { DeskClass } from "../../core/api";
import { t } from "../../texts";
import { Menu } from "../../ui/Menu";
import { absolute, CopiedByHand, useCopy } from "./CopyLink";
import { here } from "./model";

export function MoreOfClass({ one }: { one: DeskClass }) {
  const { state, copy } = useCopy();
  const { title } = one;
  const link = absolute(one.join.student);
  const open = (sheet: string) => () => location.assign(`${here(one.playback)}#${sheet}`);
  return (
    <>
      <Menu
        label={t("desk.more_of", { title })}
        groups={[
          {
            entries: [
              {
                id: "work",
                label: t("late.work"),
                icon: <CalendarClock className="i s" />,
                run: open("late-work"),
              },
              {
                id: "attendance",
                label: t("desk.attendance"),
                icon: <Users className="i s" />,
                run: open("attendance"),
              },
              { id: "shown", label: t("shown.title"), icon: <Eye className="i s" />, run: open("shown") },
            ],
          },
          {
            entries: [
              {
                id: "copy",
                label: t("desk.copy_student_link"),
                icon: <Copy className="i s" />,
                run: () => void copy(link),
              },
            ],
          },
        ]}
      >
        <AriaButton className="btn ic" aria-label={t("desk.more_of", { title })}>
          {state === "copied" ? (
            <Check className="i" aria-hidden="true" />
          ) : (
            <Ellipsis className="i" aria-hidden="true" />
          )}
        </AriaButton>
      </Menu>
      <span className="vh" role="status">
        {state === "copied" ? t("desk.link_copied") : ""}
      </span>
      {state === "shown" && <CopiedByHand label={t("desk.copy_student_link")} link={link} />}
    </>
  );
}
