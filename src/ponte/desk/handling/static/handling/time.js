// Counts the seconds in which the ticket is open, in focus and in use, and reports them every half minute.
const IDLE = 60000; // ms without a touch after which nobody works
const REPORT = 30; // seconds
let seconds = 0, last = Date.now(), counted = "";

const open = () => document.getElementById("talk-in");
["pointermove", "pointerdown", "keydown", "wheel", "touchstart"].forEach((kind) => addEventListener(kind, () => { last = Date.now(); }, { passive: true, capture: true }));

function report() {
  const number = seconds, ticket = counted;
  seconds = 0;
  if (!number || !ticket) return;
  const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  fetch(`/tickets/${ticket}/time/count`, { method: "POST", body: new URLSearchParams({ seconds: number }), headers, keepalive: true }).catch(() => {});
}

setInterval(() => {
  const here = open();
  const ticket = here?.dataset.ticket ?? "";
  if (ticket !== counted) { report(); counted = ticket; }
  if (!ticket || !document.querySelector("[data-composer]")) return; // who may only look is not counted
  if (document.visibilityState !== "visible" || !document.hasFocus() || Date.now() - last > IDLE) return;
  seconds += 1;
  if (seconds >= REPORT) report();
}, 1000);
addEventListener("pagehide", report);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") report(); });
