// Rows: j and k move, x chooses, Shift takes a range, the first box takes all.
import { on } from "ponte/dom";
import { key } from "ponte/keys";

let last = null;

function boxes(form) {
  return [...document.querySelectorAll(`input[data-choose][form="${form}"]`)];
}

function show(form) {
  const all = boxes(form);
  const chosen = all.filter((each) => each.checked).length;
  const bar = document.getElementById(form);
  if (bar?.matches("[data-chosen-bar]")) {
    bar.hidden = chosen === 0;
    const count = bar.querySelector("[data-chosen-count]");
    count.textContent = count.dataset.words.replace("{}", chosen);
  }
  all[0]?.closest("[data-rows]")?.classList.toggle("choosing", chosen > 0);
  const head = document.querySelector(`input[data-choose-all][form="${form}-none"]`);
  if (head) {
    head.checked = chosen > 0 && chosen === all.length;
    head.indeterminate = chosen > 0 && chosen < all.length;
  }
  document.dispatchEvent(new CustomEvent("ponte:chosen", { detail: { form, number: chosen } }));
}

on("click", "input[data-choose]", (event, box) => {
  const form = box.getAttribute("form");
  const all = boxes(form);
  if (event.shiftKey && last && all.includes(last)) {
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
    all.slice(from, to + 1).forEach((each) => { each.checked = box.checked; });
  }
  last = box;
  show(form);
});
on("change", "input[data-choose-all]", (event, head) => {
  const form = head.getAttribute("form").replace(/-none$/, "");
  boxes(form).forEach((each) => { each.checked = head.checked; });
  show(form);
});
on("click", "[data-choose-none]", (event, button) => {
  const form = button.form?.id ?? button.closest("form").id;
  boxes(form).forEach((each) => { each.checked = false; });
  show(form);
});
document.addEventListener("htmx:afterSettle", () => {
  new Set([...document.querySelectorAll("input[data-choose]")].map((each) => each.getAttribute("form"))).forEach(show);
});
new Set([...document.querySelectorAll("input[data-choose]")].map((each) => each.getAttribute("form"))).forEach(show);

const list = document.querySelector("[data-rows]");
const rows = () => [...document.querySelectorAll("[data-rows] .row")].filter((each) => each.getClientRects().length);

function move(step) {
  const all = rows();
  const here = document.activeElement?.closest(".row-item")?.querySelector(".row");
  const now = all.indexOf(here ?? all.find((each) => each.ariaCurrent));
  all[Math.min(all.length - 1, Math.max(0, now + step))]?.focus();
}
if (list) {
  key("j", list.dataset.nextWords ?? "", () => move(1));
  key("k", list.dataset.previousWords ?? "", () => move(-1));
  key("x", list.dataset.chooseWords ?? "", () => {
    const row = document.activeElement?.closest(".row-item") ?? rows().find((each) => each.ariaCurrent)?.closest(".row-item");
    row?.querySelector("[data-choose]")?.click();
  });
}
