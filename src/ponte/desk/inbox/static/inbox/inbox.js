// The queue beside the conversation: opening tickets in place, live rows, and news that waits to be shown.
import { announce, each, on } from "ponte/dom";
import { key } from "ponte/keys";

const main = document.getElementById("main");
const queue = document.getElementById("queue");
const inside = () => document.getElementById("queue-in");
const isTable = () => "table" in (inside()?.dataset ?? {});
const wide = () => window.matchMedia("(width >= 720px)").matches;

// ---- one page, three panes ----

/** Show which ticket is open, in the list and in the layout. */
function mark() {
  main.classList.toggle("is-table", isTable());
  const open = document.getElementById("talk-in")?.dataset.ticket ?? "";
  document.querySelectorAll(".row[aria-current]").forEach((row) => row.removeAttribute("aria-current"));
  const row = open && document.querySelector(`.row[data-ticket="${open}"]`);
  if (row) {
    row.setAttribute("aria-current", "true");
    row.classList.remove("is-unread");
    row.querySelector(".unread")?.remove();
  }
  main.dataset.pane = open ? "talk" : "queue";
  main.classList.toggle("without-context", !open);
  document.getElementById("context")?.toggleAttribute("hidden", !open);
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id === "talk") {
    mark();
    document.dispatchEvent(new CustomEvent("ponte:ticket-opened"));
  }
  if (event.detail.target?.id === "queue") { fresh.clear(); waiting.clear(); mark(); groupsAt = 0; refreshGroups(); }
});

// A ticket page opened by itself fetches its queue when there is room for it.
async function fill() {
  const src = queue?.dataset.src;
  if (!src || !wide()) return;
  const answer = await fetch(src, { headers: { "HX-Request": "true", "HX-Target": "queue" } });
  if (!answer.ok || answer.redirected && new URL(answer.url).pathname.startsWith("/sign-in")) return;
  queue.innerHTML = await answer.text();
  window.htmx.process(queue);
  delete queue.dataset.src;
  mark();
  if (waiting.size) catchUp();
  document.querySelector(".row[aria-current]")?.scrollIntoView({ block: "nearest" });
}

// ---- live rows ----

const fresh = new Set(); // tickets that came to this queue since it was drawn
const NEWS = new Set(["ticket.created", "ticket.message_received", "ticket.reopened", "ticket.assigned", "ticket.moved", "ticket.mentioned"]);
const waiting = new Map(); // ticket -> the event that may make it news to this queue, or 0
let timer = 0;

document.addEventListener("ponte:changed", (event) => {
  const { ticket, kind, event: id } = event.detail;
  if (!ticket || !kind.startsWith("ticket.")) return;
  waiting.set(ticket, Math.max(NEWS.has(kind) ? id : 0, waiting.get(ticket) ?? 0));
  clearTimeout(timer);
  timer = setTimeout(catchUp, 120);
});
document.addEventListener("ponte:reload", () => { if (inside()) reload(); });

