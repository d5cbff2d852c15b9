// On every page: focus on what went wrong, no form sent twice, menus that close. Nothing here is needed to use the page.
"use strict";
document.documentElement.classList.add("js");

for (const summary of document.querySelectorAll("[data-focus]")) summary.focus();

// A form goes once: a second tap does nothing until the page is shown again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  for (const button of form.querySelectorAll("[data-once]")) button.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[data-once]")) button.removeAttribute("aria-disabled");
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.more[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.more[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What is too long is said while it is typed, and nothing of it is cut off: a pasted page stays whole until it is made shorter.
document.addEventListener("input", (event) => {
  const most = Number(event.target.dataset?.most);
  if (!most) return;
  const over = [...event.target.value.trim()].length - most;
  const place = event.target.closest(".mentions") ?? event.target;
  const old = place.parentElement.querySelector(":scope > .too-long");
  if (over <= 0) return old?.remove();
  const told = old ?? Object.assign(document.createElement("p"), { className: "err too-long" });
  told.setAttribute("role", "status");
  told.textContent = `${over.toLocaleString("en-GB")} ${over === 1 ? "letter" : "letters"} too many to be signed. All of it is kept.`;
  if (!old) place.after(told);
});
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
