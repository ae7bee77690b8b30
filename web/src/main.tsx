// The pages of Amphi: desk at /, lobby and room at /join/…, the recording at /play/….
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./ui/tokens.css";
import "./ui/base.css";
import { Router } from "./router";
import { restoreCaptionSize } from "./ui/captions";
import { restoreTheme } from "./ui/theme";

restoreTheme();
restoreCaptionSize();
const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <Router />
    </StrictMode>,
  );