async function catchUp() {
  if (!inside()) return; // a queue that is still being fetched catches up when it is there
  const ids = [...waiting.keys()].slice(0, 100);
  const since = Number(inside().dataset.position);
  const news = new Set(ids.filter((id) => waiting.get(id) > since));
  ids.forEach((id) => waiting.delete(id));
  const base = inside().dataset.address;
  const answer = await fetch(`${base}${base.includes("?") ? "&" : "?"}rows=${ids.join(",")}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  const [before, behind] = isTable() ? ["<table><tbody>", "</tbody></table>"] : ["<ul>", "</ul>"];
  const drawn = new DOMParser().parseFromString(`${before}${await answer.text()}${behind}`, "text/html");
  ids.forEach((id) => place(id, drawn.getElementById(`row-${id}`), news.has(id)));
  refreshCounts();
  showFresh();
  if (waiting.size) catchUp();
}

function place(id, next, isNews) {
  const now = document.getElementById(`row-${id}`);
  if (!next) { now?.classList.add("is-gone"); fresh.delete(String(id)); return; }
  if (!now) { if (isNews) fresh.add(String(id)); return; }
  const focused = now.contains(document.activeElement) && document.activeElement;
  const chosen = now.querySelector("[data-choose]")?.checked;
  const current = now.querySelector(".row")?.getAttribute("aria-current");
  now.classList.remove("is-gone");
  now.replaceChildren(...document.adoptNode(next).childNodes);
  const row = now.querySelector(".row");
  if (current) { row.setAttribute("aria-current", current); row.classList.remove("is-unread"); row.querySelector(".unread")?.remove(); }
  if (chosen) now.querySelector("[data-choose]").checked = true;
  now.classList.toggle("is-unread", next.classList.contains("is-unread"));
  if (focused) (focused.matches("input") ? now.querySelector("input") : row).focus({ preventScroll: true });
  window.htmx.process(now);
}

function showFresh() {
  const bar = document.getElementById("waiting");
  if (!bar) return;
  const words = fresh.size === 1 ? bar.dataset.one : bar.dataset.many.replace("{}", fresh.size);
  bar.hidden = fresh.size === 0;
  const place = bar.querySelector("[data-words]");
  if (fresh.size && place.textContent !== words) { place.textContent = words; announce(words); }
}

function reload() {
  window.htmx.ajax("GET", inside().dataset.address, { target: "#queue", swap: "innerHTML", headers: { "HX-Target": "queue" } });
}
document.addEventListener("ponte:reload-queue", reload);

let countsTimer = 0;
function refreshCounts() {
  clearTimeout(countsTimer);
  countsTimer = setTimeout(async () => {
    writeCounts(await fetch("/inbox/counts").catch(() => null));
    refreshViewCounts();
    refreshGroups();
  }, 400);
}

// How many stand under each heading: known when the whole list is here, else asked for, at most every ten seconds.
let groupsAt = 0;
let groupsTimer = 0;
function refreshGroups() {
  if (!document.querySelector("[data-group]")) return;
  clearTimeout(groupsTimer);
  groupsTimer = setTimeout(async () => {
    const base = inside()?.dataset.address;
    if (!base) return;
    groupsAt = Date.now();
    const answer = await fetch(`${base}${base.includes("?") ? "&" : "?"}groups=1`).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const found = await answer.json();
    document.querySelectorAll("[data-group]").forEach((place) => { place.textContent = found[place.dataset.group] ?? ""; });
  }, Math.max(0, groupsAt + 10_000 - Date.now()));
}

async function writeCounts(answer) {
  if (!answer?.ok || answer.redirected) return;
  const found = await answer.json();
  document.querySelectorAll("[data-count]").forEach((each) => {
    if (each.dataset.count in found) each.textContent = found[each.dataset.count] === "0" ? "" : found[each.dataset.count];
  });
}

// The numbers of views cost a search each: they come after the page, and while much happens every ten seconds.
let viewCountsAt = 0;
let viewCountsTimer = 0;
function refreshViewCounts() {
  if (!document.querySelector('[data-count^="inbox.view-"]')) return;
  clearTimeout(viewCountsTimer);
  viewCountsTimer = setTimeout(async () => {
    viewCountsAt = Date.now();
    writeCounts(await fetch("/inbox/view-counts").catch(() => null));
  }, Math.max(0, viewCountsAt + 10_000 - Date.now()));
}

// ---- search and filter ----

on("click", "[data-filter-open]", (event, button) => {
  const form = document.getElementById("narrow");
  form.hidden = !form.hidden;
  button.setAttribute("aria-expanded", String(!form.hidden));
  if (!form.hidden) form.querySelector("input[type=search]").focus();
});

// ---- moving between panes ----

const panes = () => [queue, document.getElementById("thread"), document.getElementById("context")].filter((pane) => pane?.getClientRects().length);
function go(step) {
  const all = panes();
  const now = all.findIndex((pane) => pane.contains(document.activeElement));
  const next = all[(now + step + all.length) % all.length];
  const target = next === queue ? queue.querySelector(".row[aria-current], .row") : next.id === "context" ? next.querySelector("a, button") : next;
  target?.focus();
}
const words = document.getElementById("talk")?.dataset ?? {};
key("]", words.nextPane ?? "", () => go(1));
key("[", words.previousPane ?? "", () => go(-1));
key("u", words.backWords ?? "", () => {
  const row = document.querySelector(".row[aria-current]");
  if (wide() && row) row.focus();
  else location.assign(queue?.dataset.src ?? inside()?.dataset.address ?? "/inbox/");
});

each("[data-rows]", () => mark());
fill().then(refreshGroups);
refreshViewCounts();
