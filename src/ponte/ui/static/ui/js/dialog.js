// Dialogs: opened and closed by attributes. The browser keeps the focus inside and gives it back.
import { each, on } from "ponte/dom";

on("click", "[data-dialog]", (event, button) => {
  const dialog = document.getElementById(button.dataset.dialog);
  if (dialog && !dialog.open) dialog.showModal();
});
on("click", "dialog [data-close]", (event, button) => button.closest("dialog").close());

// Browsers without closedby: a click on the backdrop hits the dialog itself.
on("click", "dialog[closedby=any]", (event, dialog) => {
  if ("closedBy" in HTMLDialogElement.prototype || event.target !== dialog) return;
  const box = dialog.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside) dialog.close();
});

each("dialog[data-open]", (dialog) => dialog.open || dialog.showModal());
each("[data-focus]", (element) => element.focus({ preventScroll: false }));
document.addEventListener("ponte:close-dialog", () => document.querySelector("dialog:modal")?.close());
