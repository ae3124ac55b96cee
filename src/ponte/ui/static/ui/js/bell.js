// The bell: its number is asked for again when the reader has something new, and stands in the tab's title too.
import { announce, word } from "ponte/dom";

const bell = document.querySelector("[data-renews]");
const place = bell?.querySelector("[data-count]");
const MARK = /^\(\d+\+?\) /;
let timer = 0;

/** The number before the page's title, so that a tab behind others shows it. */
function title() {
  const number = place.textContent.trim();
  const bare = document.title.replace(MARK, "");
  const wanted = number ? `(${number}) ${bare}` : bare;
  if (document.title !== wanted) document.title = wanted;
}

function renew() {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const answer = await fetch(bell.dataset.renews, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const found = await answer.json();
    const before = Number.parseInt(place.textContent, 10) || 0;
    document.dispatchEvent(new CustomEvent("ponte:counts", { detail: found }));
    if ((Number.parseInt(place.textContent, 10) || 0) > before) announce(word("newNotice"));
  }, 150);
}

if (bell) {
  title();
  const head = document.querySelector("title");
  new MutationObserver(title).observe(head, { childList: true });
  new MutationObserver(title).observe(place, { childList: true });
  ["notices", "reload"].forEach((name) => document.addEventListener(`ponte:${name}`, renew));
  document.addEventListener("ponte:connection", (event) => { if (event.detail.online) renew(); });
}
