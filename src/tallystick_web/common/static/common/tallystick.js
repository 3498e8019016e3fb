// Enhancement only: every page works without this file. No dependency, no build step.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

const library = document.getElementById("govuk-frontend");
if (library) {
  const { initAll } = await import(library.href);
  initAll();
}

// "Copy as sentence": the sentence with its source, for a paper or an e-mail.
for (const sentence of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy sentence";
  const said = document.createElement("span");
  said.className = "govuk-visually-hidden";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(sentence.dataset.copy);
    button.textContent = said.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy sentence"; said.textContent = ""; }, 3000);
  });
  sentence.append(" ", button, said);
}

// The explanation of a marker can be put away without moving the pointer.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.activeElement?.classList.contains("marker")) document.activeElement.blur();
});
