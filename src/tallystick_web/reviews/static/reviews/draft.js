// What is typed is kept as a draft a moment after typing stops, and tried again until the server has it. Saving works without this.
const form = document.getElementById("assessment");
const PAUSE = 1500;
const AGAIN = 8000;
let timer = 0;
let unkept = false;
let sending = null;
let leaving = false;

const state = () => document.getElementById("draft-state");

function fail(words) {
  const place = state();
  place.classList.add("draft--failed");
  let line = place.querySelector("[data-failed]");
  if (!line) {
    line = document.createElement("p");
    line.dataset.failed = "";
    place.append(line);
  }
  line.textContent = words;
}

async function keep() {
  clearTimeout(timer);
  if (leaving || !unkept) return;
  sending?.abort();
  sending = new AbortController();
  unkept = false;
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), signal: sending.signal, keepalive: document.hidden });
    const text = await answer.text();
    if (!answer.ok || answer.redirected || !text.includes('id="draft-state"')) throw new Error(answer.redirected ? "signed out" : answer.status);
    state().outerHTML = text;
  } catch (problem) {
    if (problem.name === "AbortError") return;
    unkept = true;
    fail(problem.message === "signed out" || problem.message === "403"
      ? "The draft could not be kept: you may have been signed out. Your text is still here. Sign in in another tab; it is tried again."
      : "The draft could not be kept just now. Your text is still here; it is tried again in a moment.");
    timer = setTimeout(keep, AGAIN);
  }
}

function typed(event) {
  if (/^(reason|measure|words|answer)-/.test(event.target.name ?? "")) return;
  unkept = true;
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

form.addEventListener("input", typed);
form.addEventListener("change", typed);
// "Check the numbers" may put a corrected text into the form.
document.body.addEventListener("htmx:oobAfterSwap", (event) => { if (event.detail.target?.id === "id_narrative") typed({ target: {} }); });
form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); sending?.abort(); });
document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
window.addEventListener("pageshow", () => { leaving = false; });
window.addEventListener("beforeunload", (event) => { if (unkept && !leaving) event.preventDefault(); });

// Two fields are wanted only sometimes: from when it can be judged, and why the rating differs from the evidence.
function shown() {
  const rating = form.querySelector("input[name=rating]:checked")?.value;
  const suggested = form.dataset.suggested;
  const wanted = { unjudged: !rating, departs: Boolean(suggested && rating && rating !== suggested) };
  for (const part of form.querySelectorAll("[data-when]")) part.hidden = !wanted[part.dataset.when] && !part.querySelector(".govuk-error-message");
}
form.addEventListener("change", shown);
shown();
