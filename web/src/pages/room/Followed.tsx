// A teacher laid out everybody's window: it is said once, with a way back to one's own.
import { LayoutGrid } from "lucide-react";
import { useState } from "react";
import { nameOf } from "../../panels/props";
import { t } from "../../texts";
import { Banner } from "../../ui/Banner";
import { Button } from "../../ui/Button";
import { LAYOUT_WORDS, useArranged } from "./arrange";
import { useRoom } from "./context";

export function Followed() {
  const { people } = useRoom();
  const { laid, follows, setFollows } = useArranged();
  const [heard, setHeard] = useState<string | null>(null);
  if (!laid || !follows || heard === laid.by) return null;
  return (
    <Banner
      tone="acc"
      icon={<LayoutGrid className="i" />}
      title={t("room.layout_of", { name: nameOf(people, laid.by) })}
      actions={
        <>
          <Button size="sm" onPress={() => setFollows(false)}>
            {t("room.layout_own")}
          </Button>
          <Button size="sm" kind="bare" onPress={() => setHeard(laid.by)}>
            {t("room.layout_follow")}
          </Button>
        </>
      }
    >
      {t("room.layout_hint", { layout: LAYOUT_WORDS[laid.layout] })}
    </Banner>
  );
}
