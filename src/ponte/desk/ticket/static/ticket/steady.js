// What is being read stays where it is, whatever grows or goes below or above it.

const AT_END = 60; // px from the end that still count as "at the end", where the newest is followed
const MARKS = "article[id], .system-line[id]";

export const atEnd = (thread) => Math.abs(thread.scrollTop) < AT_END;

/** Run `change` and keep the first thing in sight at its height. The column is reversed: 0 is its end. */
export function steady(change) {
  const thread = document.getElementById("thread");
  if (!thread || atEnd(thread)) return change();
  const edge = thread.getBoundingClientRect().top;
  const mark = [...thread.querySelectorAll(MARKS)].find((each) => each.getBoundingClientRect().bottom > edge);
  const before = mark?.getBoundingClientRect().top;
  const done = change();
  const now = mark && document.getElementById(mark.id);
  if (now) thread.scrollTop += now.getBoundingClientRect().top - before;
  return done;
}
