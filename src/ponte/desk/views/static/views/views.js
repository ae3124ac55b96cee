// The columns of a view, and the views themselves: moved by the arrows, or dragged by their grip.
import { announce, on } from "ponte/dom";

const told = (list) => list.closest("form")?.dispatchEvent(new Event("change", { bubbles: true }));

// One's own order of views: all of them in the order of the page.
function keep(address) {
  const view = [...document.querySelectorAll("[data-view-order] [data-view]")].map((each) => each.dataset.view);
  window.htmx.ajax("POST", address, { values: { view }, swap: "none", target: "body" });
}

on("click", "[data-sortable] [data-move]", (event, button) => {
  event.preventDefault();
  const item = button.closest("[data-sort-item]");
  const up = button.dataset.move === "-1";
  const beside = up ? item.previousElementSibling : item.nextElementSibling;
  if (!beside) return;
  if (up) beside.before(item); else beside.after(item);
  button.focus();
  item.scrollIntoView({ block: "nearest" });
  announce(`${item.textContent.trim()}: ${[...item.parentElement.children].indexOf(item) + 1}`);
  told(item);
});

on("pointerdown", "[data-sortable] [data-grip], [data-view-order] [data-grip]", (event, grip) => {
  const item = grip.closest("[data-sort-item], [data-view]");
  const list = item.parentElement;
  event.preventDefault();
  item.classList.add("is-dragged");
  const move = (at) => {
    const over = [...list.children].find((each) => each !== item && at.clientY < each.getBoundingClientRect().bottom && at.clientY >= each.getBoundingClientRect().top);
    if (!over) return;
    const box = over.getBoundingClientRect();
    if (at.clientY < box.top + box.height / 2) over.before(item); else over.after(item);
  };
  const end = () => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", end);
    document.removeEventListener("pointercancel", end);
    item.classList.remove("is-dragged");
    if (list.dataset.viewOrder) keep(list.dataset.viewOrder);
    else told(list);
  };
  // on the document: a grip that is moved with its row loses what it has captured
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
});
