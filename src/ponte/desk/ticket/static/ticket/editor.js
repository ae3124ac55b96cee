// A small rich text field: what mail can carry and no more. Falls back to the textarea that it stands for.

const BLOCKS = { "-": "insertUnorderedList", "*": "insertUnorderedList", "1.": "insertOrderedList", ">": "quote", "```": "code" };
const KEPT = new Set(["P", "DIV", "BR", "B", "STRONG", "I", "EM", "U", "S", "CODE", "PRE", "BLOCKQUOTE", "UL", "OL", "LI", "A", "IMG"]);
const GONE = new Set(["SCRIPT", "STYLE", "TITLE", "META", "LINK", "TEMPLATE", "IFRAME", "OBJECT", "SVG", "HEAD"]);

/** Put an editor in the place of a textarea; returns its element. `changed` is called after every change. */
export function edit(textarea, html, changed) {
  const field = document.createElement("div");
  field.className = "editor";
  field.contentEditable = "true";
  field.setAttribute("role", "textbox");
  field.setAttribute("aria-multiline", "true");
  field.setAttribute("aria-label", textarea.labels?.[0]?.textContent ?? "");
  field.dataset.placeholder = textarea.placeholder;
  field.spellcheck = true;
  if (textarea.lang) field.lang = textarea.lang;
  field.innerHTML = "";
  field.append(cleaned(html || paragraphs(textarea.value)));
  textarea.before(field);
  textarea.closest(".editor-place").classList.add("has-editor");
  const tell = () => { field.classList.toggle("is-empty", isEmpty(field)); changed(); };
  field.classList.toggle("is-empty", isEmpty(field));
  field.addEventListener("focus", () => { document.execCommand("defaultParagraphSeparator", false, "p"); begin(field); });
  field.addEventListener("beforeinput", (event) => { begin(field); shortcut(event, field); });
  field.addEventListener("input", tell);
  field.addEventListener("paste", (event) => paste(event, tell));
  field.addEventListener("keydown", (event) => leave(event, field));
  return field;
}

/** Whether nothing would be sent. */
export function isEmpty(field) {
  return !field.textContent.trim() && !field.querySelector("img, li");
}

/** Carry out one of the toolbar's acts on the selection. */
export function act(field, what, value) {
  field.focus();
  if (what === "list") list(field, "insertUnorderedList");
  else if (what === "numbers") list(field, "insertOrderedList");
  else if (what === "quote") block(field, "blockquote");
  else if (what === "code") code(field);
  else if (what === "link") link(value);
  else document.execCommand(what);
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function selected() {
  const selection = getSelection();
  return selection.rangeCount ? selection.getRangeAt(0) : null;
}

function closest(node, tag) {
  const element = node?.nodeType === 1 ? node : node?.parentElement;
  return element?.closest(`.editor ${tag}`);
}

/** The first words stand in a paragraph too, or commands would take them together with the next one. */
function begin(field) {
  if (field.textContent || field.firstElementChild) return;
  const paragraph = document.createElement("p");
  paragraph.append(document.createElement("br"));
  field.append(paragraph);
  if (document.activeElement === field) getSelection().collapse(paragraph, 0);
}

/** Browsers put a list inside the paragraph that it takes the place of. */
function list(field, command) {
  document.execCommand(command);
  const made = closest(selected()?.startContainer, "ul, .editor ol");
  const around = made?.parentElement;
  if (around?.tagName !== "P" || around.textContent !== made.textContent) return;
  const { startContainer, startOffset } = selected();
  around.replaceWith(made);
  getSelection().collapse(startContainer, startOffset);
}

function block(field, tag) {
  const inside = closest(selected()?.startContainer, tag);
  document.execCommand("formatBlock", false, inside ? "p" : tag);
}

function code(field) {
  const range = selected();
  if (!range || range.collapsed) return block(field, "pre");
  const made = document.createElement("code");
  made.textContent = range.toString();
  range.deleteContents();
  range.insertNode(made);
  range.setStartAfter(made);
  range.collapse(true);
}

function link(address) {
  const range = selected();
  if (!address || !range) return;
  const whole = /^(https?:|mailto:|tel:)/i.test(address) ? address : address.includes("@") ? `mailto:${address}` : `https://${address}`;
  if (range.collapsed) document.execCommand("insertHTML", false, `<a href="${escaped(whole)}">${escaped(address)}</a>`);
  else document.execCommand("createLink", false, whole);
}

const escaped = (text) => text.replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter]);
const paragraphs = (text) => text.split(/\n{2,}/).filter((each) => each.trim()).map((each) => `<p>${escaped(each).replaceAll("\n", "<br>")}</p>`).join("");

