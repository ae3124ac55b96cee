// Menus and popovers: where they open, arrow keys inside, and closing after a choice. The rest is the browser's.
import { on } from "ponte/dom";

const GAP = 4;
let opener = null;

on("click", "[popovertarget]", (event, button) => { opener = button; }, true);

document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!(menu instanceof HTMLElement) || !menu.matches("[data-menu]")) return;
  const button = opener?.getAttribute("popovertarget") === menu.id ? opener : document.querySelector(`[popovertarget="${menu.id}"]`);
  button?.setAttribute("aria-expanded", String(event.newState === "open"));
  if (event.newState !== "open") return;
  if (button) put(menu, button);
  (menu.querySelector("[aria-checked=true]") ?? menu.querySelector("[role^=menuitem], a, button, input"))?.focus();
}, true);

function put(menu, button) {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = at.bottom + GAP + height <= innerHeight || at.top < innerHeight / 2;
  const left = at.left + width <= innerWidth - GAP ? at.left : Math.max(GAP, at.right - width);
  menu.style.left = `${Math.min(left, Math.max(GAP, innerWidth - width - GAP))}px`;
  menu.style.top = `${below ? Math.min(at.bottom + GAP, Math.max(GAP, innerHeight - height - GAP)) : Math.max(GAP, at.top - GAP - height)}px`;
}

on("keydown", "[role=menu]", (event, menu) => {
  const items = [...menu.querySelectorAll("[role^=menuitem]:not([aria-disabled])")].filter((each) => each.getClientRects().length);
  const now = items.indexOf(document.activeElement);
  const next = { ArrowDown: now + 1, ArrowUp: now < 0 ? -1 : now - 1, Home: 0, End: -1 }[event.key];
  const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key.toLocaleLowerCase();
  const byLetter = letter && [...items.slice(now + 1), ...items.slice(0, now + 1)]
    .find((each) => each.textContent.trim().toLocaleLowerCase().startsWith(letter));
  if (next !== undefined) items.at(next % items.length)?.focus();
  else if (byLetter) byLetter.focus();
  else if (event.key === "Tab") return menu.hidePopover?.();
  else return;
  event.preventDefault();
  event.stopPropagation();
});

on("click", "[role=menu] [role^=menuitem]", (event, item) => {
  if (item.ariaDisabled === "true") return event.preventDefault();
  const menu = item.closest("[popover]");
  if (menu && !item.hasAttribute("data-stay")) setTimeout(() => menu.isConnected && menu.matches(":popover-open") && menu.hidePopover());
});
