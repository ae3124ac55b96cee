// "Select all 1,240": a change then reaches everything in the list, not only the rows that are loaded.
import { announce, on } from "ponte/dom";

const parts = () => {
  const bar = document.getElementById("chosen");
  return bar && { bar, button: bar.querySelector("[data-everything]"), field: bar.querySelector("[name=everything]") };
};
const address = () => document.getElementById("queue-in")?.dataset.address ?? "";
let asked = "";

document.addEventListener("ponte:chosen", async (event) => {
  const here = parts();
  if (!here?.button || event.detail.form !== "chosen") return;
  here.field.value = ""; // whoever changes the selection no longer means everything
  if (!event.detail.number) { here.button.hidden = true; asked = ""; return; }
  if (asked === address()) { show(here); return; }
  asked = address();
  const answer = await fetch(`${here.button.dataset.everything}?${new URLSearchParams({ address: asked })}`).catch(() => null);
  if (!answer?.ok || answer.redirected || parts()?.bar !== here.bar) return;
  Object.assign(here.button.dataset, await answer.json());
  show(here);
});

function show({ button }) {
  button.hidden = !(Number(button.dataset.number) > 1);
  button.textContent = button.dataset.words;
}

on("click", "[data-everything]", (event, button) => {
  const { field, bar } = parts();
  document.querySelectorAll('input[data-choose][form="chosen"]').forEach((box) => { box.checked = true; });
  field.value = address();
  bar.querySelector("[data-chosen-count]").textContent = button.dataset.selected;
  button.hidden = true;
  announce(button.dataset.selected);
});
