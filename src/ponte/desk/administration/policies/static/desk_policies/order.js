// Policies put in order by dragging; the buttons beside them do the same without a pointer.
const list = document.querySelector("[data-order]");
let held = null;

list?.addEventListener("dragstart", (event) => {
  held = event.target.closest("[draggable]");
  held?.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
});

list?.addEventListener("dragover", (event) => {
  const over = event.target.closest("[draggable]");
  if (!held || !over) return;
  event.preventDefault();
  const box = over.getBoundingClientRect();
  if (over !== held) over[event.clientY < box.top + box.height / 2 ? "before" : "after"](held);
});

list?.addEventListener("drop", (event) => event.preventDefault());

list?.addEventListener("dragend", () => {
  held?.classList.remove("is-dragged");
  const form = held?.querySelector("form[data-place]");
  const place = [...list.children].indexOf(held);
  held = null;
  if (!form || place === Number(form.dataset.place)) return;
  form.elements.to.value = place;
  form.requestSubmit();
});
