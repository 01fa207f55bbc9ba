// Modals: the one on top of the stack is open; what was typed survives an update of the same field.

const box = document.getElementById("modal");
for (const dialog of box.querySelectorAll(".modal")) open(dialog);

export function showModal(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const next = template.content.querySelector(".modal");
  const old = box.querySelector(".modal");
  if (old && next && old.id === next.id) {
    update(old, next);
    return;
  }
  if (old) {
    old.dataset.gone = "yes";
    old.close();
  }
  box.replaceChildren(...(next ? [next] : []));
  if (next) open(next);
  else if (document.activeElement === document.body) document.getElementById("text").focus();
}

function open(dialog) {
  dialog.showModal();
  dialog.querySelector(`[aria-invalid="true"], .inside :is(input, select, textarea, button), h2`)?.focus();
}

function update(dialog, next) {
  if (dialog.dataset.version !== next.dataset.version) {
    const typed = dirty(dialog);
    const focused = document.activeElement?.id;
    dialog.dataset.version = next.dataset.version;
    dialog.replaceChildren(...next.childNodes);
    restore(dialog, typed);
    focus(dialog, focused);
  }
  if (!dialog.open && !dialog.dataset.closing) open(dialog);
}

function focus(dialog, id) {
  const there = id && document.getElementById(id);
  if (there && dialog.contains(there)) there.focus();
  else {
    dialog.querySelector(".inside").scrollTop = 0;
    dialog.querySelector(`.inside :is(input, select, textarea, button), h2`)?.focus();
  }
}

export function focusFirstError() {
  const wrong = box.querySelector(`[aria-invalid="true"]`);
  const field = wrong?.matches("fieldset") ? wrong.querySelector("input") : wrong;
  field?.focus();
}

function dirty(dialog) {
  return [...dialog.querySelectorAll("[data-dirty]")].map(({ id, name, value, checked, type }) => {
    return { id, name, value, checked, ticks: type === "checkbox" || type === "radio" };
  });
}

function restore(dialog, typed) {
  for (const { id, name, value, checked, ticks } of typed) {
    const field = [...dialog.querySelectorAll("input, select, textarea")].find((one) =>
      ticks ? one.name === name && one.value === value : one.id === id,
    );
    if (!field) continue;
    if (ticks) field.checked = checked;
    else field.value = value;
    field.dataset.dirty = "yes";
  }
}

box.addEventListener("input", (event) => {
  event.target.dataset.dirty = "yes";
  const filter = event.target.closest("[data-filter]");
  if (filter) narrow(filter);
});

// Ticked ones stay in sight.
function narrow(filter) {
  for (const choice of filter.closest("fieldset").querySelectorAll(".choice")) {
    const found = choice.textContent.toLowerCase().includes(filter.value.toLowerCase());
    choice.hidden = !found && !choice.querySelector("input").checked;
  }
}
