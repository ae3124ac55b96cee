// The day goes on while the page is open: what was done leaves it, what comes joins it, and the focus stays.
let timer = 0;

function refresh() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const list = document.getElementById("today-list");
    const focused = document.activeElement?.closest("#today-list .row")?.getAttribute("href");
    const at = [...list.querySelectorAll(".row")].findIndex((row) => row.getAttribute("href") === focused);
    list.addEventListener("htmx:afterSettle", () => {
      if (!focused) return;
      const rows = [...list.querySelectorAll(".row")];
      (rows.find((row) => row.getAttribute("href") === focused) ?? rows[Math.min(at, rows.length - 1)])?.focus({ preventScroll: true });
    }, { once: true });
    document.dispatchEvent(new CustomEvent("ponte:refresh-today"));
  }, 400);
}

document.addEventListener("ponte:changed", (event) => { if (event.detail.ticket) refresh(); });
document.addEventListener("ponte:reload", refresh);
document.addEventListener("ponte:refresh-ticket", refresh); // a reminder was ticked off here
