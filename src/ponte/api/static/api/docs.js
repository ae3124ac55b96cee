// Finds operations by any word of address, method or title, and opens the one that the address names.
const field = document.getElementById("find-operation");
const areas = [...document.querySelectorAll("[data-area]")];
const nothing = document.getElementById("no-operation");

function find() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const area of areas) {
    let here = 0;
    for (const each of area.querySelectorAll("details")) {
      const text = each.querySelector("summary").textContent.toLowerCase();
      each.hidden = !words.every((word) => text.includes(word));
      if (!each.hidden) here += 1;
    }
    area.hidden = !here;
    found += here;
  }
  nothing.hidden = found > 0;
}

function open() {
  const named = document.getElementById(location.hash.slice(1) || "-");
  if (named?.matches("details")) {
    named.open = true;
    named.scrollIntoView();
  }
}

field.addEventListener("input", find);
addEventListener("hashchange", open);
find();
open();
