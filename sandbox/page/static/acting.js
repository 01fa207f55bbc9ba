// Buttons, choices that act at once, and forms.
import { focusFirstError } from "./dialogs.js";
import { send } from "./live.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do=press]");
  const answer = event.target.closest("[data-answer]");
  const closing = event.target.closest("[data-close]");
  if (button) press(button);
  if (answer) confirmed(answer);
  if (closing) closing.closest("dialog").close();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-do=pick]")) act("pick", event.target);
});

document.addEventListener("submit", (event) => {
  if (!event.target.closest("dialog.modal")) return;
  event.preventDefault();
  submit(event.target);
});

// However a modal is closed: by its button, by Esc or by the browser.
document.addEventListener(
  "close",
  async (event) => {
    const dialog = event.target;
    if (!dialog.matches("dialog.modal") || dialog.dataset.gone || dialog.dataset.closing) return;
    dialog.dataset.closing = "yes";
    await send("close", { place: dialog.querySelector("form").dataset.place });
    delete dialog.dataset.closing;
  },
  true,
);

function press(button) {
  const question = document.querySelector(`[data-confirms="${CSS.escape(button.id)}"]`);
  if (question) question.showModal();
  else act("press", button);
}

function confirmed(answer) {
  const dialog = answer.closest("dialog");
  dialog.close();
  if (answer.dataset.answer === "yes") act("press", document.getElementById(dialog.dataset.confirms));
}

async function act(kind, element) {
  const form = element.closest("dialog.modal")?.querySelector("form");
  const data = form ? new FormData(form) : alone(element);
  data.set("place", element.dataset.place);
  data.set("block", element.dataset.block);
  data.set("action", element.dataset.action);
  if (kind === "press") data.set("value", element.value ?? "");
  await send(kind, data);
}

function alone(element) {
  const data = new FormData();
  const group = element.closest("fieldset");
  const parts = group ? group.querySelectorAll(":checked") : element.name ? [element] : [];
  for (const part of parts) data.append(part.name, part.value);
  return data;
}

async function submit(form) {
  if (form.ariaBusy === "true" || !form.querySelector("footer .primary")) return;
  form.ariaBusy = "true";
  const data = new FormData(form);
  data.set("place", form.dataset.place);
  await send("submit", data);
  form.ariaBusy = "false";
  focusFirstError();
}
