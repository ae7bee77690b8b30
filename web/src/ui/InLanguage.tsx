// Menus and dialogs open and sort as the language of the page wants it, not as that of the browser.
import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { locale } from "../texts";

export function InLanguage({ children }: { children: ReactNode }) {
  return <I18nProvider locale={locale()}>{children}</I18nProvider>;
}
