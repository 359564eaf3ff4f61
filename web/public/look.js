// Runs before the first paint, so that a chosen look does not flash in the other one first.
try {
  const look = JSON.parse(localStorage.getItem("millrace.look") ?? '"system"');
  if (look === "light" || look === "dark") document.documentElement.dataset.theme = look;
} catch {}
