// Numbers beside the links: `ponte:counts` on the document, by script or HX-Trigger, with { key: number }.
const language = document.documentElement.lang || "en";
const write = new Intl.NumberFormat(language === "en" ? "en-GB" : language);

document.addEventListener("ponte:counts", (event) => {
  Object.entries(event.detail).forEach(([key, number]) => {
    document.querySelectorAll(`[data-count="${CSS.escape(key)}"]`).forEach((place) => {
      place.textContent = number ? write.format(number) : "";
    });
  });
});

// A strip of places that is wider than the screen begins at the current one.
document.querySelectorAll(".places [aria-current], .tabs [aria-current]").forEach((link) => {
  const strip = link.parentElement;
  if (strip.scrollWidth > strip.clientWidth) strip.scrollLeft = link.offsetLeft - strip.offsetLeft - 16;
});
