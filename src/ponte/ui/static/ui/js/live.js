// Live changes: one stream for all tabs of this browser. The tab that holds the lock listens and tells the others.
// Dispatches on the document: ponte:changed, ponte:presence, ponte:notices, ponte:reload (too much was missed), ponte:signed_out.

const address = document.body.dataset.live;
const NAMES = ["changed", "presence", "notices", "reload", "signed_out"];
const KEPT = 500; // changes that a new tab may still ask for
const banner = document.getElementById("connection");
const channel = address && "BroadcastChannel" in window ? new BroadcastChannel("ponte-live") : null;
let position = Number(document.body.dataset.liveAfter) || 0;
let kept = [];
let stream = null;
let wait = 1000;
let timer = 0;
let leading = false;

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(`ponte:${name}`, { detail }));
}

function hear(name, detail, at) {
  if (at && at > position) position = at;
  tell(name, detail);
}

function online(state) {
  if (banner) banner.hidden = state;
  document.body.toggleAttribute("data-offline", !state);
  tell("connection", { online: state });
}

function connect() {
  clearTimeout(timer);
  stream?.close();
  stream = new EventSource(position ? `${address}?after=${position}` : address);
  stream.addEventListener("open", () => { wait = 1000; say("state", true); });
  stream.addEventListener("error", () => {
    stream.close();
    // Two short breaks (a restart, a sleep) say nothing; only a lasting one is shown.
    if (wait > 2000) say("state", false);
    timer = setTimeout(connect, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, 30000);
  });
  NAMES.forEach((name) => stream.addEventListener(name, (event) => {
    const at = Number(event.lastEventId) || 0;
    const detail = JSON.parse(event.data || "{}");
    if (name === "changed") kept = [...kept, [at, detail]].slice(-KEPT);
    say(name, detail, at);
    if (name === "signed_out") { stream.close(); clearTimeout(timer); }
  }));
}

function say(name, detail, at = 0) {
  channel?.postMessage({ name, detail, at });
  receive({ name, detail, at });
}

function receive({ name, detail, at, to, after }) {
  if (name === "state") online(detail);
  else if (name === "ask") answer(to, after);
  else if (name === "catch-up") { if (to === me) detail.forEach(([id, each]) => hear("changed", each, id)); }
  else hear(name, detail, at);
}

// A tab that opened between two changes asks the leader for what it missed since its page was drawn.
const me = Math.random().toString(36).slice(2);
function answer(to, after) {
  if (leading) channel?.postMessage({ name: "catch-up", to, detail: kept.filter(([id]) => id > after) });
}

function lead() {
  leading = true;
  connect();
  return new Promise((done) => window.addEventListener("pagehide", () => {
    leading = false;
    clearTimeout(timer);
    stream?.close();
    done();
  }, { once: true }));
}

function start() {
  if (channel) {
    channel.onmessage = (event) => receive(event.data);
    if (position) channel.postMessage({ name: "ask", to: me, after: position });
  }
  if (channel && navigator.locks) navigator.locks.request("ponte-live", lead);
  else lead();
}

if (address) {
  start();
  window.addEventListener("pageshow", (event) => { if (event.persisted) { start(); tell("reload", {}); } });
  window.addEventListener("online", () => leading && connect());
  window.addEventListener("offline", () => online(false));
  banner?.querySelector("[data-reconnect]")?.addEventListener("click", () => { wait = 1000; if (leading) connect(); else online(navigator.onLine); });
}
