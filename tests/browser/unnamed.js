() => {
  const found = [];
  const words = (one) => {
    const copy = one.cloneNode(true);
    copy.querySelectorAll("[aria-hidden=true]").forEach((hidden) => hidden.remove());
    copy.querySelectorAll("svg").forEach((drawn) => drawn.replaceWith(drawn.getAttribute("aria-label") ?? ""));
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const called = (one) => one.getAttribute("aria-label")
    ?? (one.getAttribute("aria-labelledby")?.split(" ").map((id) => words(document.getElementById(id))).join(" ")
      || [...(one.labels ?? [])].map(words).join(" ") || words(one.querySelector("legend") ?? one));
  const around = (one, kind) => (one.closest(kind) ? `${called(one.closest(kind))}: ` : ""); // it is said when the focus comes into it
  const within = (one) => around(one, "section[aria-labelledby]") + around(one, "fieldset") + called(one);
  const twice = (kind, things, name, place) => {
    const places = {};
    for (const one of things) (places[name(one).toLowerCase()] ??= new Set()).add(place(one));
    for (const [said, at] of Object.entries(places)) if (at.size > 1) found.push(`${at.size} ${kind} are called “${said}”`);
  };
  twice("links", document.querySelectorAll("main a[href]"), called, (link) => link.pathname + link.search + link.hash);
  twice("fields", document.querySelectorAll("main :is(input:not([type=hidden], [type=submit]), select, textarea)"), within,
    (field) => field.id || field.name);
  for (const table of document.querySelectorAll("table"))
    if (!table.caption && !table.getAttribute("aria-label") && !table.getAttribute("aria-labelledby"))
      found.push(`a table has no name: ${words(table).slice(0, 60)}`);
  for (const cell of document.querySelectorAll("th:not([scope])")) found.push(`a header without scope: ${words(cell)}`);
  for (const one of document.querySelectorAll(":is([aria-describedby], [aria-labelledby], [aria-controls]):not([type=hidden])"))
    for (const by of ["aria-describedby", "aria-labelledby", "aria-controls"])
      for (const id of (one.getAttribute(by) ?? "").split(/\s+/).filter(Boolean))
        if (!document.getElementById(id)) found.push(`${by} says #${id}, which is not there`);
  let level = 1;
  for (const heading of document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")) {
    if (heading.closest("[role=alert], .govuk-notification-banner")) continue;
    if (heading.tagName[1] > level + 1) found.push(`h${level} is followed by ${heading.tagName}: ${words(heading).slice(0, 60)}`);
    level = Number(heading.tagName[1]);
  }
  if (document.querySelectorAll("h1").length !== 1) found.push("not one h1");
  for (const one of document.querySelectorAll("main *")) {
    const style = getComputedStyle(one);
    if (!/auto|scroll/.test(style.overflowX + style.overflowY) || /TEXTAREA|SELECT/.test(one.tagName) || !one.checkVisibility()) continue;
    if ((one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1) && one.tabIndex < 0)
      found.push(`scrolls, and cannot be reached with the keyboard: ${one.className}`);
  }
  return found;
}
