// The form that is being written: kept on the server as it is typed, questions shown as they are asked.
// Without this script everything still works: "Later" keeps, buttons add rows, all questions are shown.
"use strict";
{
  const form = document.querySelector("form[data-writing]");
  const shown = form?.querySelector("[data-saved]");
  const spoken = form?.querySelector("[data-say]");
  const PAUSE = 800;
  let timer = 0;
  let unsaved = false;
  let signedOut = false;
  let savedAt = 0;
  let saving = Promise.resolve();

  const say = (text) => {
    spoken.textContent = text;
  };

  const ago = () => {
    if (!savedAt || unsaved) return;
    const seconds = Math.max(0, Math.round((Date.now() - savedAt) / 1000));
    const minutes = Math.floor(seconds / 60);
    const count = minutes || seconds;
    shown.textContent = seconds < 2 ? "Saved just now" : `Saved ${count} ${minutes ? "minute" : "second"}${count === 1 ? "" : "s"} ago`;
  };

  // What is typed, and files only when they are to be sent now.
  const contents = (files) => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) {
      if (value instanceof File && (!files || !value.size)) data.delete(name);
    }
    return data;
  };

  const save = (files = false, leaving = false) => {
    clearTimeout(timer);
    if (!unsaved || form.dataset.sent) return saving;
    unsaved = false;
    if (!signedOut) shown.textContent = "Saving";
    const sent = (signedOut ? renew() : Promise.resolve())
      .then(() => fetch(form.dataset.draft, { method: "POST", body: contents(files), keepalive: leaving, redirect: "manual" }))
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)))
      .then(keptWell, notKept);
    saving = saving.then(() => sent);
    return saving;
  };

  // After signing in again (in another tab) a form needs a new proof that it is ours.
  const renew = async () => {
    const answer = await fetch(location.href, { redirect: "error" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
    form.elements.csrfmiddlewaretoken.value = fresh.value;
    signedOut = false;
  };

  const keptWell = (answer) => {
    if (!savedAt) say("Saved. It is kept as you type.");
    savedAt = Date.now();
    for (const [name, notes] of Object.entries(answer.kept)) showKept(name, notes);
    for (const [name, why] of Object.entries(answer.errors)) showRefused(name, why);
    ago();
  };

  const notKept = (answer) => {
    unsaved = true;
    signedOut ||= answer?.type === "opaqueredirect" || answer?.status === 403;
    const why = signedOut ? "Signed out: sign in again in another tab, then go on here" : "Not saved: no connection. Keep this page open";
    if (shown.textContent !== why) say(why);
    shown.textContent = why;
    timer = setTimeout(save, 5000);
  };

  const changed = () => {
    unsaved = true;
    shown.textContent = "Writing";
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };

  // Files go to the server at once; what comes back stands in for them.
  const showKept = (name, notes) => {
    const input = form.elements[name.replace(/\.kept$/, ".new")];
    if (!input || !notes.length) return;
    const field = input.closest(".field");
    input.value = "";
    field.classList.remove("bad");
    field.querySelector(".err")?.remove();
    for (const note of notes) {
      // A note is what is kept of the file, as JSON, and our signature behind the last colon.
      const kept = JSON.parse(note.slice(0, note.lastIndexOf(":")));
      const lacks = kept.taken_out ? `. Not in the copy: ${kept.taken_out.join("; ")}` : "";
      const label = document.createElement("label");
      label.className = "opt";
      const box = Object.assign(document.createElement("input"), { type: "checkbox", name, value: note, checked: true });
      const text = Object.assign(document.createElement("span"), { className: "grow", textContent: `${kept.name} is kept${lacks}` });
      label.append(box, text);
      input.before(label);
      if (lacks) say(`${kept.name} is kept${lacks}`);
    }
  };

  const showRefused = (name, why) => {
    const field = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
    if (!field) return;
    field.querySelector("input[type=file]").value = "";
    const old = field.querySelector(".err") ?? Object.assign(document.createElement("strong"), { className: "err" });
    old.textContent = why;
    field.classList.add("bad");
    field.append(old);
    say(why);
  };

  // Questions that hang on another answer are shown when that answer is given.
  const answers = (name) => {
    const texts = new FormData(form).getAll(name).filter((text) => text !== "");
    return texts.length ? texts : [""];
  };
  const ask = () => {
    for (const field of form.querySelectorAll("[data-when]")) {
      const wanted = Object.entries(JSON.parse(field.dataset.when));
      const outer = (name) => form.querySelector(`[data-field="${CSS.escape(name)}"]`);
      field.hidden = !wanted.every(([name, ok]) => !outer(name)?.hidden && answers(name).some((text) => ok.includes(text)));
    }
  };

  // Which input of a page drawn anew stands for this one. A step is known by its words: its number may be another's.
  const isTicked = (input) => input.type === "checkbox" || input.type === "radio";
  const twin = (input, fresh) => {
    const value = isTicked(input) ? `[value="${CSS.escape(input.value)}"]` : "";
    const found = input.name && fresh.querySelector(`[name="${CSS.escape(input.name)}"]${value}`);
    const step = (one) => one.closest(".opt[role=group]")?.getAttribute("aria-label");
    return found && step(found) === step(input) ? found : null;
  };

  // What was given while the server drew is newer than what it drew: it stays, and so does the place of the caret.
  const carry = (old, fresh, sent) => {
    for (const input of old.querySelectorAll("input, select, textarea")) {
      const before = sent.getAll(input.name);
      const same = isTicked(input) ? before.includes(input.value) === input.checked : before.includes(input.value);
      const other = same || input.type === "file" ? null : twin(input, fresh);
      if (other && isTicked(input)) other.checked = input.checked;
      else if (other) other.value = input.value;
    }
    return old.contains(document.activeElement) ? document.activeElement : null;
  };
  const focusOn = (was, fresh) => {
    const now = was && twin(was, fresh);
    now?.focus({ preventScroll: true });
    if (now?.tagName === "TEXTAREA" || now?.type === "text") now.setSelectionRange(was.selectionStart, was.selectionEnd);
  };

  // The server draws the questions anew: for other children, or with a row more or fewer. One drawing after another.
  let drawing = Promise.resolve();
  const redraw = (name, value, then) => {
    drawing = drawing.then(() => draw(name, value, then));
  };
  const draw = async (name, value, then) => {
    await save();
    const data = contents(true);
    data.append(name, value);
    const text = await fetch(location.href, { method: "POST", body: data })
      .then((answer) => (answer.ok ? answer.text() : null))
      .catch(() => null);
    if (text === null) return notKept();
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const id of ["whom", "questions", "changes"]) {
      const old = document.getElementById(id);
      const fresh = page.getElementById(id);
      const focused = carry(old, fresh, data);
      old.replaceWith(document.adoptNode(fresh));
      focusOn(focused, fresh);
    }
    ask();
    form.dispatchEvent(new CustomEvent("redrawn"));
    then?.();
  };

  // The house's clock, not the device's: the moment the page was made, and what has passed since.
  const began = Date.now();
  const houseNow = () => new Date(Date.parse(form.dataset.now) + Date.now() - began);
  const londonTime = () => new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit" }).format(houseNow());

  if (form) {
    form.addEventListener("input", (event) => {
      if (event.target.type !== "file") changed();
      ask();
    });
    form.addEventListener("change", (event) => {
      if (event.target.type === "file") {
        unsaved = true;
        save(true);
      }
      // What signing would change of who lives and works here is told anew after every answer.
      if (event.target.closest("[data-redraw]") || form.querySelector("[data-changes]")) redraw("_redraw", "yes");
      const step = event.target.closest("[data-step]");
      const time = step?.querySelector("input[type=time]");
      if (time && event.target.type === "checkbox") time.value = event.target.checked ? time.value || londonTime() : "";
    });
    form.addEventListener("focusout", () => save());
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-add-row], [data-drop-row]");
      if (!button) return;
      event.preventDefault();
      const added = button.name === "_add-row";
      unsaved = true;
      redraw(button.name, button.value, () => {
        const rows = form.querySelectorAll(`[data-rows="${CSS.escape(added ? button.value : button.value.replace(/\.\d+$/, ""))}"] > .row-card`);
        rows[rows.length - 1]?.querySelector("input, select, textarea")?.focus();
      });
    });
    // A choice that was given can be taken back: tap it again.
    form.addEventListener("pointerdown", (event) => {
      const radio = event.target.closest("label")?.querySelector("input[type=radio]");
      if (radio) radio.dataset.was = radio.checked ? "yes" : "";
    });
    form.addEventListener("click", (event) => {
      const radio = event.target;
      if (radio.type !== "radio" || !radio.dataset.was) return;
      radio.checked = false;
      radio.dataset.was = "";
      changed();
      ask();
    });
    form.addEventListener("submit", () => {
      unsaved = false;
      clearTimeout(timer);
    });
    addEventListener("pagehide", () => save(false, true));
    addEventListener("online", () => save());
    addEventListener("beforeunload", (event) => {
      if (unsaved) event.preventDefault();
    });
    setInterval(ago, 1000);
    ask();
  }
}
