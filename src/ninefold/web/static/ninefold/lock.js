// A shared tablet locks by itself when nobody touches it, and by its button. First what is being typed is kept, sealed for
// its writer alone; then the session ends. Without this script the house ends the session by itself at the next touch.
"use strict";
{
  const form = document.querySelector("form[data-lock]");
  const WAIT = Number(form?.dataset.lock ?? 0) * 1000;
  const READING = 45000; // milliseconds: so often the house hears that somebody still reads
  const LOCKED = "ninefold-locked";
  let timer = 0;
  let heard = Date.now();

  const keep = async () => {
    const detail = { at: location.pathname + location.search, waiting: [] };
    document.dispatchEvent(new CustomEvent("keep-now", { detail }));
    await Promise.race([Promise.allSettled(detail.waiting), new Promise((done) => setTimeout(done, 3000))]);
    return detail.at;
  };
  const hide = () => {
    const words = document.createElement("p");
    words.textContent = "Locked.";
    document.querySelector(".page").hidden = true;
    form.hidden = true;
    document.body.append(words);
    return words;
  };
  let locking = false;
  const lock = async () => {
    if (locking) return;
    locking = true;
    clearTimeout(timer);
    const words = hide();
    form.elements.at.value = await keep();
    localStorage.setItem(LOCKED, "yes");
    await send(words);
  };
  // Without a connection the session is still open in the house: until it has heard, nothing is shown here.
  const send = async (words) => {
    try {
      const body = new URLSearchParams(new FormData(form));
      await fetch(form.action, { method: "POST", body, redirect: "manual" });
      localStorage.removeItem(LOCKED);
      location.replace(form.dataset.next);
    } catch {
      words.textContent = "Locked. There is no connection; the next turn begins when there is one.";
      setTimeout(() => send(words), 3000);
    }
  };
  const touched = () => {
    clearTimeout(timer);
    timer = setTimeout(lock, WAIT);
    if (Date.now() - heard < READING) return;
    heard = Date.now();
    fetch(form.dataset.here, { redirect: "manual" }).catch(() => null);
  };
  if (form) {
    for (const kind of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(kind, touched, { passive: true, capture: true });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      lock();
    });
    if (localStorage.getItem(LOCKED)) lock();
    else touched();
  }
}
