// The shape of what is on its way, in place of a spinner.
import { t } from "../texts";

interface Props {
  lines?: number;
  label?: string;
}

const WIDTHS = ["34%", "92%", "70%", "26%", "84%"];

export function Skeleton({ lines = 5, label = t("ui.loading") }: Props) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines never move
        <i key={line} style={{ width: WIDTHS[line % WIDTHS.length] }} />
      ))}
    </div>
  );
}
