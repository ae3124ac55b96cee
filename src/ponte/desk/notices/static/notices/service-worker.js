// Shows notifications while no page of Ponte is in sight; a click opens the very message.
const inSight = (pages) => pages.some((page) => page.visibilityState === "visible" && page.focused);
const pages = () => self.clients.matchAll({ type: "window", includeUncontrolled: true });

async function show(event) {
  let told;
  try { told = event.data.json(); } catch { return; }
  if (!told.always && inSight(await pages())) return; // the bell has said it
  await self.registration.showNotification(told.title, {
    body: told.body, tag: told.tag, lang: told.lang, data: { url: told.url }, icon: "/static/ui/favicon.svg",
  });
}

async function open(url) {
  const page = (await pages())[0];
  if (!page) return self.clients.openWindow(url);
  await page.focus();
  return page.navigate(url).catch(() => self.clients.openWindow(url));
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => event.waitUntil(show(event)));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? "/notifications", self.location.origin);
  event.waitUntil(open(url.origin === self.location.origin ? url.href : "/notifications"));
});
