// The message box: Enter sends, Shift+Enter breaks the line, / offers the commands.
import { here, send } from "./live.js";

const form = document.getElementById("composer");
const text = document.getElementById("text");
const list = document.getElementById("commands");
const options = [...list.children];
const offered = () => options.filter((option) => !option.hidden);
const chosen = () => options.find((option) => option.ariaSelected === "true" && !option.hidden);

text.addEventListener("input", () => {
  offer();
  grow();
});
text.addEventListener("blur", close);
text.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const act = list.hidden ? undefined : KEYS[event.key];
  if (act) act(event);
  else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit();
  }
});
list.addEventListener("pointerdown", (event) => {
  event.preventDefault(); // the focus stays in the box
  const option = event.target.closest("[role=option]");
  if (option) complete(option);
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const said = text.value;
  if (!said.trim()) return;
  text.value = "";
  close();
  grow();
  await send("say", { text: said, c: here.conversation });
});

const KEYS = {
  ArrowDown: (event) => move(event, 1),
  ArrowUp: (event) => move(event, -1),
  Escape: close,
  Tab: (event) => take(event),
  Enter: (event) => (chosen()?.dataset.command === text.value.trim() ? finish(event) : take(event)),
};

function finish(event) {
  event.preventDefault();
  form.requestSubmit();
}

function take(event) {
  const option = chosen();
  if (!option) return;
  event.preventDefault();
  complete(option);
}

function complete(option) {
  text.value = `${option.dataset.command} `;
  close();
  text.focus();
}

function offer() {
  const typed = text.value;
  for (const option of options) option.hidden = !option.dataset.command.startsWith(typed);
  list.hidden = !typed.startsWith("/") || offered().length === 0;
  if (list.hidden) close();
  else select(chosen() ?? offered()[0]);
}

function move(event, step) {
  event.preventDefault();
  const all = offered();
  select(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
}

function select(option) {
  for (const one of options) one.ariaSelected = String(one === option);
  text.setAttribute("aria-activedescendant", option.id);
}

function close() {
  list.hidden = true;
  for (const one of options) one.ariaSelected = "false";
  text.removeAttribute("aria-activedescendant");
}

function grow() {
  text.rows = Math.min(8, text.value.split("\n").length);
}
