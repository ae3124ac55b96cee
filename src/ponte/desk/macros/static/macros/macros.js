// A macro on the open ticket: found by "/" or in the palette, looked at, applied; its text goes into the draft.
import { make } from "ponte/dom";
import { source } from "ponte/palette";
import { fail } from "ponte/requests";
import { toast } from "ponte/toast";
import { cleaned, isEmpty } from "ticket/editor";

const composer = () => document.querySelector("form[data-composer][data-macros]");
const language = (form) => form.querySelector("[name=language]")?.value ?? "";
const headers = () => ({ ...JSON.parse(document.body.getAttribute("hx-headers") ?? "{}"), "HX-Request": "true" });

/** What fits the typed words, for the menu after "/". */
export async function find(form, query) {
  const asked = new URLSearchParams({ q: query.trim(), language: language(form) });
  const answer = await fetch(`${form.dataset.macros}?${asked}`);
  return answer.ok && !answer.redirected ? (await answer.json()).items : [];
}

/** Apply one: at once where it only writes, after a look where it changes the ticket. */
export function bring(form, item, range = null) {
  const place = range?.cloneRange() ?? null;
  const body = new URLSearchParams({ language: language(form) });
  if (item.asks) look(form, item, place);
  else apply(form, `${item.address}/application`, body, place);
}

async function look(form, item, range) {
  const answer = await fetch(`${item.address}?language=${encodeURIComponent(language(form))}`, { headers: headers() }).catch(() => null);
  if (!answer?.ok || answer.redirected) return fail(form, form.dataset.macroFailed);
  const dialog = make("dialog", { className: "dialog macro-dialog" });
  dialog.setAttribute("aria-labelledby", "macro-preview-title");
  dialog.innerHTML = await answer.text();
  document.body.append(dialog);
  let applied = false;
  dialog.addEventListener("close", () => { dialog.remove(); if (!applied) back(form, range); });
  dialog.querySelector("[data-macro-cancel]").addEventListener("click", (event) => { event.preventDefault(); dialog.close(); });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    applied = true;
    const body = new URLSearchParams(new FormData(event.target));
    dialog.close();
    apply(form, event.target.action, body, range);
  });
  dialog.showModal();
  (dialog.querySelector("[data-macro-apply]") ?? dialog.querySelector("[data-macro-cancel]")).focus();
}

async function apply(form, address, body, range) {
  const answer = await fetch(address, { method: "POST", body, headers: headers() }).catch(() => null);
  if (!answer?.ok || answer.redirected) return fail(form, answer?.status === 422 ? await answer.text() : form.dataset.macroFailed);
  const given = await answer.json();
  if (given.html) insert(form, given.mode, given.html, range);
  else back(form, range);
  if (given.state) keep(form, given.state);
  if (given.toast) toast(given.toast);
  document.dispatchEvent(new CustomEvent("ponte:refresh-ticket", { detail: {} }));
}

function back(form, range) {
  const field = range?.startContainer.parentElement?.closest(".editor") ?? range?.startContainer.closest?.(".editor");
  if (!field) return;
  field.focus();
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

function insert(form, mode, html, range) {
  const field = form.composer.fields[mode];
  if (!field) return;
  const other = form.querySelector(`[name=mode][value=${mode}]`);
  if (!other.checked) other.click();
  field.focus();
  const selection = getSelection();
  if (range && field.contains(range.startContainer)) {
    selection.removeAllRanges();
    selection.addRange(range);
  } else {
    selection.selectAllChildren(field);
    selection.collapseToEnd();
  }
  const holder = document.createElement("div");
  holder.append(cleaned(html));
  document.execCommand("insertHTML", false, holder.innerHTML);
}

// ---- the state that sending will set ----

const memory = (form) => `ponte.macro.${form.dataset.ticket}`;

function keep(form, state) {
  sessionStorage.setItem(memory(form), JSON.stringify(state));
  show(form, state);
}

/** Show again what sending will set, as long as there is something to send. */
export function resume(form) {
  if (!form.dataset.macros) return;
  const kept = sessionStorage.getItem(memory(form)), field = form.composer.fields.reply;
  if (!kept) return;
  if (field && !isEmpty(field)) show(form, JSON.parse(kept));
  else sessionStorage.removeItem(memory(form));
}

function show(form, { id, words }) {
  const button = form.querySelector("[data-send]");
  if (!button) return;
  release(form);
  if (button.value === String(id)) return; // the usual button says the same
  const before = [button.value, button.firstChild.textContent];
  button.value = id;
  button.firstChild.textContent = words;
  const usual = make("button", { type: "button", className: "link small macro-usual", textContent: form.dataset.macroUsual });
  usual.addEventListener("click", () => { forget(form); button.focus(); });
  button.closest(".button-split").before(usual);
  form.sendsAs = () => {
    [button.value, button.firstChild.textContent] = before;
    usual.remove();
  };
}

function release(form) {
  form.sendsAs?.();
  form.sendsAs = null;
}

function forget(form) {
  sessionStorage.removeItem(memory(form));
  release(form);
}

document.addEventListener("ponte:macro-undone", () => { const form = composer(); if (form) forget(form); });

source(async (query) => {
  const form = composer();
  if (!form || query.length < 2) return [];
  const items = await find(form, query).catch(() => []);
  return [{ title: form.dataset.macrosTitle, items: items.map((item) => ({ label: item.label, icon: "bolt", hint: item.hint.slice(0, 40), run: () => bring(form, item) })) }];
});
