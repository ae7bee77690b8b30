// Light, dark, or as the system has it.
import { Moon, Sun, SunMoon } from "lucide-react";
import { useState } from "react";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
import { setTheme, type Theme, theme } from "../../ui/theme";

const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
const SIGNS = { system: SunMoon, light: Sun, dark: Moon };

export function ThemeChoice() {
  const [chosen, setChosen] = useState(theme);
  const Sign = SIGNS[chosen];
  return (
    <IconButton
      label={t(`desk.theme_${chosen}`)}
      onPress={() => {
        setTheme(NEXT[chosen]);
        setChosen(NEXT[chosen]);
      }}
    >
      <Sign className="i" aria-hidden="true" />
    </IconButton>
  );
}
