// Frames of customers' mail take the height of what is in them, and show pictures when asked to.
import { each, on } from "ponte/dom";
import { steady } from "ticket/steady";

function fit(frame) {
  const page = frame.contentDocument;
  if (!page?.body || page.URL === "about:blank") return;
  // Set through the object model: the policy of our pages forbids style attributes, not this.
  steady(() => {
    frame.style.blockSize = `${Math.min(20000, Math.ceil(page.body.scrollHeight) + 2)}px`;
    frame.style.maxBlockSize = "none";
  });
}

each("iframe[data-fit]", (frame) => {
  const watch = () => {
    fit(frame);
    if (frame.contentDocument?.body) new ResizeObserver(() => fit(frame)).observe(frame.contentDocument.body);
    frame.contentDocument?.querySelectorAll("img").forEach((image) => image.addEventListener("load", () => fit(frame)));
  };
  frame.addEventListener("load", watch);
  if (frame.contentDocument?.readyState === "complete") watch();
});

on("click", "[data-show-pictures]", (event, link) => {
  const frame = document.getElementById(`frame-${link.dataset.showPictures}`);
  if (!frame) return;
  event.preventDefault();
  frame.src = `${frame.getAttribute("src").split("?")[0]}?images=1`;
  link.closest(".blocked").remove();
});
