// Small things that every module needs.

/** Listen on the document for events that happen in elements matching a selector, now or later. */
export function on(type, selector, handler, options) {
  document.addEventListener(type, (event) => {
    const found = event.target instanceof Element ? event.target.closest(selector) : null;
    if (found) handler(event, found);
  }, options);
}

/** Run for every matching element, now and whenever htmx brings new ones. */
export function each(selector, run) {
  const visit = (root) => {
    if (root.matches?.(selector)) run(root);
    root.querySelectorAll(selector).forEach(run);
  };
  visit(document);
  document.addEventListener("htmx:load", (event) => visit(event.target));
}

/** Whether keys typed there are text. */
export function isTyping(element) {
  return element instanceof Element && (element.isContentEditable
    || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])"));
}

/** A sentence of the page, in its language. `{}` is filled. */
export function word(name, value) {
  const text = document.getElementById("words")?.dataset[name] ?? "";
  return value === undefined ? text : text.replace("{}", value);
}

/** Say something to a screen reader without moving anything. */
export function announce(text) {
  const place = document.getElementById("announcer");
  if (!place) return;
  place.textContent = "";
  setTimeout(() => { place.textContent = text; }, 50);
}

/** An icon of the sprite. */
export function icon(name, size = "") {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  const sprite = document.querySelector("use")?.getAttribute("href").split("#")[0] ?? "";
  svg.setAttribute("class", `icon ${size}`);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

/** A new element with properties and children. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
