// The open ticket: what changes elsewhere is merged in without moving what is being read or typed.
import { announce, on } from "ponte/dom";
import "ticket/composer";
import "ticket/frames";
import "ticket/popovers";
import { atEnd, steady } from "ticket/steady";

const talk = () => document.getElementById("talk-in");
const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
let unseen = 0;
let busy = null;
let again = false;

// ---- merging ----

export async function refresh({ sent = false } = {}) {
  if (busy) { again = true; return busy; }
  busy = merge(sent).finally(() => {
    busy = null;
    if (again) { again = false; refresh(); }
  });
  return busy;
}

async function merge(sent) {
  const here = talk();
  if (!here) return;
  const seen = document.visibilityState === "visible" ? "&seen=1" : "";
  const asked = recentReplies();
  const replies = asked.map((message) => `&again=${message}`).join("");
  const answer = await fetch(`${here.dataset.now}?after=${here.dataset.last}${replies}${seen}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected || talk() !== here) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = next.getElementById("now");
  if (!now) return;
  here.dataset.last = Math.max(Number(here.dataset.last), Number(now.dataset.last));
  ["talk-head", "talk-strip", "ticket-more", "context-in"].forEach((id) => swap(id, next));
  steady(() => {
    swap("thread-notices", next);
    swap("thread-presence", next);
    asked.filter((message) => !next.getElementById(`message-${message}`)).forEach((message) => document.getElementById(`message-${message}`)?.remove());
    append(next.getElementById("thread-new"), sent);
  });
  if (sent) document.getElementById("thread").scrollTop = 0;
  document.dispatchEvent(new CustomEvent("ponte:merged"));
}

/** The latest replies on the page: they are asked for again, for they go from waiting to sent, or are taken back. */
function recentReplies() {
  return [...document.querySelectorAll("#thread-in .message.agent[data-message]")].slice(-5).map((each) => each.dataset.message);
}

/** Replace a part when it differs, unless somebody is in it or has a menu of it open. */
function swap(id, next) {
  const old = document.getElementById(id), fresh = next.getElementById(id);
  if (!old || !fresh || old.isEqualNode(fresh)) return;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const history = old.querySelector("#history[open]");
  if (old.matches(":popover-open") || old.querySelector("[aria-expanded=true], details[open]:not(#history)") || focused?.matches("input, textarea, select")) return;
  const mark = focused && (focused.dataset.edit ? `[data-edit="${focused.dataset.edit}"]` : focused.title ? `[title="${CSS.escape(focused.title)}"]` : "");
  const copy = document.adoptNode(fresh);
  if (history) copy.querySelector("#history")?.replaceWith(history);
  old.replaceWith(copy);
  window.htmx.process(copy);
  if (history) window.htmx.trigger(history, "refresh");
  if (mark) copy.querySelector(mark)?.focus({ preventScroll: true });
}

function append(fresh, sent) {
  const thread = document.getElementById("thread"), end = document.getElementById("thread-end");
  if (!fresh || !thread || !end) return;
  const follows = sent || atEnd(thread);
  const known = new Set([...document.querySelectorAll("#thread-in [data-day]")].map((each) => each.dataset.day));
  const begins = document.querySelector("#thread-in [data-at]")?.dataset.at ?? "";
  let added = 0;
  [...fresh.children].forEach((item) => {
    if (item.dataset.day ? known.has(item.dataset.day) : item.id && replaceOld(item)) return;
    if (item.dataset.at < begins) return; // lies on an older page of the thread
    end.before(document.adoptNode(item));
    window.htmx.process(item);
    if (item.dataset.message && item.dataset.agent !== talk().dataset.me) added += 1;
  });
  if (!follows && added) pill(added);
  if (added) announce(added === 1 ? talk().dataset.newOne : talk().dataset.newMany.replace("{}", added));
}

function replaceOld(item) {
  const old = document.getElementById(item.id);
  if (!old) return false;
  if (!old.isEqualNode(item) && !old.contains(document.activeElement) && !old.querySelector("iframe, details[open]")) {
    old.replaceWith(document.adoptNode(item));
    window.htmx.process(item);
  }
  return true;
}

// ---- "new message" when one reads further up ----

function pill(number) {
  unseen += number;
  const button = document.getElementById("new-pill");
  if (!button) return;
  button.hidden = false;
  button.querySelector("span").textContent = unseen === 1 ? talk().dataset.newOne : talk().dataset.newMany.replace("{}", unseen);
}
on("click", "#new-pill", () => { document.getElementById("thread").scrollTop = 0; forget(); });
document.addEventListener("scroll", (event) => {
  if (event.target.id === "thread" && atEnd(event.target)) forget();
}, true);
function forget() {
  unseen = 0;
  const button = document.getElementById("new-pill");
  if (button) button.hidden = true;
}

// ---- live ----

let timer = 0;
function soon(detail) {
  clearTimeout(timer);
  timer = setTimeout(() => refresh(detail), 60);
}
document.addEventListener("ponte:changed", (event) => {
  const here = talk();
  if (here && (String(event.detail.ticket) === here.dataset.ticket)) soon();
});
document.addEventListener("ponte:reload", () => soon());
document.addEventListener("ponte:connection", (event) => { if (event.detail.online) { soon(); say(); } });
document.addEventListener("ponte:refresh-ticket", (event) => soon(event.detail ?? {}));
document.addEventListener("ponte:reload-ticket", (event) => {
  const here = talk();
  if (!here) return;
  window.htmx.ajax("GET", `/tickets/${here.dataset.ticket}`, { target: "#talk", swap: "innerHTML", headers: { "HX-Target": "talk" } })
    .then(() => event.detail?.focus && document.querySelector("#composer .editor, #composer textarea")?.focus());
});

// ---- who is here ----

let mode = "viewing";
const others = new Map();

document.addEventListener("ponte:doing", (event) => {
  if (event.detail === mode) return;
  mode = event.detail;
  say();
});

function say(what = mode) {
  const here = talk();
  if (!here) return;
  const body = new URLSearchParams({ mode: what });
  fetch(here.dataset.presence, { method: "POST", body, headers: token(), keepalive: true }).catch(() => null);
}

setInterval(() => { if (document.visibilityState === "visible") say(); }, 15000);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") { say(); refresh(); } });
window.addEventListener("pagehide", () => say("left"));

document.addEventListener("ponte:presence", (event) => {
  const here = talk(), { ticket, agent, name, mode: what } = event.detail;
  if (!here || String(ticket) !== here.dataset.ticket || String(agent) === here.dataset.me) return;
  if (what === "left") others.delete(agent);
  else others.set(agent, { name, what });
  if (what === "replying" || what === "noting") announce(here.dataset[what].replace("{}", name));
  soon();
});

// ---- opened, left ----

let opened = talk()?.dataset.presence;
function arrive() {
  const address = talk()?.dataset.presence;
  if (opened && opened !== address) {
    fetch(opened, { method: "POST", body: new URLSearchParams({ mode: "left" }), headers: token(), keepalive: true }).catch(() => null);
  }
  opened = address;
  mode = "viewing";
  others.clear();
  forget();
  say();
}
document.addEventListener("ponte:ticket-opened", arrive);
if (talk()) arrive();

on("click", "[data-mark-unread]", () => setTimeout(() => {
  const row = document.querySelector(`.row[data-ticket="${talk()?.dataset.ticket}"]`);
  row?.classList.add("is-unread");
}, 300));
