// The monitor keeps itself up to date: at each change, but not more often than it can be read, and in any case by the clock.
const LEAST = 2000; // ms between two loads
const LONGEST = 10000; // ms without a change
let last = Date.now();
let timer = 0;

async function load() {
  clearTimeout(timer);
  timer = setTimeout(load, LONGEST);
  if (document.visibilityState === "hidden") return;
  last = Date.now();
  const answer = await fetch(location.href, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer?.status === 401) { location.reload(); return; }
  if (!answer?.ok || answer.redirected) { say(); return; }
  const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("monitor-figures");
  const here = document.getElementById("monitor-figures");
  if (next && here) {
    const focused = here.contains(document.activeElement) && document.activeElement.getAttribute("href");
    here.replaceWith(document.adoptNode(next));
    if (focused) document.querySelector(`#monitor-figures a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    loaded = Date.now();
  }
  say();
}

let loaded = Date.now();
function say() {
  const words = document.querySelector("[data-live-words]");
  if (!words) return;
  const seconds = Math.round((Date.now() - loaded) / 1000);
  const stale = seconds > 20;
  words.textContent = stale ? words.dataset.ago.replace("{}", `${seconds} s`) : words.dataset.now;
  document.getElementById("monitor-live")?.classList.toggle("text-caution", stale);
}

document.addEventListener("ponte:changed", () => {
  clearTimeout(timer);
  timer = setTimeout(load, Math.max(100, LEAST - (Date.now() - last)));
});
document.addEventListener("ponte:reload", load);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") load(); });
document.querySelector("[data-monitor-team]")?.addEventListener("change", (event) => event.currentTarget.requestSubmit());
const clock = document.querySelector("[data-wall-clock]");
setInterval(() => {
  say();
  if (clock) clock.textContent = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(new Date());
}, 1000);
timer = setTimeout(load, LONGEST);
