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

// The list is replaced with the button that was pressed in it, and with whatever else has the keyboard when what was typed before is
// answered late: the person goes on at the same claim, or at the head of the list.
let pressed = null;
let at = null;
document.body.addEventListener("htmx:beforeRequest", (event) => {
  pressed = event.detail.elt.tagName === "BUTTON" ? event.detail.elt : null;
});
document.body.addEventListener("htmx:beforeSwap", () => {
  const here = document.activeElement?.closest("#claims");
  at = here ? (document.activeElement.closest(".claims__item") ?? here).id : null;
});
document.body.addEventListener("htmx:afterSettle", () => {
  if (pressed) at = !pressed.isConnected || pressed.id === "check-numbers" ? `claim-${pressed.value.split(":")[1]}` : null;
  if (at && (pressed || document.activeElement === document.body)) {
    const claim = document.querySelector(`.claims__item[id="${CSS.escape(at)}"]`);
    (claim ?? document.getElementById("claims-heading"))?.focus();
  }
  pressed = at = null;
});
