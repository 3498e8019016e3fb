// Counts the seconds in which somebody is at work in a form: the page in sight, and a sign of life within the last minute.
// It sends nothing by itself: the count goes with the form, and the server takes no more of it than has passed since it opened.
const IDLE = 60_000;
const SLEEP = 5_000; // a longer step means that the machine slept

let alive = Date.now();
for (const sign of ["keydown", "pointerdown", "pointermove", "wheel", "scroll", "input", "focusin"]) {
  addEventListener(sign, () => { alive = Date.now(); }, { passive: true, capture: true });
}

function read(field) {
  try { return JSON.parse(field.value) || {}; } catch { return {}; }
}

for (const field of document.querySelectorAll("input[name=timing_active]")) {
  let seconds = read(field);
  let before = Date.now();
  const count = () => {
    const now = Date.now();
    const step = now - before;
    before = now;
    if (document.hidden || now - alive > IDLE || step > SLEEP) return;
    const row = document.activeElement?.closest("[data-timing]");
    const name = row && field.form?.contains(row) ? row.dataset.timing : "";
    seconds[name] = Math.round(((seconds[name] || 0) + step / 1000) * 10) / 10;
    field.value = JSON.stringify(seconds);
  };
  count();
  field.value = JSON.stringify(Object.keys(seconds).length ? seconds : { "": 0 });
  setInterval(count, 1000);
  field.form?.addEventListener("submit", count);
  // A form that comes back from the history was sent already: what was counted then is not counted twice.
  addEventListener("pageshow", (event) => { if (event.persisted) { seconds = { "": 0 }; before = Date.now(); } });
}
