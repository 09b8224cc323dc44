export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const CHOICE = "diarist.theme";

export function chosenTheme(): Theme {
  const choice = localStorage.getItem(CHOICE);
  return THEMES.find((theme) => theme === choice) ?? "system";
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(CHOICE, theme);
  applyTheme();
}

/** Without a choice the page is as light or dark as the rest of the machine. */
export function applyTheme(): void {
  const theme = chosenTheme();
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}
