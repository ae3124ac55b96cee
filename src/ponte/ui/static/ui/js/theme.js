// Light or dark on this device. The server reads the cookie, so no page flashes.
import { on } from "ponte/dom";

on("click", "[data-theme-switch]", () => {
  const root = document.documentElement;
  const now = root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  root.dataset.theme = now === "dark" ? "light" : "dark";
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `ponte_theme=${root.dataset.theme};path=/;max-age=31536000;samesite=lax${secure}`;
});
