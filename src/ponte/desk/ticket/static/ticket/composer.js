// The answer box: editors, drafts saved as typed, files, completions, and sending that loses nothing.
import { each, make, on, word } from "ponte/dom";
import { fail } from "ponte/requests";
import { act, cleaned, edit, isEmpty } from "ticket/editor";
import { complete } from "ticket/completions";
import { bring, find as findMacros, resume } from "macros/macros";

const SAVE_AFTER = 700; // ms of silence
const QUIET = 20000; // ms after which one no longer "is writing"
const headers = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");

each("form[data-composer]", (form) => {
  if (form.dataset.ready) return;
  form.dataset.ready = "1";
  const box = { form, fields: {}, hidden: {}, timer: {}, quiet: 0, sending: false };
  form.querySelectorAll("[data-editor]").forEach((place) => prepare(box, place));
  const tools = form.querySelector("[data-format]");
  if (tools) tools.hidden = false;
  form.addEventListener("htmx:beforeRequest", (event) => { if (event.target === form) hold(box); });
  form.addEventListener("htmx:afterRequest", (event) => { if (event.target === form) box.sending = false; });
  form.addEventListener("change", (event) => { if (event.target.name === "mode") focusMode(box); });
  form.addEventListener("input", (event) => { if (["to", "cc"].includes(event.target.name)) later(box, "reply"); });
  form.addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) { event.preventDefault(); upload(box, [...event.clipboardData.files]); }
  }, true);
  drops(box);
  form.querySelector("[data-attach]")?.addEventListener("change", (event) => {
    upload(box, [...event.target.files], false);
    event.target.value = "";
  });
  document.addEventListener("ponte:merged", () => { if (nothing(box)) follow(form); });
  window.addEventListener("pagehide", () => Object.keys(box.fields).forEach((mode) => box.timer[mode] && save(box, mode, true)));
  form.composer = box;
  resume(form);
});

const modeOf = (form) => form.querySelector("[name=mode]:checked")?.value ?? "reply";
const current = (form) => form.composer.fields[modeOf(form)];
const nothing = (box) => Object.values(box.fields).every(isEmpty);

// What is in sight when an answer is begun needs no question when it is sent.
function follow(form) {
  const seen = form.querySelector("[data-seen]");
  const last = document.getElementById("talk-in")?.dataset.last;
  if (seen && last) seen.value = last;
}

function prepare(box, place) {
  const mode = place.dataset.editor, area = place.querySelector("textarea[name]");
  const hidden = make("input", { type: "hidden", name: `${mode}_html` });
  place.append(hidden);
  box.hidden[mode] = hidden;
  const field = edit(area, place.querySelector("[data-html]").value.trim(), () => {
    write(box, mode);
    later(box, mode);
    writing(box, mode);
  });
  box.fields[mode] = field;
  write(box, mode);
  area.required = false;
  if (mode === "note") complete(field, "@", (query) => find(box.form.dataset.colleagues, query), mention, box.form.dataset.noMatch);
  if (box.form.dataset.macros) complete(field, "/", (query) => findMacros(box.form, query), (item, range) => bring(box.form, item, range), box.form.dataset.noMatch);
}

function write(box, mode) {
  const field = box.fields[mode];
  if (field) box.hidden[mode].value = isEmpty(field) ? "" : field.innerHTML.replaceAll("\u200b", "");
}

function focusMode(box) {
  const field = current(box.form);
  field?.focus();
  const selection = getSelection();
  selection.selectAllChildren(field);
  selection.collapseToEnd();
}

// ---- drafts ----

function later(box, mode) {
  if (box.sending) return;
  clearTimeout(box.timer[mode]);
  box.timer[mode] = setTimeout(() => save(box, mode), SAVE_AFTER);
}

function hold(box) {
  box.sending = true;
  Object.keys(box.timer).forEach((mode) => { clearTimeout(box.timer[mode]); box.timer[mode] = 0; });
  writing(box, "");
}

