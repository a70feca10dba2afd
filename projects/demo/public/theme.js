// Runs before the first paint, so that a chosen theme never flashes in the other one's colours.
try {
  const theme = globalThis.localStorage.getItem('timesheets-demo theme');
  if (theme) globalThis.document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the theme follows the system.
}
