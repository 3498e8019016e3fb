// The marks beside a text are kept when the answer is something else (a page to sign in, an error): saving still works.
const said = () => document.getElementById("claims-state");
const tell = () => { if (said()) said().textContent = "The numbers could not be checked just now. What you write is not affected."; };
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id === "claims" && !event.detail.serverResponse.includes('id="claims"')) {
    event.detail.shouldSwap = false;
    tell();
  }
});
// Folds that a person has opened stay open when the list is replaced.
let unfolded = [];
document.body.addEventListener("htmx:beforeSwap", () => {
  unfolded = [...document.querySelectorAll(".claims__fold[open]")].map((fold) => fold.id);
});
document.body.addEventListener("htmx:afterSettle", () => {
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
});
document.body.addEventListener("htmx:sendError", tell);
document.body.addEventListener("htmx:responseError", tell);

// A pressed button is replaced with the list it stands in: the person goes on at the same claim, or at the head of the list.
let pressed = null;
document.body.addEventListener("htmx:beforeRequest", (event) => {
  pressed = event.detail.elt.tagName === "BUTTON" ? event.detail.elt : null;
});
document.body.addEventListener("htmx:afterSettle", () => {
  if (!pressed) return;
  const claim = document.getElementById(`claim-${pressed.value.split(":")[1]}`);
  if (!pressed.isConnected || pressed.id === "check-numbers") (claim ?? document.getElementById("claims-heading"))?.focus();
  pressed = null;
});
