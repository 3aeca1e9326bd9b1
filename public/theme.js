// Runs before the first paint, so that a page set to dark never flashes light. The app itself reads and writes the same key.
try {
  const theme = localStorage.getItem("cf-init.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  // A first visit begins with the starters, in place of the workbench: see index.html.
  if (localStorage.getItem("cf-init.open") === null && location.hash === "") document.documentElement.dataset.visit = "first";
} catch {
  // Storage is switched off: the page follows the system.
}
