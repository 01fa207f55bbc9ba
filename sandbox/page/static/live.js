// What the server shows, kept up to date without losing focus, scroll or what is being typed.
import { showModal } from "./dialogs.js";

const handle = document.body.dataset.handle;
const box = document.getElementById("messages");
const scroll = document.getElementById("scroll"); // its end is at 0, its beginning below 0
const announcer = document.getElementById("announcer");
const first = document.body.dataset.conversation;
// `limit` 0 is as many messages as the server thinks right.
export const here = { first, conversation: first, limit: 0, moving: false };

// A press that has begun is let finish: a button drawn anew between going down and coming up would lose the click.
let released = Promise.resolve();
document.addEventListener("pointerdown", () => {
  released = new Promise((done) => {
    const over = () => setTimeout(done);
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, over, { once: true });
    setTimeout(done, 20000); // it may come up outside of the window
  });
});

const shown = {}; // the HTML of each part as it was fetched last
let running = null;
let again = false;

// One request at a time; whatever happens meanwhile is fetched right after it.
export function refresh(options = {}) {
  if (running) {
    again = true;
    return running;
  }
  running = fetchParts(options).finally(() => {
    running = null;
    if (again) {
      again = false;
      return refresh();
    }
  });
  return running;
}

async function fetchParts({ opened = false } = {}) {
  const wanted = here.conversation;
  const query = new URLSearchParams({ c: wanted });
  if (here.limit) query.set("limit", here.limit);
  if (opened) query.set("opened", "1");
  if (document.visibilityState === "visible") query.set("seen", "1");
  const response = await fetch(`/as/${handle}/now?${query}`);
  if (!response.ok || wanted !== here.conversation) return;
  const { parts, name } = await response.json();
  await released;
  for (const [id, html] of Object.entries(parts)) {
    if (shown[id] === html) continue;
    shown[id] = html;
    PARTS[id] ? PARTS[id](html) : patch(document.getElementById(id), html);
  }
  document.title = document.title.replace(/^[^·]*/, `${name} `);
}

const PARTS = {
  modal: showModal,
  messages(html) {
    const fresh = patch(box, html).filter((element) => element.dataset.mine === "no");
    const heard = !here.moving && scroll.scrollTop > -60; // neither a whole conversation nor its earlier part
    if (fresh.length && heard) announce(fresh.map(words).join(" "));
  },
  entrances(html) {
    const list = document.getElementById("entrances");
    const before = new Set([...list.querySelectorAll(".unread")].map((link) => link.ariaLabel));
    patch(list, html);
    const fresh = [...list.querySelectorAll(".unread")].map((link) => link.ariaLabel);
    const unheard = fresh.filter((label) => !before.has(label));
    if (unheard.length) announce(unheard.join(", "));
  },
};

function words(article) {
  return article.innerText.replace(/\s+/g, " ").slice(0, 300);
}

function announce(text) {
  announcer.textContent = text;
}

// Puts new children in place of old ones by their ids; one of the same data-version stays untouched.
// Gives the ones that were not there before.
export function patch(container, html) {
  if (!container) return [];
  const template = document.createElement("template");
  template.innerHTML = html;
  const fresh = [...template.content.children];
  if (fresh.some((element) => !element.id)) {
    container.replaceChildren(template.content);
    return [];
  }
  const focused = document.activeElement?.id;
  const added = place(container, fresh);
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
  return added;
}

function place(container, fresh) {
  const old = new Map([...container.children].map((element) => [element.id, element]));
  const wanted = new Set(fresh.map((element) => element.id));
  for (const [id, element] of old) if (!wanted.has(id)) element.remove();
  const added = [];
  let next = container.firstElementChild;
  for (const element of fresh) {
    const known = old.get(element.id);
    if (known && known.dataset.version === element.dataset.version) {
      if (known !== next) container.insertBefore(known, next);
      next = known.nextElementSibling;
    } else if (known) {
      if (known === next) next = known.nextElementSibling;
      known.remove();
      container.insertBefore(element, next);
    } else {
      container.insertBefore(element, next);
      added.push(element);
    }
  }
  return added;
}

// Does something in the workspace and shows what came of it.
export async function send(path, data) {
  const body = data instanceof FormData ? data : new URLSearchParams(data);
  const target = path.startsWith("/") ? path : `/as/${handle}/${path}`;
  try {
    const response = await fetch(target, { method: "POST", body });
    const { said } = response.ok ? await response.json() : { said: `That did not work (${response.status}).` };
    toast(said);
  } catch {
    toast("The demo does not answer. Is it still running?");
  }
  await refresh();
}

function toast(text) {
  document.getElementById("toast").textContent = text;
}

// Shows another conversation, or App Home.
export async function go(id, { push = true } = {}) {
  Object.assign(here, { conversation: id, limit: 0, moving: true });
  box.replaceChildren();
  delete shown.messages;
  if (push) history.pushState(null, "", `?c=${encodeURIComponent(id)}`);
  await running;
  await refresh({ opened: true });
  dress(id);
  here.moving = false;
}

function dress(id) {
  const name = document.querySelector(`#entrances [aria-current]`)?.querySelector(".called").textContent ?? "";
  document.getElementById("name").textContent = name;
  scroll.setAttribute("role", id === "home" ? "region" : "log");
  scroll.setAttribute("aria-label", id === "home" ? "App Home" : "Messages");
  document.getElementById("composer").hidden = id === "home";
  const text = document.getElementById("text");
  text.placeholder = `Message ${name}`;
  text.setAttribute("aria-label", text.placeholder);
  scroll.scrollTop = 0;
  if (matchMedia("(hover: hover)").matches && id !== "home") text.focus();
}

let source = null;

// Hears of what happens while the tab is looked at: a browser grants one address only six connections.
export function live() {
  listen();
  document.addEventListener("visibilitychange", listen);
}

function listen() {
  source?.close();
  if (document.visibilityState !== "visible") return;
  source = new EventSource(`/events?as=${encodeURIComponent(handle)}`);
  source.onopen = () => refresh();
  source.addEventListener("seen", () => refresh());
  source.addEventListener("clock", () => refresh());
  source.addEventListener("behind", () => document.dispatchEvent(new CustomEvent("behind")));
  source.addEventListener("tour", (event) =>
    document.dispatchEvent(new CustomEvent("tour", { detail: JSON.parse(event.data) })),
  );
}
