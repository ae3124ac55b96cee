// Copy a value; show a password.
import { announce, icon, on } from "ponte/dom";

on("click", "[data-copy]", async (event, button) => {
  const from = document.getElementById(button.dataset.copy);
  const text = "value" in from ? from.value : [...from.querySelectorAll("li")].map((each) => each.textContent.trim()).join("\n") || from.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    from.select?.(); // no permission, or plain http: the reader presses Ctrl C
    return;
  }
  announce(button.dataset.copied);
  const before = button.querySelector("svg");
  const done = icon("check", before.classList[1] ?? "");
  before.replaceWith(done);
  setTimeout(() => done.replaceWith(before), 1500);
});

on("click", "[data-reveal]", (event, button) => {
  const input = document.getElementById(button.dataset.reveal);
  const shown = input.type === "text";
  input.type = shown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!shown));
  button.querySelector("svg").replaceWith(icon(shown ? "eye" : "eye-off", "s"));
});