async function save(box, mode, leaving = false) {
  const { form } = box;
  clearTimeout(box.timer[mode]);
  box.timer[mode] = 0;
  if (!form.isConnected && !leaving) return;
  const key = mode === "reply" ? "versionReply" : "versionNote";
  const body = new URLSearchParams({ html: box.hidden[mode].value, version: form.dataset[key] ?? "" });
  if (mode === "reply") ["to", "cc"].forEach((name) => form.querySelectorAll(`[name=${name}]`).forEach((input) => input.value && body.append(name, input.value)));
  if (box.mine) body.set("mine", "1");
  const answer = await fetch(form.dataset.drafts + mode, { method: "POST", body, headers: headers(), keepalive: leaving }).catch(() => null);
  if (leaving) return;
  const place = form.querySelector("[data-saved]");
  if (!answer || answer.redirected || answer.status >= 500) {
    place.textContent = form.dataset.notSaved;
    box.timer[mode] = setTimeout(() => save(box, mode), 5000);
    return;
  }
  if (answer.status === 409) return otherTab(box, mode, await answer.json());
  if (!answer.ok) return;
  const kept = await answer.json();
  form.dataset[key] = kept.version;
  box.mine = false;
  place.textContent = kept.words;
}

function otherTab(box, mode, other) {
  const { form } = box;
  if (form.querySelector(".other-tab")) return;
  const use = make("button", { type: "button", className: "button small", textContent: form.dataset.useOther });
  const mine = make("button", { type: "button", className: "button small", textContent: form.dataset.keepMine });
  const banner = make("div", { className: "banner caution other-tab", role: "status" }, make("span", { className: "text", textContent: form.dataset.otherTab }), use, mine);
  use.addEventListener("click", () => {
    box.fields[mode].replaceChildren(cleaned(other.html));
    box.fields[mode].classList.toggle("is-empty", isEmpty(box.fields[mode]));
    write(box, mode);
    form.dataset[mode === "reply" ? "versionReply" : "versionNote"] = other.version;
    banner.remove();
    box.fields[mode].focus();
  });
  mine.addEventListener("click", () => { box.mine = true; banner.remove(); save(box, mode); box.fields[mode].focus(); });
  form.prepend(banner);
}

// ---- who is writing ----

function writing(box, mode) {
  clearTimeout(box.quiet);
  const empty = !mode || isEmpty(box.fields[mode]);
  document.dispatchEvent(new CustomEvent("ponte:doing", { detail: empty ? "viewing" : mode === "note" ? "noting" : "replying" }));
  if (!empty) box.quiet = setTimeout(() => writing(box, ""), QUIET);
}

// ---- files ----

function upload(box, files, inline = true) {
  const { form } = box, mode = modeOf(form);
  const pictures = inline ? files.filter((file) => /^image\/(png|jpe?g|gif|webp)$/.test(file.type)) : [];
  const rest = files.filter((file) => !pictures.includes(file));
  if (pictures.length) post(box, mode, pictures, true);
  if (rest.length) post(box, mode, rest, false);
}

function post(box, mode, files, inline) {
  const { form } = box;
  const body = new FormData();
  files.forEach((file) => body.append("files", file));
  if (inline) body.set("inline", "1");
  const place = form.querySelector(`[data-editor=${mode}] [data-files]`);
  const bar = make("progress", { className: "progress", max: 1, value: 0 });
  const sign = make("span", { className: "attachment" }, make("span", { className: "truncate" }, form.dataset.uploading.replace("{}", files.map((file) => file.name).join(", ")), make("br"), bar));
  place.append(sign);
  const request = new XMLHttpRequest();
  request.open("POST", `${form.dataset.drafts}${mode}/files`);
  Object.entries(headers()).forEach(([name, value]) => request.setRequestHeader(name, value));
  request.setRequestHeader("HX-Request", "true");
  request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
  const failed = (text) => { sign.remove(); fail(form, text || form.dataset.failedUpload.replace("{}", files[0].name)); };
  request.addEventListener("error", () => failed(""));
  request.addEventListener("load", () => {
    if (request.status === 413) return failed(request.responseText.length < 300 ? request.responseText : word("tooLarge"));
    if (request.status !== 200) return failed("");
    sign.remove();
    const key = mode === "reply" ? "versionReply" : "versionNote";
    if (inline) {
      const answer = JSON.parse(request.responseText);
      form.dataset[key] ||= answer.version;
      answer.files.forEach((file) => insertPicture(box.fields[mode], file));
      write(box, mode);
      later(box, mode);
    } else {
      form.dataset[key] ||= request.getResponseHeader("X-Draft-Version") ?? "";
      place.innerHTML = request.responseText;
      window.htmx.process(place);
    }
  });
  request.send(body);
}

