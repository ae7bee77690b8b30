// What whoever comes in is told: above the chat until it is put away.
import { X } from "lucide-react";
import { t } from "../texts";
import { IconButton } from "../ui/Button";
import { useDraft } from "./drafts";
import type { PanelProps } from "./props";
import { Words } from "./Words";

export function Welcome({ view, drafts }: PanelProps) {
  const { text, seq } = view.welcome;
  const [put, setPut] = useDraft(drafts, "welcome", () => 0);
  // A new text is a new welcome.
  if (text === "" || put >= seq) return null;
  return (
    <section className="welcome" aria-label={t("chat.welcome")}>
      <div className="grow">
        <Words text={text} />
      </div>
      <IconButton label={t("chat.welcome_away")} size="sm" onPress={() => setPut(seq)}>
        <X className="i s" />
      </IconButton>
    </section>
  );
}
