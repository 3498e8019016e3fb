// Enhancement only: every page works without this file. No dependency, no build step.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

const library = document.getElementById("govuk-frontend");
if (library) {
  const { initAll } = await import(library.href);
  initAll();
}

// "Copy as sentence": the sentence with its source and, of what is published, where it stands, for a paper or an e-mail.
for (const sentence of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy sentence";
  const said = document.createElement("span");
  said.className = "govuk-visually-hidden";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    const { copy, from } = sentence.dataset;
    await navigator.clipboard.writeText(from ? `${copy} ${new URL(from, location.href)}` : copy);
    button.textContent = said.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy sentence"; said.textContent = ""; }, 3000);
  });
  sentence.append(" ", button, said);
}

// The explanation of a marker can be put away without moving the pointer.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.activeElement?.classList.contains("marker")) document.activeElement.blur();
});

// A table wider than a phone is read row by row, each cell under the name of its column, instead of being pushed sideways.
const phone = matchMedia("(max-width: 40.0525em)");
const MOST_COLUMNS = 8;

function nameOf(header) {
  return header.querySelector(".govuk-visually-hidden") ? "" : ((header.querySelector(".sort") ?? header).firstChild?.textContent ?? "").trim(); // without the marks that follow
}

function stack(table) {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const named = heads.filter((head) => head.tagName === "TH").length; // not the boxes for choosing
  if (heads.length < 3 || named > MOST_COLUMNS || heads.some((head) => head.colSpan > 1)) return;
  if (table.parentElement.scrollWidth <= table.parentElement.clientWidth) return;
  table.classList.add("table-stack");
  table.setAttribute("role", "table"); // laid out as blocks it must be told that it is one
  for (const row of table.rows) {
    row.setAttribute("role", "row");
    for (const cell of row.cells) {
      const head = row.cells.length === heads.length && cell.tagName === "TD" ? heads[cell.cellIndex] : null;
      if (head && row.parentElement !== table.tHead) cell.dataset.label = cell.textContent.trim() ? nameOf(head) : "";
      cell.setAttribute("role", cell.tagName === "TD" ? "cell" : cell.scope === "col" ? "columnheader" : "rowheader");
    }
  }
}

function stackAll(within) {
  if (phone.matches) for (const table of within.querySelectorAll(".table-scroll > .govuk-table:not(.table-stack)")) stack(table);
}

// What a phone need not show at once is folded under its heading; where the address leads into it, it is opened.
function fold(part) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  details.className = "fold";
  summary.append(part.firstElementChild);
  details.append(summary, ...part.childNodes);
  part.append(details);
}

function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = target && target.closest(".fold");
  if (details && !details.open) {
    details.open = true;
    target.scrollIntoView();
  }
}

stackAll(document);
if (phone.matches) document.querySelectorAll("[data-fold]").forEach(fold);
addEventListener("hashchange", unfold);
unfold();
phone.addEventListener("change", () => stackAll(document));
document.addEventListener("htmx:load", (event) => stackAll(event.detail.elt));
