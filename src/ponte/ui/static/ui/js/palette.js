// Ctrl K finds any thing or act: commands of the page, places, and what the server finds.
import { icon, make, on } from "ponte/dom";
import { key, keyCaps, nameOf } from "ponte/keys";

const STORE = "ponte.recent";
const box = document.querySelector("[data-palette]");
const input = box?.querySelector("input");
const list = box?.querySelector("[role=listbox]");
const sources = [];
let asked = 0;
let serial = 0;

/** Add a source: `query => [{ title, items: [{ label, icon, href, run, hint }] }]`, at once or as a promise. */
export function source(find) {
  sources.push(find);
}

// What can be done on a page: whatever has a key or a command, stands in a menu, or is edited in place.
const ACTS = "[data-command], [data-key], [data-menu] [role=menuitem]:not(summary), [data-edit]";

/** A choice of a group is found by the group's name too: "Priority: Urgent". */
function labelOf(element) {
  const group = element.closest("details")?.querySelector("summary .menu-words")?.textContent.trim();
  const name = nameOf(element.dataset.command ? element : element.querySelector(".menu-words") ?? element);
  return group ? `${group}: ${name}` : name;
}

/** Menus that are fetched when they open are fetched when somebody looks for an act. */
function fetchMenus() {
  for (const menu of document.querySelectorAll("[data-menu][hx-get]:not([data-fetched])")) {
    const opener = document.querySelector(`[popovertarget="${menu.id}"]`);
    if (!opener?.getClientRects().length) continue;
    menu.dataset.fetched = "";
    menu.addEventListener("htmx:afterSettle", () => { if (box.open) fill(); }, { once: true });
    window.htmx?.trigger(menu, "toggle");
  }
}

function matches(label, query) {
  const text = label.toLocaleLowerCase();
  return query.toLocaleLowerCase().split(/\s+/).every((part) => text.includes(part));
}

function marked(label, query) {
  const span = make("span", { className: "truncate" });
  const at = query ? label.toLocaleLowerCase().indexOf(query.toLocaleLowerCase()) : -1;
  if (at < 0) span.append(label);
  else span.append(label.slice(0, at), make("mark", { textContent: label.slice(at, at + query.length) }), label.slice(at + query.length));
  return span;
}

function commands(query) {
  const acts = [...document.querySelectorAll("main [data-command], main [data-key]"), ...document.querySelectorAll(ACTS)]
    .filter((each) => !each.closest("dialog, .tabbar, [data-own-acts]") && !each.disabled && !each.matches("[data-palette-open]"))
    .filter((each) => !(each.form?.hidden || each.closest("[hidden]")))
    .map((each) => ({ label: labelOf(each), icon: each.dataset.icon || iconIn(each) || "bolt", key: each.dataset.key, run: () => each.click() }))
    .filter((each) => each.label && matches(each.label, query))
    .filter((each, at, all) => all.findIndex((other) => other.label === each.label) === at);
  const places = [...document.querySelectorAll("#navigation a, .places a, #account a")]
    .map((each) => ({ label: nameOf(each.querySelector(".label, .menu-words") ?? each), icon: iconIn(each) || "right", href: each.href }))
    .filter((each) => matches(each.label, query));
  return [{ title: box.dataset.titleDo, items: query ? acts : acts.slice(0, 6) }, { title: box.dataset.titleGo, items: places }];
}

function iconIn(element) {
  return element.querySelector("use")?.getAttribute("href").split("#")[1];
}

function recent() {
  try { return JSON.parse(localStorage.getItem(STORE) ?? "[]"); } catch { return []; }
}

function remember(item) {
  if (!item.href) return;
  const kept = recent().filter((each) => each.href !== item.href);
  localStorage.setItem(STORE, JSON.stringify([{ label: item.label, href: item.href, icon: item.icon }, ...kept].slice(0, 5)));
}

function option(item, query) {
  const element = make(item.href ? "a" : "button", { className: "palette-item", tabIndex: -1 }, icon(item.icon), marked(item.label, query));
  if (item.href) element.href = item.href; else element.type = "button";
  element.setAttribute("role", "option");
  if (item.hint) element.append(make("span", { className: "hint", textContent: item.hint }));
  if (item.key) element.append(make("span", { className: "hint" }, ...keyCaps(item.key)));
  element.addEventListener("click", () => {
    remember(item);
    box.close();
    item.run?.();
  });
  return element;
}

function group({ title, items }, query) {
  const element = make("div", { className: "palette-group" }, make("div", { className: "palette-title", textContent: title, ariaHidden: "true" }), ...items.map((item) => option(item, query)));
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", title);
  return element;
}

async function fromServer(query) {
  if (!box.dataset.src || query.length < 2) return "";
  const answer = await fetch(`${box.dataset.src}?q=${encodeURIComponent(query)}`, { headers: { "HX-Request": "true" } });
  return answer.ok ? answer.text() : "";
}

async function fill() {
  const query = input.value.trim();
  const mine = ++asked;
  const groups = [...(query ? [] : [{ title: box.dataset.titleRecent, items: recent() }]), ...commands(query)].filter((each) => each.items.length);
  list.replaceChildren(...groups.map((each) => group(each, query)));
  settle(query);
  const [html, ...more] = await Promise.all([fromServer(query).catch(() => ""), ...sources.map((find) => find(query))]);
  if (mine !== asked) return;
  more.flat().filter((each) => each?.items.length).forEach((each) => list.append(group(each, query)));
  list.insertAdjacentHTML("beforeend", html);
  settle(query, true);
}

function settle(query, done = false) {
  list.querySelectorAll("[role=option]").forEach((each) => { each.id ||= `palette-option-${++serial}`; });
  if (!list.querySelector("[aria-selected=true]")) select(list.querySelector("[role=option]"));
  list.querySelector(".palette-empty")?.remove();
  if (done && !list.querySelector("[role=option]")) list.append(make("div", { className: "palette-empty", textContent: box.dataset.nothing }));
}

function select(element) {
  list.querySelectorAll("[role=option]").forEach((each) => each.setAttribute("aria-selected", String(each === element)));
  input.setAttribute("aria-activedescendant", element?.id ?? "");
  element?.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const all = [...list.querySelectorAll("[role=option]")];
  const now = all.findIndex((each) => each.ariaSelected === "true");
  if (all.length) select(all[(now + step + all.length) % all.length]);
}

export function open() {
  if (!box || box.open) return;
  input.value = "";
  box.showModal();
  input.focus();
  fetchMenus();
  fill();
}

if (box) {
  on("click", "[data-palette-open]", open);
  key("ctrl k", box.getAttribute("aria-label"), open);
  input.addEventListener("input", fill);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) move(step);
    else if (event.key === "Enter") {
      const chosen = list.querySelector("[aria-selected=true]");
      if ((event.ctrlKey || event.metaKey) && chosen?.href) window.open(chosen.href);
      else chosen?.click();
    } else if (event.key === "k" && (event.ctrlKey || event.metaKey)) box.close();
    else return;
    event.preventDefault();
  });
}
