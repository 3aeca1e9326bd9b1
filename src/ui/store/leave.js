// Idle callbacks, and the confirmation before the page is closed.

/** Calls back when the browser is idle, after `most` milliseconds at the latest. */
export function whenIdle(then, most) {
  if (typeof requestIdleCallback === "function") requestIdleCallback(() => then(), { timeout: most });
  else setTimeout(then, 0);
}

let guarded = false;
const guard = (event) => event.preventDefault();

/** While text is unsaved, the browser asks before the page is closed. */
export function guardLeaving(on) {
  if (on === guarded) return;
  guarded = on;
  if (on) addEventListener("beforeunload", guard);
  else removeEventListener("beforeunload", guard);
}
