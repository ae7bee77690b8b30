// A teacher laid out everybody's window: it is said once, with a way back to one's own.
import { LayoutGrid } from "lucide-react";
import { useState } from "react";
import { nameOf } from "../../panels/props";
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
      title={`You see the layout of ${nameOf(people, laid.by)}`}
      actions={
        <>
          <Button size="sm" onPress={() => setFollows(false)}>
            Use my own
          </Button>
          <Button size="sm" kind="bare" onPress={() => setHeard(laid.by)}>
            Follow
          </Button>
        </>
      }
    >
      {LAYOUT_WORDS[laid.layout]}. You can leave it and come back under More.
    </Banner>
  );
}
