// The marks beside a text are kept when the answer is something else (a page to sign in, an error): saving still works.
const said = () => document.getElementById("claims-state");
const tell = () => { if (said()) said().textContent = "The numbers could not be checked just now. What you write is not affected."; };
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id === "claims" && !event.detail.serverResponse.includes('id="claims"')) {
    event.detail.shouldSwap = false;
    tell();
  }
});
document.body.addEventListener("htmx:sendError", tell);
document.body.addEventListener("htmx:responseError", tell);
