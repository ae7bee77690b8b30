// An address without a page.
import { t } from "../texts";
import { Logo } from "../ui/Logo";

export default function Missing() {
  return (
    <main className="page-note">
      <Logo />
      <h1>{t("ui.no_page")}</h1>
      <p className="muted">{t("ui.no_page_hint")}</p>
      <a className="btn go" href="/">
        {t("ui.my_desk")}
      </a>
    </main>
  );
}
