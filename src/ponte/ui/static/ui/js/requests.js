// Every act answers at once: a pressed look now, a sign of work past 400 ms, a banner in place when it failed.
import { on, word } from "ponte/dom";

const SLOW = 400;
const working = document.getElementById("working");
let running = 0;
const timers = new WeakMap();

function begin(element) {
  running += 1;
  timers.set(element, setTimeout(() => {
    element.setAttribute("aria-busy", "true");
    if (working) working.hidden = false;
  }, SLOW));
}

function end(element) {
  running = Math.max(0, running - 1);
  clearTimeout(timers.get(element));
  element.removeAttribute("aria-busy");
  if (!running && working) working.hidden = true;
}

function pressedOf(event) {
  return event.detail.requestConfig?.triggeringEvent?.submitter ?? event.detail.elt;
}

document.addEventListener("htmx:beforeRequest", (event) => begin(pressedOf(event)));
document.addEventListener("htmx:afterRequest", (event) => {
  end(pressedOf(event));
  if (event.detail.successful) placeFor(event.detail.elt).querySelectorAll(":scope > .request-failed").forEach((each) => each.remove());
});

function placeFor(element) {
  return element.closest("form, [data-errors], dialog") ?? document.querySelector(".banners") ?? document.body;
}

/** A banner where the act was; what was typed stays. */
export function fail(element, text) {
  const place = placeFor(element);
  place.querySelectorAll(":scope > .request-failed").forEach((each) => each.remove());
  const banner = document.getElementById("failed-request").content.firstElementChild.cloneNode(true);
  banner.classList.add("request-failed");
  banner.querySelector(".text").textContent = text;
  place.prepend(banner);
}

function reason(status) {
  return { 401: "expired", 403: "refused", 404: "gone", 410: "gone", 413: "tooLarge", 429: "busy" }[status] ?? "failed";
}

document.addEventListener("htmx:responseError", (event) => fail(event.detail.elt, word(reason(event.detail.xhr.status))));
document.addEventListener("htmx:sendError", (event) => fail(event.detail.elt, word("offline")));
document.addEventListener("htmx:timeout", (event) => fail(event.detail.elt, word("failed")));

// A session that ended answers with the sign-in page: never put that into this one, what was typed would be lost.
document.addEventListener("htmx:beforeSwap", (event) => {
  const there = event.detail.xhr.responseURL && new URL(event.detail.xhr.responseURL).pathname;
  if (there?.startsWith("/sign-in") && !location.pathname.startsWith("/sign-in")) {
    event.detail.shouldSwap = false;
    fail(event.detail.elt, word("expired"));
  }
});

// Plain forms: once is enough, and the button shows that it works.
on("submit", "form", (event, form) => {
  if (event.defaultPrevented || form.matches("[hx-post], [hx-get], [hx-put], [hx-patch], [hx-delete], [method=dialog], [target]")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  begin(event.submitter ?? form);
});
window.addEventListener("pageshow", (event) => event.persisted && document.querySelectorAll("form[data-sent]").forEach((form) => {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach(end);
}));
