// The rail: its numbers follow what happens, and titles that were folded away stay so on this machine.
const KEPT = "ponte:folded";
const read = () => { try { return new Set(JSON.parse(localStorage.getItem(KEPT) ?? "[]")); } catch { return new Set(); } };

document.querySelectorAll("[data-fold]").forEach((fold) => {
  if (read().has(fold.dataset.fold) && !fold.querySelector("[aria-current]")) fold.open = false;
  fold.addEventListener("toggle", () => {
    const folded = read();
    if (fold.open) folded.delete(fold.dataset.fold);
    else folded.add(fold.dataset.fold);
    try { localStorage.setItem(KEPT, JSON.stringify([...folded])); } catch { /* private windows keep nothing */ }
  });
});

// Queues refresh the numbers by themselves, and sooner.
let at = 0;
let timer = 0;
document.addEventListener("ponte:changed", () => {
  if (document.getElementById("queue-in") || !document.querySelector("#navigation [data-count]")) return;
  clearTimeout(timer);
  timer = setTimeout(async () => {
    at = Date.now();
    const answer = await fetch("/inbox/counts").catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const found = await answer.json();
    document.querySelectorAll("#navigation [data-count]").forEach((place) => {
      const number = found[place.dataset.count];
      if (number !== undefined) place.textContent = number === "0" ? "" : number;
    });
  }, Math.max(500, at + 5_000 - Date.now()));
});
