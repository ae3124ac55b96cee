// Fields that are asked only sometimes: hidden, and not sent, while what they depend on says so.
import { on } from "ponte/dom";

function valuesOf(frame) {
  const found = [];
  for (const control of frame.querySelectorAll("input, select, textarea")) {
    if (control.type === "hidden" || ((control.type === "checkbox" || control.type === "radio") && !control.checked)) continue;
    if (control.value.trim()) found.push(control.value.trim());
  }
  return found;
}

function holds(term, place) {
  const frame = place.querySelector(`[data-asked="${CSS.escape(term.field)}"]`);
  if (!frame || frame.hidden) return false;
  const values = valuesOf(frame);
  if (!term.is.length) return values.length > 0;
  return values.some((value) => term.is.some((wanted) => value === wanted || value.startsWith(`${wanted}/`)));
}

/** Show and hide the fields of `place`, from the first to the last: each depends on what stands before it. */
export function settle(place) {
  for (const frame of place.querySelectorAll("[data-when]")) {
    const shown = JSON.parse(frame.dataset.when).every((term) => holds(term, place));
    frame.hidden = !shown;
    for (const control of frame.querySelectorAll("input, select, textarea")) control.disabled = !shown;
  }
}

const all = () => document.querySelectorAll("[data-asked-fields]").forEach(settle);
on("input", "[data-asked-fields] *", (event, control) => settle(control.closest("[data-asked-fields]")));
on("change", "[data-asked-fields] *", (event, control) => settle(control.closest("[data-asked-fields]")));
document.addEventListener("htmx:load", all);
all();
