// Light, dark or as the system has it: one choice, kept on this device.
export type Theme = "system" | "light" | "dark";

const KEY = "amphi.theme";

export function theme(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
}

function show(chosen: Theme): void {
  if (chosen === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}

export function setTheme(chosen: Theme): void {
  localStorage.setItem(KEY, chosen);
  show(chosen);
}

export function restoreTheme(): void {
  show(theme());
}
