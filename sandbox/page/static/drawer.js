// Behind the scenes: fetched while it is open, and again whenever something happens there.
import { patch } from "./live.js";

const drawer = document.getElementById("drawer");
const opener = document.getElementById("behind-the-scenes");
const panel = document.getElementById("panel");
const tabs = [...drawer.querySelectorAll("[role=tab]")];
const base = `/as/${document.body.dataset.handle}/behind`;
const PAUSE = 250; // milliseconds: calls come in bursts

const chosen = () => tabs.find((tab) => tab.ariaSelected === "true");
let waiting = null;

opener.addEventListener("click", () => (drawer.hidden ? open() : close()));
document.getElementById("drawer-close").addEventListener("click", close);
drawer.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
document.addEventListener("behind", () => {
  if (!drawer.hidden) waiting ??= setTimeout(show, PAUSE);
});

function open({ focus = true } = {}) {
  drawer.hidden = false;
  opener.ariaExpanded = "true";
  remember();
  show();
  if (focus) chosen().focus();
}

function close() {
  drawer.hidden = true;
  opener.ariaExpanded = "false";
  sessionStorage.removeItem("behind");
  opener.focus();
}

// It stays open when one becomes somebody else.
function remember() {
  sessionStorage.setItem("behind", chosen().dataset.behind);
}

async function show() {
  clearTimeout(waiting);
  waiting = null;
  const tab = chosen();
  const pair = document.getElementById("pair-chosen")?.value ?? "";
  const response = await fetch(`${base}/${tab.dataset.behind}?${new URLSearchParams({ pair })}`);
  if (response.ok && tab === chosen()) patch(panel, await response.text());
}

for (const tab of tabs) tab.addEventListener("click", () => select(tab));

drawer.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  const now = tabs.indexOf(chosen());
  const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const tab = tabs[(next + tabs.length) % tabs.length];
  select(tab);
  tab.focus();
});

function select(tab) {
  for (const one of tabs) {
    one.ariaSelected = String(one === tab);
    one.tabIndex = one === tab ? 0 : -1;
  }
  panel.setAttribute("aria-labelledby", tab.id);
  panel.replaceChildren();
  if (drawer.hidden) return;
  remember();
  show();
}

panel.addEventListener("change", (event) => {
  if (event.target.id === "pair-chosen") show();
});

// "toggle" does not bubble: it is caught on its way down. A call's arguments and answer can be long, so they come late.
panel.addEventListener(
  "toggle",
  async (event) => {
    const inside = event.target.querySelector(".inside");
    if (!event.target.open || inside.childElementCount) return;
    const response = await fetch(`${base}/calls/${event.target.dataset.call}`);
    if (response.ok) inside.innerHTML = await response.text();
  },
  true,
);

const before = sessionStorage.getItem("behind");
if (before) {
  select(tabs.find((tab) => tab.dataset.behind === before) ?? tabs[0]);
  open({ focus: false });
}
