// The arch: the one ornament of the house.
import { t } from "../texts";

interface Props {
  /** Write the name beside the arch. */
  word?: boolean;
  href?: string;
}

export function Logo({ word = true, href = "/" }: Props) {
  return (
    <a className="logo" href={href} aria-label={t("ui.home")}>
      <svg
        viewBox="0 0 26 26"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d="M2.5 20a10.5 10.5 0 0 1 21 0M7.5 20a5.5 5.5 0 0 1 11 0" />
        <circle cx="13" cy="20" r="1.9" fill="currentColor" stroke="none" />
      </svg>
      {word && <span aria-hidden="true">Amphi</span>}
    </a>
  );
}
