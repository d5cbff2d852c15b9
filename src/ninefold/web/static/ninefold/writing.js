// The form that is being written: kept on the server as it is typed, questions shown as they are asked.
// Without this script everything still works: "Later" keeps, buttons add rows, all questions are shown.
"use strict";
{
  const form = document.querySelector("form[data-writing]");
  const shown = () => form.querySelector("[data-saved]");
  const spoken = () => form.querySelector("[data-say]");
  const token = form?.elements._token.value;
  const HERE = 250; // milliseconds after a letter until it is kept on this device
  const HOUSE = 5000; // and at most so often in the house; leaving a question keeps it at once
  let timer = 0;
  let hereTimer = 0;
  let sentAt = 0;
  let unsaved = false;
  let isHere = false;
  let signedOut = false;
  let savedAt = 0;
  let saving = Promise.resolve();
  let base = ""; // what the house kept last, and of which state: only what changed since is sent
  let acknowledged = new Map();
  let houseHas = form?.dataset.keptAt ?? ""; // the state that the house has: a text kept here was typed after it

  const say = (text) => {
    spoken().textContent = text;
  };

  const ago = () => {
    if (!savedAt || unsaved) return;
    const seconds = Math.max(0, Math.round((Date.now() - savedAt) / 1000));
    const minutes = Math.floor(seconds / 60);
    const count = minutes || seconds;
    shown().textContent = seconds < 2 ? "Saved just now" : `Saved ${count} ${minutes ? "minute" : "second"}${count === 1 ? "" : "s"} ago`;
  };

  // What is typed, and files only when they are to be sent now.
  const contents = (files) => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) {
      if (value instanceof File && (!files || !value.size)) data.delete(name);
    }
    return data;
  };
  const texts = (data) => [...data].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const byName = (data) => {
    const names = new Map();
    for (const [name, value] of texts(data)) names.set(name, [...(names.get(name) ?? []), value]);
    return names;
  };

  // On this device, at once: the house hears of it when there is a connection.
  const keepHere = async () => {
    clearTimeout(hereTimer);
    const kept = globalThis.kept;
    if (!kept?.able) return false;
    const entries = texts(contents(false));
    const longest = [...form.querySelectorAll("textarea")].map((area) => area.value.trim()).find(Boolean) ?? "";
    const words = longest.replace(/\s+/g, " ").slice(0, 80);
    isHere = await kept.put(token, { path: address(), title: form.dataset.title, words, after: houseHas, entries });
    return isHere;
  };
  const address = () => {
    const here = new URL(location.href);
    here.searchParams.set("draft", token);
    return here.pathname + here.search;
  };

  // What has changed since the house kept it last: names that are gone are named.
  const changes = (data) => {
    if (!base) return data;
    const now = byName(data);
    const diff = new FormData();
    for (const [name, value] of data) {
      const same = typeof value === "string" && String(now.get(name)) === String(acknowledged.get(name));
      if (!same || name.startsWith("_") || name === "csrfmiddlewaretoken") diff.append(name, value);
    }
    for (const name of acknowledged.keys()) if (!now.has(name)) diff.append("_gone", name);
    diff.append("_base", base);
    return diff;
  };

  const save = (files = false, leaving = false) => {
    clearTimeout(timer);
    timer = 0;
    if (!unsaved || form.dataset.sent) return saving;
    unsaved = false;
    sentAt = Date.now();
    if (!signedOut) shown().textContent = "Saving";
    const data = contents(files);
    const sent = (signedOut ? renew() : Promise.resolve())
      .then(() => post(data, leaving))
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)))
      .then((answer) => keptWell(answer, data), notKept);
    saving = saving.then(() => sent);
    return saving;
  };
  const post = async (data, leaving) => {
    const send = (body) => fetch(form.dataset.draft, { method: "POST", body, keepalive: leaving, redirect: "manual" });
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await send(changes(data));
    if (answer.status !== 409) return answer;
    base = "";
    return send(data);
  };

  // After signing in again (in another tab) a form needs a new proof that it is ours.
  const renew = async () => {
    const answer = await fetch(location.href, { redirect: "error" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
    form.elements.csrfmiddlewaretoken.value = fresh.value;
    signedOut = false;
  };

  const keptWell = (answer, data) => {
    if (!savedAt) say("Saved. It is kept as you type.");
    savedAt = Date.now();
    base = houseHas = answer.base;
    acknowledged = byName(data);
    for (const [name, notes] of Object.entries(answer.kept)) showKept(name, notes);
    for (const [name, why] of Object.entries(answer.errors)) showRefused(name, why);
    if (!unsaved && !pending) {
      clearTimeout(hereTimer);
      globalThis.kept?.drop(token);
      isHere = false;
    }
    ago();
  };

  const notKept = async (answer) => {
    unsaved = true;
    signedOut ||= answer?.type === "opaqueredirect" || answer?.status === 403;
    const here = (await keepHere()) ? "kept on this device" : "keep this page open";
    const why = signedOut
      ? `Signed out, ${here}: sign in again in another tab, then go on here`
      : answer?.status
        ? `The house could not keep it, ${here}`
        : `No connection, ${here}`;
    if (shown().textContent !== why) say(why);
    shown().textContent = why;
    timer ||= setTimeout(save, HOUSE);
  };

  const changed = () => {
    unsaved = true;
    isHere = false;
    if (!signedOut) shown().textContent = "Writing";
    if (pending) stay("You changed it after signing. Sign again when you are ready.");
    pending = null;
    clearTimeout(hereTimer);
    hereTimer = setTimeout(keepHere, HERE);
    timer ||= setTimeout(save, Math.max(0, sentAt + HOUSE - Date.now()));
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

  // Sending: the page stays until the house has answered. Without a connection a browser would show a page of its own.
  let sending = false;
  let pending = null; // the button that was tapped and could not be sent
  const SLOW = 40000;
  const stay = (text, ...more) => {
    const bar = form.querySelector("[data-stay]");
    bar.hidden = !text;
    bar.replaceChildren(...(text ? [Object.assign(document.createElement("span"), { textContent: text }), ...more] : []));
    if (text) bar.focus();
  };
  const busy = (yes) => {
    sending = yes;
    for (const button of form.querySelectorAll("[data-once]")) {
      if (yes) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  };
  const send = async (button) => {
    busy(true);
    clearTimeout(timer);
    timer = 0;
    await keepHere();
    await saving;
    try {
      if (signedOut) await renew().catch(() => null);
      await received(await asked(button), button);
    } catch {
      await notSent("line", button);
    }
    busy(false);
  };
  const asked = async (button) => {
    const data = contents(true);
    if (button?.name) data.append(button.name, button.value);
    const options = { method: "POST", body: data, redirect: "manual", headers: { "X-Ninefold-Form": "yes" } };
    return fetch(location.href, { ...options, signal: AbortSignal.timeout(SLOW) });
  };
  const received = async (answer, button, again = false) => {
    if (answer.type === "opaqueredirect") return notSent("out", button);
    if (answer.status === 403 && !again) {
      const ours = await renew().then(() => true, () => false);
      return ours ? received(await asked(button), button, true) : notSent("out", button);
    }
    if (answer.status >= 500) return notSent("house", button);
    if (answer.status === 400 || answer.status === 413) return notSent("long", button);
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) {
      const { to } = await answer.json();
      unsaved = false;
      pending = null;
      await globalThis.kept?.drop(token);
      form.dataset.sent = "yes";
      location.assign(to);
      return;
    }
    if (!show(new DOMParser().parseFromString(await answer.text(), "text/html"))) notSent("not yours", button);
  };
  const notSent = async (why, button) => {
    unsaved = true;
    pending = why === "line" ? button : null;
    const here = isHere || (await keepHere());
    const where = here ? "What you wrote is kept on this device, for you only." : "Keep this page open: what you wrote stands nowhere else.";
    const files = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length) ? " Files are not: keep the page open for them." : "";
    const signing = button?.name === "_sign";
    const link = Object.assign(document.createElement("a"), { textContent: "Sign in again", href: `${form.dataset.signIn}?next=${encodeURIComponent(address())}` });
    const told = {
      line: `No connection. ${where}${files} ${signing ? "It is signed as soon as there is one, while this page is open; or sign it later." : "It goes as soon as there is one."}`,
      out: `You are signed out, and it is not signed. ${where}${files} It stands here again when you have signed in. `,
      house: `The house could not take it just now, and it is not signed. ${where}${files} Please try again in a moment.`,
      long: `This is more than the house can take at once, and it is not signed. ${where}${files} Please make it shorter, or add fewer files.`,
      "not yours": `This cannot be signed here any more. ${where} Copy what you need, or ask a manager.`,
    }[why];
    stay(told, ...(why === "out" ? [link] : []));
    timer ||= setTimeout(save, HOUSE);
  };
  const goOn = () => {
    const button = pending;
    if (!button || sending || !navigator.onLine) return;
    send(button);
  };

  // The whole page as the house has drawn it, in the place of this one; the form stays, and all that listens to it.
  const show = (page) => {
    const fresh = page.querySelector("form[data-writing]");
    if (!fresh) return false;
    document.title = page.title;
    houseHas = fresh.dataset.keptAt ?? "";
    base = "";
    form.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)));
    ask();
    form.dispatchEvent(new CustomEvent("redrawn"));
    scrollTo(0, 0);
    form.querySelector("[data-focus]")?.focus();
    return true;
  };

  // What this device kept and the house does not know stands in the form again, drawn by the house.
  const bringBack = async () => {
    const mine = await globalThis.kept?.get(token);
    if (!mine) return;
    if (JSON.stringify(mine.entries) === JSON.stringify(texts(contents(false)))) return globalThis.kept.drop(token);
    if (!houseHas || mine.after === houseHas) return putBack(mine);
    // It went on elsewhere: which of the two holds is the writer's to say, and neither is thrown away.
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: "Put in what this device kept" });
    button.addEventListener("click", () => putBack(mine));
    stay(`You went on with this elsewhere. This device kept another text: “${mine.words}”. `, button);
  };
  const putBack = async (mine) => {
    const data = new FormData();
    for (const [name, value] of mine.entries) data.append(name, value);
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("_redraw", "yes");
    const answer = await fetch(location.href, { method: "POST", body: data, redirect: "manual" }).catch(() => null);
    if (!answer?.ok || !show(new DOMParser().parseFromString(await answer.text(), "text/html"))) return;
    await globalThis.kept.drop(token);
    stay("What you wrote without a connection, or before you were signed out, stands here again. It is not signed yet.");
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
    const answer = await fetch(location.href, { method: "POST", body: data }).catch(() => null);
    const text = answer?.ok ? await answer.text().catch(() => "") : "";
    const page = new DOMParser().parseFromString(text, "text/html");
    const drawn = page.querySelector("form[data-writing]");
    if (!drawn) {
      signedOut ||= Boolean(answer?.redirected); // to the page for signing in
      return notKept(answer);
    }
    houseHas = drawn.dataset.keptAt ?? "";
    base = "";
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
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!sending && !form.dataset.sent) send(event.submitter);
    });
    addEventListener("pagehide", () => save(false, true));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && unsaved) keepHere();
    });
    document.addEventListener("keep-now", (event) => {
      event.detail.at = address();
      event.detail.waiting.push(keepHere(), save());
    });
    addEventListener("online", () => (pending ? goOn() : save()));
    setInterval(goOn, 10000);
    addEventListener("beforeunload", (event) => {
      if (unsaved && !isHere) event.preventDefault();
    });
    addEventListener("pageshow", () => delete form.dataset.sent);
    setInterval(ago, 1000);
    ask();
    bringBack();
  }
}
