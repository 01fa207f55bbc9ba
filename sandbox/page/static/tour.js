// Show me: where one is in the tour belongs to the tab; what has happened belongs to the workspace.
const tour = document.getElementById("tour");
const home = document.getElementById("tour-home");
const modal = document.getElementById("modal");
const opener = document.getElementById("show-me");
const handle = document.body.dataset.handle;

opener.addEventListener("click", () => show("welcome", { focus: true }));

tour.addEventListener("click", (event) => {
  const next = event.target.closest("[data-next]");
  if (next) take(next);
  if (event.target.closest("[data-leave]")) leave();
  const other = event.target.closest("[data-language]");
  if (other) speak(other.dataset.language);
});

// A modal makes everything outside it unreachable: while one is open, the tour stands in it.
new MutationObserver(settle).observe(modal, { childList: true, subtree: true, attributes: true, attributeFilter: ["open"] });

function settle() {
  const dialog = modal.querySelector("dialog[open]");
  const place = dialog ?? home;
  if (tour.parentElement === place) return;
  const focused = tour.contains(document.activeElement) ? document.activeElement : null;
  if (dialog) dialog.prepend(tour);
  else home.append(tour);
  focused?.focus();
}

// Which language the tour speaks is kept for the next time; the browser's comes first.
function speak(language) {
  localStorage.setItem("tour-language", language);
  show(tour.dataset.key, { focus: true });
}

function inLanguage(path) {
  return `${path}?language=${localStorage.getItem("tour-language") ?? ""}`;
}

async function show(key, { focus = false } = {}) {
  const response = await fetch(inLanguage(`/as/${handle}/tour/${key}`));
  if (!response.ok) return leave();
  tour.innerHTML = await response.text();
  tour.dataset.key = key;
  tour.hidden = false;
  opener.hidden = true;
  sessionStorage.setItem("tour", key);
  settle();
  if (focus) tour.querySelector("h2").focus();
}

async function take(button) {
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  tell("");
  try {
    const key = button.dataset.next;
    const response = await fetch(inLanguage(`/tour/${key}`), { method: "POST" });
    if (!response.ok) throw new Error(response.status);
    const { said, to } = await response.json();
    if (said) tell(said);
    else arrive(key, to);
  } catch {
    tell("The demo does not answer. Is it still running?");
  }
  button.ariaBusy = "false";
}

function arrive(key, to) {
  sessionStorage.setItem("tour", key);
  sessionStorage.setItem("tour-arrives", "yes");
  location.assign(to);
}

function tell(words) {
  tour.querySelector(".trouble").textContent = words;
}

function leave() {
  sessionStorage.removeItem("tour");
  tour.hidden = true;
  opener.hidden = false;
  if (!modal.querySelector("dialog[open]")) opener.focus();
}

const before = sessionStorage.getItem("tour");
const arrives = sessionStorage.getItem("tour-arrives") === "yes";
sessionStorage.removeItem("tour-arrives");
if (before) show(before, { focus: arrives });
