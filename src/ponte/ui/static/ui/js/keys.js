// Shortcuts. Anything with data-key="r" | "Shift e" | "Ctrl Enter" | "g i" is clicked or focused by it.
// Single letters rest while text is typed and can be switched off (WCAG 2.1.4).
import { isTyping, make } from "ponte/dom";

const STORE = "ponte.single-keys";
const own = new Map(); // keys that modules handle themselves: combination -> { words, run }
let first = ""; // the g of "g i"
let forget = 0;

/** Add a key that is no element: `words` stands in the sheet of `?`. */
export function key(combination, words, run) {
  own.set(combination.toLowerCase(), { words, run });
}

export function singleKeys() {
  return (localStorage.getItem(STORE) ?? document.body.dataset.singleKeys ?? "on") !== "off";
}

function pressed(event) {
  // On a Cyrillic layout the key is Cyrillic: take the place of the key instead.
  const physical = /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase();
  let name = event.key.length === 1 && event.key.charCodeAt(0) > 127 && physical ? physical : event.key.toLowerCase();
  if (event.altKey && physical) name = physical;
  const letter = /^[a-z]$/.test(name) || name.length > 1;
  return [(event.ctrlKey || event.metaKey) && "ctrl", event.altKey && "alt", event.shiftKey && letter && "shift", name]
    .filter(Boolean).join(" ");
}

function shown(element) {
  const closed = element.closest("[popover]:not(:popover-open)");
  if (closed) return element.closest("[hidden]") ? 0 : 1; // the act of a closed menu still has its key
  return element.getClientRects().length ? 2 : 0;
}

function elementFor(combination) {
  const dialog = document.querySelector("dialog:modal");
  return [...(dialog ?? document).querySelectorAll("[data-key]")]
    .filter((each) => each.dataset.key.toLowerCase() === combination && !each.disabled && shown(each))
    .sort((a, b) => shown(b) - shown(a))[0];
}

function act(combination, event) {
  const element = elementFor(combination);
  if (element) {
    event.preventDefault();
    if (isTyping(element)) element.focus();
    else if (element.checked && element.type === "radio") element.dispatchEvent(new Event("change", { bubbles: true }));
    else element.click();
    return true;
  }
  const mine = document.querySelector("dialog:modal") ? null : own.get(combination);
  if (!mine) return false;
  event.preventDefault();
  mine.run(event);
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || ["Control", "Shift", "Alt", "Meta"].includes(event.key)) return;
  const combination = pressed(event);
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (!modified && event.key.length === 1 && (isTyping(event.target) || !singleKeys())) return;
  if (!modified && isTyping(event.target)) return;
  clearTimeout(forget);
  const sequence = first && `${first} ${combination}`;
  first = "";
  if (sequence && act(sequence, event)) return;
  if (act(combination, event)) return;
  const begins = [...own.keys(), ...[...document.querySelectorAll("[data-key]")].map((each) => each.dataset.key.toLowerCase())]
    .some((each) => each.startsWith(`${combination} `) && each.length === combination.length + 2 && combination.length === 1);
  if (begins && !modified) {
    first = combination;
    forget = setTimeout(() => { first = ""; }, 1200);
  }
});

// ---- the sheet of `?` ----
const sheet = document.querySelector("[data-keys-sheet]");

export function nameOf(element) {
  const label = element.dataset.command || element.getAttribute("aria-label") || element.title.replace(/\s*\([^)]*\)$/, "")
    || (element.labels?.[0] ?? element).textContent;
  const shortcut = element.querySelector?.(".kbd")?.textContent ?? "";
  return label.replace(shortcut, "").replace(/\s+/g, " ").trim();
}

/** The caps of a combination, as they are drawn. */
export function keyCaps(combination) {
  return combination.split(" ").map((each) => {
    const textContent = { enter: "↵", arrowdown: "↓", arrowup: "↑" }[each.toLowerCase()] ?? (each.length === 1 ? each : each[0].toUpperCase() + each.slice(1));
    return make("kbd", { className: "kbd", textContent });
  });
}

function line(words, combination) {
  return make("div", {}, make("dt", { textContent: words }), make("dd", {}, ...keyCaps(combination)));
}

function openSheet() {
  if (!sheet) return;
  const list = sheet.querySelector("[data-keys-list]");
  const rows = new Map();
  own.forEach(({ words }, combination) => words && rows.set(combination, words));
  document.querySelectorAll("[data-key]").forEach((each) => {
    if (!each.closest("dialog")) rows.set(each.dataset.key.toLowerCase(), nameOf(each));
  });
  list.replaceChildren(...[...rows].map(([combination, words]) => line(words, combination)));
  sheet.querySelector("[data-keys-switch]").checked = singleKeys();
  if (!sheet.open) sheet.showModal();
}

if (sheet) {
  key("?", "", openSheet);
  sheet.addEventListener("toggle", () => sheet.open && openSheet());
  sheet.querySelector("[data-keys-switch]").addEventListener("change", (event) => {
    localStorage.setItem(STORE, event.target.checked ? "on" : "off");
  });
}
