// When the browser has time, and when the page may be left.

/** Calls back when the browser has nothing better to do, after `most` milliseconds at the latest. */
export function whenIdle(then, most) {
  if (typeof requestIdleCallback === "function") requestIdleCallback(() => then(), { timeout: most });
  else setTimeout(then, 0);
}

let guarded = false;
const guard = (event) => event.preventDefault();

/** While something is not kept the browser asks before the page is left. */
export function guardLeaving(on) {
  if (on === guarded) return;
  guarded = on;
  if (on) addEventListener("beforeunload", guard);
  else removeEventListener("beforeunload", guard);
}
