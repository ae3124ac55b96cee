// The builder of conditions: values chosen by name, rows moved by keys.
import { announce, make, on } from "ponte/dom";

const listOf = (input) => document.getElementById(input.getAttribute("aria-controls"));
const options = (input) => [...listOf(input).querySelectorAll("[role=option]")].filter((each) => !chosen(input).has(each.dataset.value));
const chosen = (input) => new Set([...input.closest("[data-pick]").querySelectorAll("[data-picked] input:checked")].map((each) => each.value));

function open(input) {
  const list = listOf(input);
  [...list.querySelectorAll("[role=option]")].forEach((each, place) => {
    each.id = `${list.id}-${place}`;
    each.hidden = chosen(input).has(each.dataset.value);
  });
  const filled = list.children.length > 0 && document.activeElement === input;
  list.hidden = !filled;
  input.setAttribute("aria-expanded", String(filled));
  point(input, filled && input.value.trim() ? options(input)[0] : null);
}

function close(input) {
  listOf(input).hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function point(input, option) {
  listOf(input).querySelectorAll("[aria-selected=true]").forEach((each) => each.setAttribute("aria-selected", "false"));
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

function take(input, value, words) {
  const pick = input.closest("[data-pick]");
  const place = pick.querySelector("[data-picked]");
  input.value = "";
  close(input);
  const there = [...place.querySelectorAll("input")].find((each) => each.value === value);
  if (there) there.checked = true;
  else place.append(make("label", { className: "chip" }, make("input", { type: "checkbox", name: pick.dataset.pick, value, checked: true }), make("span", {}, words)));
  announce(words);
  pick.dispatchEvent(new Event("change", { bubbles: true }));
}

on("htmx:beforeRequest", "[data-pick] [role=combobox]", (event, input) => { if (document.activeElement !== input) event.preventDefault(); });
on("htmx:configRequest", "[data-pick] [role=combobox]", (event, input) => { event.detail.parameters.q = input.value; });
on("htmx:afterSwap", ".pick-list", (event, list) => open(list.parentElement.querySelector("[role=combobox]")));
// what is being searched for is no value yet
on("change", "[data-pick] [role=combobox]", (event) => event.stopImmediatePropagation(), true);

on("keydown", "[data-pick] [role=combobox]", (event, input) => {
  const all = options(input);
  const now = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
  const isOpen = !listOf(input).hidden;
  if (event.altKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (!isOpen) open(input);
    const step = event.key === "ArrowDown" ? 1 : -1;
    point(input, all[now < 0 && step < 0 ? all.length - 1 : Math.min(all.length - 1, Math.max(0, now + step))]);
  } else if (event.key === "Enter" || (event.key === "," && "free" in input.closest("[data-pick]").dataset)) {
    event.preventDefault();
    const free = "free" in input.closest("[data-pick]").dataset && input.value.trim();
    if (isOpen && now >= 0) take(input, all[now].dataset.value, free && all[now].dataset.value === free ? free : all[now].textContent);
    else if (free) take(input, free, free);
  } else if (event.key === "Escape" && isOpen) {
    event.stopPropagation();
    close(input);
  } else if (event.key === "Backspace" && !input.value) {
    const last = [...input.closest("[data-pick]").querySelectorAll("[data-picked] input:checked")].at(-1);
    if (last) last.click();
  }
});
on("pointerdown", ".pick-list [role=option]", (event, option) => {
  event.preventDefault(); // the search keeps the focus
  const input = option.closest(".pick-find").querySelector("[role=combobox]");
  const free = "free" in input.closest("[data-pick]").dataset;
  take(input, option.dataset.value, free ? option.dataset.value : option.textContent);
  input.focus();
});
on("focusout", "[data-pick] [role=combobox]", (event, input) => close(input));
// a value that is let go leaves its place
on("change", "[data-picked] input", (event, box) => {
  if (box.checked) return;
  const input = box.closest("[data-pick]").querySelector("[role=combobox]");
  box.closest(".chip").remove();
  input.focus();
});

// Alt and an arrow move a row, into and out of groups too.
on("keydown", "[data-condition]", (event, row) => {
  if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
  event.preventDefault();
  row.querySelector(event.key === "ArrowUp" ? "[data-up]" : "[data-down]").click();
});
