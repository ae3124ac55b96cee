// The texts of a macro are written as a reply is; a place goes in where one was writing.
import { each, make, on } from "ponte/dom";
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