function insertPicture(field, file) {
  field.focus();
  document.execCommand("insertHTML", false, `<img src="${file.address}" alt="">`);
}

function drops({ form }) {
  const has = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  form.addEventListener("dragover", (event) => { if (has(event)) { event.preventDefault(); form.classList.add("is-dropping"); } });
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) form.classList.remove("is-dropping"); });
  form.addEventListener("drop", (event) => {
    form.classList.remove("is-dropping");
    if (!has(event)) return;
    event.preventDefault();
    upload(form.composer, [...event.dataTransfer.files]);
  });
}

// ---- completions ----

async function find(address, query) {
  const answer = await fetch(`${address}?${new URLSearchParams({ q: query.trim() })}`);
  return answer.ok && !answer.redirected ? (await answer.json()).items : [];
}

function mention(item, range) {
  const name = make("span", { className: "mention", contentEditable: "false", textContent: `@${item.label}` });
  name.dataset.agent = item.id;
  const space = document.createTextNode("\u00a0");
  range.insertNode(space);
  range.insertNode(name);
  getSelection().collapse(space, 1);
}

on("click", "[data-macro-open]", (event, button) => {
  const field = current(button.form);
  field.focus();
  document.execCommand("insertText", false, isEmpty(field) || /\s$/.test(field.textContent) ? "/" : " /");
});

// ---- sending at a time: Enter in the field must never send at once, so it stands outside the form ----

on("change", "[data-later]", (event, input) => { document.getElementById("send-at-go").value = input.value || "at"; });

// ---- toolbar ----

on("mousedown", "[data-format] button", (event) => event.preventDefault()); // the selection stays
on("click", "[data-do]", (event, button) => {
  const field = current(button.form);
  if (button.dataset.do === "link") askLink(button, field);
  else act(field, button.dataset.do);
});
document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.(".editor");
  if (!field || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  const what = { KeyB: "bold", KeyI: "italic", KeyU: "underline" }[event.code];
  if (what) { event.preventDefault(); act(field, what); }
  else if (event.code === "KeyK" && !getSelection().isCollapsed) {
    event.preventDefault();
    event.stopPropagation();
    askLink(field.closest("form").querySelector("[data-do=link]"), field);
  }
}, true);

function askLink(button, field) {
  const selection = getSelection();
  const range = selection.rangeCount && field.contains(selection.anchorNode) ? selection.getRangeAt(0).cloneRange() : null;
  const input = make("input", { className: "input", type: "url" });
  input.setAttribute("aria-label", button.form.dataset.linkWords);
  input.placeholder = "https://";
  const place = make("div", { className: "popover property-popover link-popover" }, input);
  place.popover = "auto";
  document.body.append(place);
  place.showPopover();
  const at = button.getBoundingClientRect(), size = place.getBoundingClientRect();
  place.style.insetInlineStart = `${at.left}px`;
  place.style.insetBlockStart = `${at.top - size.height - 4}px`;
  place.addEventListener("toggle", (shown) => shown.newState === "closed" && place.remove());
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const address = input.value.trim();
    place.hidePopover();
    field.focus();
    if (range) { selection.removeAllRanges(); selection.addRange(range); }
    act(field, "link", address);
  });
  input.focus();
}
