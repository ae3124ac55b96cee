// The list goes on while the page is open; the focus stays where it was.
let timer = 0;

function refresh() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const list = document.getElementById("notices-list");
    const focused = document.activeElement?.closest("#notices-list .notice")?.id;
    const button = document.activeElement?.matches("#notices-list button");
    list.addEventListener("htmx:afterSettle", () => {
      const item = focused && document.getElementById(focused);
      item?.querySelector(button ? "button" : "a")?.focus({ preventScroll: true });
    }, { once: true });
    document.dispatchEvent(new CustomEvent("ponte:refresh-notices"));
  }, 200);
}

["notices", "reload"].forEach((name) => document.addEventListener(`ponte:${name}`, refresh));
