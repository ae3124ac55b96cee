// Lets this browser show notifications: asks only when the button is pressed, never before.
const form = document.querySelector("form[data-push]");
const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function say(state) {
  document.querySelectorAll("[data-push-state]").forEach((each) => { each.hidden = each.dataset.pushState !== state; });
  form.hidden = state !== "off" && state !== "failed";
}

async function subscription() {
  const worker = await navigator.serviceWorker.getRegistration("/");
  return worker ? worker.pushManager.getSubscription() : null;
}

async function look() {
  if (!able) return say("unable");
  if (Notification.permission === "denied") return say("refused");
  const mine = await subscription();
  const known = mine && form.dataset.known.split(" ").includes(mine.endpoint);
  return say(known && Notification.permission === "granted" ? "on" : "off");
}

async function subscribe() {
  if (await Notification.requestPermission() !== "granted") return look();
  await navigator.serviceWorker.register(form.dataset.worker, { scope: "/" });
  const worker = await navigator.serviceWorker.ready;
  const wanted = { userVisibleOnly: true, applicationServerKey: toBytes(form.dataset.push) };
  const old = await worker.pushManager.getSubscription();
  if (old) await old.unsubscribe(); // it may be of another person of this browser, or of another key of ours
  const made = await worker.pushManager.subscribe(wanted);
  form.elements.endpoint.value = made.endpoint;
  form.elements.key.value = toText(made.getKey("p256dh"));
  form.elements.secret.value = toText(made.getKey("auth"));
  form.submit();
  return null;
}

if (form) {
  look();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    subscribe().catch(() => say("failed"));
  });
  document.querySelectorAll("form[data-push-removal]").forEach((each) => each.addEventListener("submit", async (event) => {
    if (!able || each.dataset.leaving) return;
    event.preventDefault();
    each.dataset.leaving = "1";
    const mine = await subscription().catch(() => null);
    if (mine?.endpoint === each.dataset.pushRemoval) await mine.unsubscribe().catch(() => null);
    each.submit();
  }));
}
