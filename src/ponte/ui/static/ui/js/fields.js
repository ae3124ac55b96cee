// Fields: growing text areas, tokens, dropped and pasted files, and forms that are not lost by accident.
import { each, icon, make, on } from "ponte/dom";

if (!CSS.supports("field-sizing", "content")) {
  const grow = (area) => { area.style.height = "auto"; area.style.height = `${area.scrollHeight + 2}px`; };
  each("textarea[data-autosize]", (area) => { area.addEventListener("input", () => grow(area)); grow(area); });
}

function addToken(box, value) {
  const text = value.trim();
  const name = box.dataset.tokens;
  if (!text || [...box.querySelectorAll("input[type=hidden]")].some((each) => each.value.toLowerCase() === text.toLowerCase())) return;
  const remove = make("button", { type: "button", title: box.dataset.remove.replace("{}", text) }, icon("x", "xs"));
  remove.dataset.removeToken = "";
  const chip = make("span", { className: "chip" }, text, make("input", { type: "hidden", name, value: text }), remove);
  box.querySelector(":scope > input").before(chip);
}

function takeTokens(box, input, everything) {
  const parts = input.value.split(/[,;\n]/);
  input.value = everything ? "" : parts.pop();
  parts.forEach((part) => addToken(box, part));
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

on("keydown", "[data-tokens] > input", (event, input) => {
  const box = input.parentElement;
  if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey && input.value.trim()) || event.key === ",") {
    event.preventDefault();
    takeTokens(box, input, true);
  } else if (event.key === "Backspace" && !input.value) {
    [...box.querySelectorAll(".chip")].at(-1)?.remove();
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
on("input", "[data-tokens] > input", (event, input) => {
  const known = [...(input.list?.options ?? [])].some((each) => each.value === input.value);
  if (event.inputType === "insertReplacementText" || (known && !event.inputType) || /[,;\n]/.test(input.value)) takeTokens(input.parentElement, input, known);
});
on("focusout", "[data-tokens] > input", (event, input) => input.value.trim() && takeTokens(input.parentElement, input, true));
on("click", "[data-remove-token]", (event, button) => {
  const box = button.closest("[data-tokens]");
  button.closest(".chip").remove();
  box.querySelector(":scope > input").focus();
  box.dispatchEvent(new Event("change", { bubbles: true }));
});

// ---- choosing reply or note goes on to the writing ----
on("change", "[data-composer] .mode input", (event, radio) => {
  const places = radio.form.querySelectorAll(`.only-${radio.value} :is(textarea, [contenteditable=true])`);
  [...places].find((each) => each.getClientRects().length)?.focus();
});

// ---- files: data-drop names the file input ----
function give(zone, files) {
  const input = document.getElementById(zone.dataset.drop);
  if (!input || !files.length) return;
  const all = new DataTransfer();
  [...(input.multiple ? input.files : []), ...files].slice(input.multiple ? 0 : -1).forEach((file) => all.items.add(file));
  input.files = all.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
on("dragover", "[data-drop]", (event, zone) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  zone.classList.add("is-dropping");
});
on("dragleave", "[data-drop]", (event, zone) => zone.contains(event.relatedTarget) || zone.classList.remove("is-dropping"));
on("drop", "[data-drop]", (event, zone) => {
  zone.classList.remove("is-dropping");
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  give(zone, event.dataTransfer.files);
});
on("paste", "[data-drop]", (event, zone) => {
  if (!event.clipboardData.files.length || event.clipboardData.types.includes("text/plain")) return;
  event.preventDefault();
  give(zone, event.clipboardData.files);
});

// ---- leaving with changes ----
const changed = new Set();
on("input", "form[data-unsaved]", (event, form) => changed.add(form));
on("submit", "form[data-unsaved]", (event, form) => changed.delete(form));
window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});