// "- ", "1. ", "> " and "``` " at the start of a line; **bold** and `code` as they are closed.
function shortcut(event, field) {
  if (event.inputType !== "insertText" || !event.data) return;
  const range = selected();
  if (!range?.collapsed || range.startContainer.nodeType !== 3) return;
  const node = range.startContainer, before = node.textContent.slice(0, range.startOffset);
  const first = !node.previousSibling && !closest(node, "li");
  if (event.data === " " && first && BLOCKS[before]) {
    event.preventDefault();
    // Taken away as a person would, so that the emptied line stays one and can be put back by undo.
    getSelection().setBaseAndExtent(node, 0, node, before.length);
    document.execCommand("delete");
    const what = BLOCKS[before];
    if (what === "quote") block(field, "blockquote");
    else if (what === "code") block(field, "pre");
    else list(field, what);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    return;
  }
  const marks = event.data === "*" ? /\*\*([^*]+)\*$/ : event.data === "`" ? /`([^`]+)$/ : null;
  const found = marks?.exec(before);
  if (!found || closest(node, "pre")) return;
  event.preventDefault();
  drop(node, before.length - found[0].length, before.length);
  const made = document.createElement(event.data === "*" ? "b" : "code");
  made.textContent = found[1];
  const place = selected();
  place.insertNode(made);
  const after = document.createTextNode("\u200b");
  made.after(after);
  place.setStart(after, 1);
  place.collapse(true);
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function drop(node, from, to) {
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  range.deleteContents();
  const selection = getSelection();
  range.collapse(true);
  selection.removeAllRanges();
  selection.addRange(range);
}

// Enter in an empty line of a quote or of code leads out of it.
function leave(event, field) {
  if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey) return;
  const { startContainer: line, startOffset: at } = selected() ?? {};
  const box = closest(line, "blockquote") ?? closest(line, "pre");
  if (box && line === box && box.tagName === "PRE" && line.childNodes[at - 1]?.nodeName === "BR") {
    event.preventDefault();
    line.childNodes[at]?.remove();
    line.childNodes[at - 1].remove();
    const paragraph = document.createElement("p");
    paragraph.append(document.createElement("br"));
    box.after(paragraph);
    getSelection().collapse(paragraph, 0);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  } else if (box && (line.textContent.trim() === "" || line.textContent.endsWith("\n"))) {
    event.preventDefault();
    document.execCommand("formatBlock", false, "p");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

function paste(event, tell) {
  const data = event.clipboardData;
  if (!data || data.files.length) return; // files are the composer's business
  event.preventDefault();
  const html = data.getData("text/html"), text = data.getData("text/plain");
  if (html) {
    const holder = document.createElement("div");
    holder.append(cleaned(html));
    document.execCommand("insertHTML", false, holder.innerHTML);
  } else if (/^https?:\/\/\S+$/.test(text) && !selected()?.collapsed) document.execCommand("createLink", false, text);
  else document.execCommand("insertText", false, text);
  tell();
}

/** Foreign HTML reduced to what the composer writes. The server cleans again. */
export function cleaned(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const out = document.createDocumentFragment();
  page.body.childNodes.forEach((node) => take(node, out));
  return out;
}

function take(node, into) {
  if (node.nodeType === 3) { into.append(node.textContent.replace(/\u200b/g, "")); return; }
  if (node.nodeType !== 1 || GONE.has(node.tagName)) return;
  const bold = node.tagName === "SPAN" && /bold|[6-9]00/.test(node.style.fontWeight);
  const tag = bold ? "B" : /^H[1-6]$/.test(node.tagName) ? "P" : node.tagName;
  const mention = node.tagName === "SPAN" && node.dataset.agent;
  let made = into;
  if (mention) {
    made = Object.assign(document.createElement("span"), { className: "mention", contentEditable: "false" });
    made.dataset.agent = node.dataset.agent;
    into.append(made);
  } else if (KEPT.has(tag)) {
    made = document.createElement(tag);
    if (tag === "A") {
      const address = node.getAttribute("href") ?? "";
      if (/^(https?:|mailto:|tel:)/i.test(address)) made.setAttribute("href", address);
      else made = into;
    }
    if (tag === "IMG") {
      const address = node.getAttribute("src") ?? "";
      if (!/^\/attachments\/\d+/.test(address)) return;
      made.setAttribute("src", address);
      made.setAttribute("alt", node.getAttribute("alt") ?? "");
    }
    if (made !== into) into.append(made);
  }
  node.childNodes.forEach((child) => take(child, made));
}
