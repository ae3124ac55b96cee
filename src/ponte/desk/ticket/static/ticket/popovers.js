// A property's value opens its small form beside it; without script it is a link to a page with the same form.
import { on } from "ponte/dom";

let from = null;

function popover() {
  const found = document.getElementById("property-popover");
  if (found) return found;
  const made = document.createElement("div");
  made.id = "property-popover";
  made.className = "popover property-popover";
  made.popover = "auto";
  made.setAttribute("role", "dialog");
  document.body.append(made);
  made.addEventListener("toggle", (event) => {
    if (event.newState === "open") return;
    from?.removeAttribute("aria-expanded");
    if (!document.activeElement || document.activeElement === document.body || made.contains(document.activeElement)) from?.focus();
  });
  return made;
}

/** Open the form of a property beside `anchor`. */
export async function edit(address, anchor) {
  const place = popover();
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) { location.assign(address); return; }
  place.innerHTML = await answer.text();
  window.htmx.process(place);
  from = anchor;
  anchor.setAttribute("aria-expanded", "true");
  place.setAttribute("aria-label", place.querySelector("label")?.textContent ?? "");
  place.showPopover();
  const at = anchor.getBoundingClientRect(), size = place.getBoundingClientRect();
  place.style.insetInlineStart = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
  place.style.insetBlockStart = `${at.bottom + size.height + 8 > innerHeight ? Math.max(8, at.top - size.height - 4) : at.bottom + 4}px`;
  place.querySelector("select, input:not([type=hidden])")?.focus();
}

on("click", "a[data-edit]", (event, link) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  edit(link.href, link);
});
on("click", "[popovertarget='edit-assignee']", (event, button) => {
  event.preventDefault();
  edit(`/tickets/${document.getElementById("talk-in").dataset.ticket}/properties/assignee`, button);
});
// A single choice is made by choosing.
on("change", "#property-popover select", (event, select) => select.form.requestSubmit());
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.elt.id === "property-form" && event.detail.xhr.status === 200) {
    document.getElementById("property-popover")?.hidePopover();
  }
});
