// What was done, with a way back. Comes from script, from HX-Trigger "ponte:toast", or stands in the page.
import { announce, make, on, word } from "ponte/dom";

const place = document.getElementById("toasts");

/** Show `text`; `undo` is [address, method] or a function; `seconds` until it goes (8). */
export function toast({ text, undo = null, seconds = 8 }) {
  if (!place) return;
  const node = make("div", { className: "toast" }, make("span", { textContent: text }));
  if (undo) {
    const button = make("button", { type: "button", textContent: place.dataset.undoWord });
    button.dataset.key = "z";
    button.addEventListener("click", () => {
      node.remove();
      settle();
      if (typeof undo === "function") undo();
      else window.htmx?.ajax(undo[1], undo[0], { swap: "none", source: document.body });
    });
    node.append(make("span", { className: "left", ariaHidden: "true" }), button);
  }
  place.append(node);
  settle();
  announce(text);
  run(node, seconds);
}

function run(node, seconds) {
  let left = seconds;
  const show = () => { const at = node.querySelector(".left"); if (at) at.textContent = word("units").split("|")[0].replace("{}", left); };
  show();
  const timer = setInterval(() => {
    if (!node.isConnected) return clearInterval(timer);
    if (node.matches(":hover, :focus-within")) return; // nobody loses an undo while reaching for it
    left -= 1;
    show();
    if (left > 0) return;
    clearInterval(timer);
    node.remove();
    settle();
  }, 1000);
}

function settle() {
  const wanted = place.childElementCount > 0;
  if (place.matches(":popover-open")) place.hidePopover(); // to stand above a dialog opened since
  if (wanted) place.showPopover();
}

document.addEventListener("ponte:toast", (event) => toast(event.detail));
window.addEventListener("ponte:toast", (event) => event.target === window && toast(event.detail));
if (place) {
  const standing = [...place.querySelectorAll("[data-toast]")];
  standing.forEach((node) => {
    node.remove();
    toast({ text: node.querySelector("span").textContent, undo: node.dataset.undo ? [node.dataset.undo, node.dataset.undoMethod] : null });
  });
}
on("click", "[data-demo-toast]", (event, button) => toast({ text: button.textContent, undo: () => toast({ text: "↶" }) }));
