// Relative times and deadlines go on ticking, in the page's language, by the server's clock.
import { each, word } from "ponte/dom";

const STEPS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
const language = document.documentElement.lang || "en";
const speak = new Intl.RelativeTimeFormat(language === "en" ? "en-GB" : language, { numeric: "always" });
const skew = document.body.dataset.now ? Date.parse(document.body.dataset.now) - Date.now() : 0;
const watched = new Set();

const now = () => Date.now() + skew;

/** "5 minutes ago", "in 2 hours". */
export function relative(seconds) {
  const [unit, size] = STEPS.find(([, each]) => Math.abs(seconds) >= each) ?? STEPS.at(-1);
  return speak.format(Math.trunc(seconds / size), unit);
}

/** "38 min", "2 h 05", "3 d 4 h". */
export function duration(seconds, parts = 2) {
  const [s, min, h, d] = word("units").split("|");
  const left = Math.abs(Math.trunc(seconds));
  const minutes = Math.trunc(left / 60) % 60, hours = Math.trunc(left / 3600) % 24, days = Math.trunc(left / 86400);
  if (left < 60) return s.replace("{}", left);
  if (left < 3600) return min.replace("{}", minutes);
  if (!days) return h.replace("{}", hours) + (parts > 1 && minutes ? ` ${String(minutes).padStart(2, "0")}` : "");
  return d.replace("{}", days) + (parts > 1 && hours ? ` ${h.replace("{}", hours)}` : "");
}

function level(left, share) {
  if (left < 0) return "late";
  if (left < 900) return "close";
  if (left < 3600 || share <= 0.25) return "near";
  return share <= 0.5 ? "soon" : "calm";
}

function tickDeadline(element) {
  const left = (Date.parse(element.dataset.due) - now()) / 1000;
  const share = Number(element.dataset.share || 1);
  element.dataset.whole ||= share > 0 ? Math.max(1, left / share) : 1;
  const rest = Math.max(0, left / element.dataset.whole);
  const words = left < 0 ? word("late", duration(left, 1)) : duration(left);
  const text = element.lastElementChild;
  if (text.textContent === words) return;
  text.textContent = words;
  element.querySelector(".left")?.setAttribute("stroke-dasharray", `${Math.round(rest * 100)} 100`);
  const step = level(left, rest);
  if (!element.classList.contains(step)) {
    element.classList.remove("calm", "soon", "near", "close", "late");
    element.classList.add(step);
  }
}

function tick(element) {
  if (element.dataset.due) return tickDeadline(element);
  const seconds = (Date.parse(element.dateTime) - now()) / 1000;
  if (element.dataset.tick === "age" && -seconds >= 30 * 86400) return;
  const words = element.dataset.tick === "age" ? duration(seconds, 1) : relative(seconds);
  if (element.textContent !== words) element.textContent = words;
}

each("[data-tick], [data-due]", (element) => watched.add(element));
setInterval(() => watched.forEach((element) => (element.isConnected ? tick(element) : watched.delete(element))), 10000);
document.addEventListener("visibilitychange", () => document.hidden || watched.forEach((each) => each.isConnected && tick(each)));
