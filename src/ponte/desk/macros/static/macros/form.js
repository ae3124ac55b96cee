// The texts of a macro are written as a reply is; a place goes in where one was writing.
import { each, icon, make, on } from "ponte/dom";
import { edit, isEmpty } from "ticket/editor";

let last = null, caret = null;

each("[data-macro-text]", (place) => {
  if (place.dataset.ready) return;
  place.dataset.ready = "1";
  const area = place.querySelector("textarea[name]"), before = place.querySelector("[data-html]").value.trim();
  const hidden = make("input", { type: "hidden", name: `html_${place.dataset.macroText}`, value: before });
  place.append(hidden);
  const field = edit(area, before, () => { hidden.value = isEmpty(field) ? "" : field.innerHTML.replaceAll("\u200b", ""); });
  field.dataset.placeholder = "";
  field.addEventListener("focus", () => { last = field; caret = null; });
  field.addEventListener("blur", () => {
    const selection = getSelection();
    if (selection.rangeCount && field.contains(selection.anchorNode)) caret = selection.getRangeAt(0).cloneRange();
  });
});

on("mousedown", "[data-place]", (event) => event.preventDefault()); // the caret stays
on("click", "[data-place]", (event, button) => {
  const field = last?.isConnected ? last : document.querySelector("details[open] [data-macro-text] .editor");
  if (!field) return;
  const range = caret;
  if (document.activeElement !== field) field.focus();
  if (range && field.contains(range.startContainer)) { getSelection().removeAllRanges(); getSelection().addRange(range); }
  document.execCommand("insertText", false, `{{${button.dataset.place}}}`);
});

// ---- the order of the changes: by buttons, or drawn ----

const box = document.querySelector("[data-macro-order]");
const sheet = box?.closest("form");
const KINDS = ["assignee", "team", "priority", "type", "brand", "tag", "follow", "state"];
let drawn = null;

const field = (what) => sheet.querySelector(`select[name=${what}]`);
const tagged = () => [...sheet.querySelectorAll("[name=add_tags], [name=remove_tags]")].some((each) => each.value.trim());
const chosen = (what) => (what === "tag" ? tagged() : Boolean(field(what)?.value));
const named = (what) => (what === "tag" ? box.dataset.tags : field(what).labels[0].textContent.trim());

function ordered() {
  const kept = box.querySelector("[name=order]").value.split(",").filter((each) => KINDS.includes(each));
  return [...new Set([...kept, ...KINDS])].filter(chosen);
}

function keep(order) {
  box.querySelector("[name=order]").value = order.join(",");
  show();
}

function move(what, step) {
  const order = ordered(), from = order.indexOf(what), to = from + step;
  if (to < 0 || to >= order.length) return;
  order.splice(to, 0, ...order.splice(from, 1));
  keep(order);
  (box.querySelector(`[data-what=${what}] [data-step="${step}"]:not(:disabled)`) ?? box.querySelector(`[data-what=${what}] button:not(:disabled)`))?.focus();
}

function stepper(what, step, words, disabled) {
  const button = make("button", { type: "button", className: "icon-button small", disabled }, icon(step < 0 ? "up" : "down", "s"));
  button.dataset.step = step;
  button.setAttribute("aria-label", words.replace("{}", named(what)));
  button.addEventListener("click", () => move(what, step));
  return button;
}

function show() {
  const order = ordered();
  box.hidden = order.length < 2;
  box.querySelector("ol").replaceChildren(...order.map((what, place) => {
    const line = make("li", { draggable: true }, make("span", { textContent: named(what) }),
      stepper(what, -1, box.dataset.up, place === 0), stepper(what, 1, box.dataset.down, place === order.length - 1));
    line.dataset.what = what;
    line.addEventListener("dragstart", () => { drawn = what; });
    line.addEventListener("dragover", (event) => { if (drawn) event.preventDefault(); });
    line.addEventListener("drop", (event) => {
      event.preventDefault();
      const now = ordered().filter((each) => each !== drawn);
      now.splice(now.indexOf(what) + (order.indexOf(drawn) < place ? 1 : 0), 0, drawn);
      drawn = null;
      keep(now);
    });
    return line;
  }));
}

if (box) {
  sheet.addEventListener("change", show);
  sheet.addEventListener("input", show);
  sheet.addEventListener("submit", () => { box.querySelector("[name=order]").value = ordered().join(","); });
  show();
}
