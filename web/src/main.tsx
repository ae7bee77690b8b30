// The pages of Amphi: desk at /, lobby and room at /join/…, the recording at /play/….
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./ui/tokens.css";
import "./ui/base.css";
import { Router } from "./router";
import { restoreLanguage } from "./texts";
import { restoreCaptions } from "./ui/captions";
import { restoreTheme } from "./ui/theme";

restoreTheme();
restoreCaptions();

const root = document.getElementById("root");

function draw(page: HTMLElement): void {
  createRoot(page).render(
    <StrictMode>
      <Router />
    </StrictMode>,
  );
}

// Without its texts a page has nothing to say it with: this one sentence stands here.
function fail(page: HTMLElement): void {
  page.textContent = "Amphi could not be loaded. Check your connection, and reload this page.";
}

if (root)
  restoreLanguage().then(
    () => draw(root),
    () => fail(root),
  );
