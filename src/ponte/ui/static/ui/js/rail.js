// Titles of the rail that were folded away stay so, on this machine.
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
