// Registers the worker that keeps the page for use without a network, and tells the page about a newer build. The page
// answers the event `cf-init:update` with `cf-init:activate` when its text is saved: the newer build then takes over.
const HOUR = 3_600_000;

export async function register() {
  const workers = navigator.serviceWorker;
  // A browser that keeps nothing, as in a private window, refuses: the page works as before, with a network.
  const registration = await workers?.register(new URL("./worker.js", document.baseURI)).catch(() => undefined);
  if (!registration) return;
  const tell = () => dispatchEvent(new Event("cf-init:update"));
  const follow = (worker) =>
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && workers.controller) tell();
    });
  follow(registration.installing);
  registration.addEventListener("updatefound", () => follow(registration.installing));
  if (registration.waiting && workers.controller) tell();

  addEventListener("cf-init:activate", () => {
    workers.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting?.postMessage("activate");
  });
  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - asked < HOUR) return;
    asked = Date.now();
    // Without a network there is nothing newer to know.
    registration.update().catch(() => {});
  });
}
