// The workspace: where one is, what happens there, and the clock.
import { go, here, live, refresh, send } from "./live.js";
import "./acting.js";
import "./composer.js";

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    go(link.dataset.go);
  }
  const earlier = event.target.closest("[data-earlier]");
  if (earlier) {
    here.limit = Number(earlier.dataset.earlier);
    refresh();
  }
});

window.addEventListener("popstate", () => {
  const wanted = new URLSearchParams(location.search).get("c") ?? here.first;
  if (wanted !== here.conversation) go(wanted, { push: false }); // else it was a jump within the page
});

const steps = document.getElementById("steps");
steps.addEventListener("click", async (event) => {
  const step = event.target.dataset.step;
  if (!step || steps.ariaBusy === "true") return;
  steps.ariaBusy = "true";
  await send("/clock", { step });
  steps.ariaBusy = "false";
});

live();
