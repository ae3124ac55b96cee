// "@" names a colleague in a note, "/" brings a macro.
import { icon, make } from "ponte/dom";

let list = null, items = [], at = 0, range = null, field = null, asked = 0, choose = null, sign = "";

function close() {
  list?.hidePopover?.();
  list?.remove();
  list = null;
  field?.removeAttribute("aria-activedescendant");
  field?.removeAttribute("aria-controls");
}

/** Watch an editor for a sign; `source(query)` fetches items, `take(item, range)` puts one in. */
export function complete(editor, mark, source, take, nothing) {
  const pattern = mark === "@" ? /(?:^|\s|\u200b)@([\p{L}\p{N}.' -]{0,30})$/u : /(?:^|\s)\/([\p{L}\p{N} -]{0,30})$/u;
  editor.addEventListener("input", async () => {
    const found = before(pattern);
    if (!found) return sign === mark ? close() : undefined; // another sign's list is not ours to close
    const mine = ++asked;
    const rows = await source(found.query).catch(() => []);
    if (mine !== asked) return;
    field = editor;
    range = found.range;
    choose = take;
    sign = mark;
    show(rows, nothing, found.query);
  });
  editor.addEventListener("keydown", press, true);
  editor.addEventListener("blur", () => setTimeout(close, 150));
}

function before(pattern) {
  const selection = getSelection();
  const node = selection.anchorNode;
  if (!selection.isCollapsed || node?.nodeType !== 3) return null;
  const found = pattern.exec(node.textContent.slice(0, selection.anchorOffset));
  if (!found) return null;
  const place = document.createRange();
  place.setStart(node, selection.anchorOffset - found[1].length - 1);
  place.setEnd(node, selection.anchorOffset);
  return { query: found[1], range: place };
}

function show(rows, nothing, query) {
  if (!rows.length && query.length > 12) return close();
  close();
  items = rows;
  at = 0;
  list = make("div", { className: "menu completions", id: "completions" });
  list.setAttribute("role", "listbox");
  list.popover = "manual";
  rows.forEach((row, index) => {
    const node = make("div", { className: "menu-item", id: `completion-${index}` }, row.initials
      ? make("span", { className: `avatar xs t${row.tone}`, textContent: row.initials, ariaHidden: "true" }) : icon("bolt", "s"),
    make("span", { className: "menu-words" }, row.label, make("small", { textContent: row.hint ?? "" })));
    node.setAttribute("role", "option");
    node.addEventListener("mousedown", (event) => { event.preventDefault(); at = index; pick(); });
    list.append(node);
  });
  if (!rows.length) list.append(make("div", { className: "menu-title", textContent: nothing }));
  document.body.append(list);
  list.showPopover();
  const box = range.getBoundingClientRect(), size = list.getBoundingClientRect();
  list.style.insetInlineStart = `${Math.max(8, Math.min(box.left, innerWidth - size.width - 8))}px`;
  list.style.insetBlockStart = `${box.top - size.height - 4 > 8 ? box.top - size.height - 4 : box.bottom + 4}px`;
  field.setAttribute("aria-controls", "completions");
  mark();
}

function mark() {
  list?.querySelectorAll("[role=option]").forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
  if (items.length) field.setAttribute("aria-activedescendant", `completion-${at}`);
}

function press(event) {
  if (!list || event.defaultPrevented) return; // an editor that watches two signs hears each key twice
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves && items.length) at = (at + moves[event.key] + items.length) % items.length;
  else if ((event.key === "Enter" || event.key === "Tab") && items.length && !event.ctrlKey && !event.metaKey) pick();
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
  mark();
}

function pick() {
  const item = items[at], place = range, editor = field;
  close();
  place.deleteContents();
  choose(item, place);
  editor.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
