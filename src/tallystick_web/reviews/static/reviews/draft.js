// What is typed is kept as a draft a moment after typing stops, and tried again until the server has it. Saving works without this.
const form = document.getElementById("assessment");
const PAUSE = 1500;
const AGAIN = 8000;
const BESIDE = /^(reason|measure|words|answer)-/; // no part of the draft
let timer = 0;
let unkept = false;
let sending = null;
let leaving = false;

const state = () => document.getElementById("draft-state");

function fail(words, link = null) {
  const place = state();
  place.classList.add("draft--failed");
  let line = place.querySelector("[data-failed]");
  if (!line) {
    line = document.createElement("p");
    line.dataset.failed = "";
    place.append(line);
  }
  if (line.dataset.failed === words) return; // said already: a link that has the keyboard is not taken away
  line.dataset.failed = words;
  line.replaceChildren(words, ...(link ? [" ", link] : []));
}

function toSignIn() {
  const link = document.createElement("a");
  link.href = form.dataset.signIn;
  link.target = "_blank";
  link.rel = "noopener";
  link.className = "govuk-link";
  link.textContent = "Sign in (opens in a new tab)";
  return link;
}

function explain(status, text) {
  if (status !== 403) fail("The draft could not be kept just now. Your text is still here; it is tried again in a moment.");
  else if (text.includes('id="not-saved"')) fail("The draft could not be kept: you are signed out, or somebody else is signed in. Your text is still here, and is kept once you have signed in again.", toSignIn());
  else fail("The draft cannot be kept: the assessment can no longer be changed by you, as when it is submitted meanwhile. Your text is still here: copy what you need.");
}

async function keep() {
  clearTimeout(timer);
  if (leaving || !unkept) return;
  sending?.abort();
  sending = new AbortController();
  unkept = false;
  form.dispatchEvent(new Event("typed:refresh"));
  let status = 0;
  let text = "";
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), signal: sending.signal, keepalive: document.hidden });
    status = answer.status;
    text = await answer.text();
  } catch (problem) {
    if (problem.name === "AbortError") return;
  }
  if (status === 200 && text.includes('id="draft-state"')) {
    state().outerHTML = text;
    if (!unkept) form.dispatchEvent(new CustomEvent("typed:kept", { detail: BESIDE }));
    return;
  }
  unkept = true;
  explain(status, text);
  clearTimeout(timer);
  timer = setTimeout(keep, AGAIN);
}

function typed(event) {
  if (BESIDE.test(event.target.name ?? "")) return;
  unkept = true;
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

function wentOnElsewhere() {
  if (!unkept) return;
  unkept = false;
  clearTimeout(timer);
  fail("You went on with this assessment in another tab. What stands here is kept again when you type here.");
}

form.addEventListener("input", typed);
form.addEventListener("change", typed);
// "Check the numbers" may put a corrected text into the form.
document.body.addEventListener("htmx:oobAfterSwap", (event) => { if (event.detail.target?.id === "id_narrative") typed({ target: {} }); });
form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); sending?.abort(); });
form.addEventListener("typed:elsewhere", wentOnElsewhere);
document.addEventListener("visibilitychange", keep);
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
