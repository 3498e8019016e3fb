// What is typed into a form that says who opened it is kept in this browser until it is saved: a session that ended, a lost line or a
// closed tab loses nothing. It is kept by person and page, and taken away when it is saved, when the person signs out, and after three
// days, because computers are shared. Every page works without this file.
const PREFIX = "tallystick.typed";
const LONGEST = 3 * 24 * 60 * 60 * 1000;
const SOON = 300;
const me = document.getElementById("typed").dataset.person;

const keyOf = (path) => `${PREFIX} ${me} ${path}`;
const keys = (prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix));

function read(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function write(key, copy) {
  try { localStorage.setItem(key, JSON.stringify(copy)); } catch { /* no room, or none allowed: saving works without */ }
}

for (const key of keys(PREFIX)) if (!(Date.now() - read(key)?.at < LONGEST)) localStorage.removeItem(key);
for (const told of document.querySelectorAll("[data-saved]")) localStorage.removeItem(keyOf(told.dataset.saved));

function controls(form) {
  const typed = (one) => one.name && (one.name === "version" || !/^(hidden|file|password|submit|button|fieldset)$/.test(one.type));
  return [...form.elements].filter(typed);
}

const chosen = (one) => one.type === "radio" || one.type === "checkbox";

function contents(form) {
  const fields = {};
  for (const one of controls(form)) {
    fields[one.name] ??= [];
    if (!chosen(one) || one.checked) fields[one.name].push(one.value);
  }
  return fields;
}

// Puts values into the form; answers with what was typed into fields that the page has no more.
function put(form, fields) {
  const left = structuredClone(fields);
  for (const one of controls(form)) {
    if (!(one.name in fields)) continue;
    if (chosen(one)) one.checked = fields[one.name].includes(one.value);
    else one.value = left[one.name].shift() ?? one.value;
  }
  const here = contents(form);
  return Object.entries(fields).filter(([name]) => !(name in here)).flatMap(([, values]) => values).filter((value) => value.trim());
}

// Signed in again in another tab: the form goes with the token of the session that the browser now has. The server still asks who
// opened it, so that nobody sends what another person typed.
function renew(form) {
  const token = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1];
  if (token) form.elements.csrfmiddlewaretoken.value = token;
}

function changed(form) {
  for (const kind of ["input", "change"]) form.dispatchEvent(new Event(kind, { bubbles: true }));
}

function offer(form, at, lost, takeOut) {
  const place = document.createElement("div");
  const words = document.createElement("p");
  const button = document.createElement("button");
  place.className = "govuk-inset-text";
  place.setAttribute("role", "status");
  words.className = "govuk-body";
  button.type = "button";
  button.className = "button-as-link";
  button.textContent = "Take it out again";
  button.addEventListener("click", () => { takeOut(); place.remove(); });
  form.before(place);
  const when = new Date(at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  words.textContent = `What you typed here on ${when} was not saved. It is in the form again, and is still to be saved.`;
  if (lost.length) words.textContent += ` The page no longer asks for: ${lost.join("; ")}.`;
  place.append(words, button);
}

function look(form, key) {
  const copy = read(key);
  if (!copy) return;
  const was = contents(form);
  const same = (name) => name === "version" || JSON.stringify(copy.fields[name]) === JSON.stringify(was[name] ?? []);
  if (Object.keys(copy.fields).every(same)) {
    localStorage.removeItem(key);
    return;
  }
  const lost = put(form, copy.fields);
  write(key, { ...copy, taken: Date.now() }); // so that another tab with the same page hears of it
  for (const fold of form.querySelectorAll("details")) {
    if (controls(form).some((one) => fold.contains(one) && !same(one.name))) fold.open = true;
  }
  offer(form, copy.at, lost, () => {
    put(form, was);
    localStorage.removeItem(key);
    changed(form);
  });
  changed(form);
}

function watch(field) {
  const form = field.form;
  const action = new URL(form.getAttribute("action") ?? location.href, location.href);
  const key = keyOf(action.pathname + action.search);
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    timer = 0;
    write(key, { at: Date.now(), fields: contents(form) });
  };
  const keepNow = () => { if (timer) keep(); };
  const refresh = () => renew(form);
  if ("fresh" in field.dataset) keep();
  else look(form, key);
  form.addEventListener("input", (event) => {
    if (event.target === form) return;
    clearTimeout(timer);
    timer = setTimeout(keep, SOON);
  });
  form.addEventListener("submit", () => { keepNow(); refresh(); });
  // The server has it as a draft: only what is no part of the draft stays here.
  form.addEventListener("typed:kept", (event) => {
    clearTimeout(timer);
    timer = 0;
    const beside = Object.entries(contents(form)).filter(([name, values]) => event.detail.test(name) && values.some((value) => value.trim()));
    if (beside.length) write(key, { at: Date.now(), fields: Object.fromEntries(beside) });
    else localStorage.removeItem(key);
  });
  addEventListener("pagehide", keepNow);
  addEventListener("focus", refresh);
  addEventListener("storage", (event) => { if (event.key === key && event.newValue) form.dispatchEvent(new Event("typed:elsewhere")); });
  document.addEventListener("visibilitychange", () => { keepNow(); refresh(); });
  form.addEventListener("typed:refresh", refresh);
}

for (const field of document.querySelectorAll("input[data-typed]")) watch(field);
for (const again of document.querySelectorAll("form[data-again]")) if (again.elements.typed_by) again.addEventListener("submit", () => renew(again));

for (const out of document.querySelectorAll("form[data-signs-out]")) {
  out.addEventListener("submit", (event) => {
    const left = keys(keyOf(""));
    const pages = left.length === 1 ? "one page" : `${left.length} pages`;
    if (left.length && !confirm(`What you typed into ${pages} is not saved yet. It is deleted from this computer when you sign out. Sign out all the same?`)) {
      event.preventDefault();
      return;
    }
    for (const key of left) localStorage.removeItem(key);
  });
}
