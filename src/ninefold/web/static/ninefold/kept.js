// What is typed is kept on this device until the house has it: sealed with a key that only this person's session is given.
// Whoever else uses the device finds nothing they could read. Nothing here is needed to write.
//
//   kept.able                 whether this browser can (it needs a secure connection)
//   kept.put(token, what)     keep what a form holds; gives whether it is kept
//   kept.get(token)           what is kept of a form, or null
//   kept.all()                everything of this person's, the latest first
//   kept.drop(token)          let it go
"use strict";
globalThis.kept = (() => {
  const told = document.querySelector("meta[name=ninefold-kept]");
  const [owner, secret] = (told?.content ?? "").split(".");
  told?.remove();
  const able = Boolean(owner && secret && globalThis.indexedDB && globalThis.crypto?.subtle);
  const MOST_DAYS = 60;
  const STORE = "texts";

  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  // It can be used and not read out again.
  const key = able ? crypto.subtle.importKey("raw", bytes(secret), "AES-GCM", false, ["encrypt", "decrypt"]) : null;

  const asked = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  let opened = null;
  const database = () => {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open("ninefold", 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return opened;
  };
  const store = async (mode) => (await database()).transaction(STORE, mode).objectStore(STORE);

  const id = (token) => `${owner}:${token}`;
  // A text belongs to its form: moved to another's place it cannot be opened.
  const sealing = (place, iv) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(place) });

  const put = async (token, what) => {
    if (!able) return false;
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const text = new TextEncoder().encode(JSON.stringify(what));
      const sealed = await crypto.subtle.encrypt(sealing(id(token), iv), await key, text);
      await asked((await store("readwrite")).put({ id: id(token), at: Date.now(), iv, sealed }));
      return true;
    } catch {
      return false; // the device is full, or lets nothing be kept
    }
  };

  const open = async (row) => {
    try {
      const text = await crypto.subtle.decrypt(sealing(row.id, row.iv), await key, row.sealed);
      return { token: row.id.slice(owner.length + 1), ...JSON.parse(new TextDecoder().decode(text)) };
    } catch {
      return null;
    }
  };
  const get = async (token) => {
    if (!able) return null;
    const row = await asked((await store("readonly")).get(id(token))).catch(() => null);
    return row ? open(row) : null;
  };
  const all = async () => {
    if (!able) return [];
    const rows = await asked((await store("readonly")).getAll(IDBKeyRange.bound(`${owner}:`, `${owner};`)));
    const texts = await Promise.all(rows.sort((a, b) => b.at - a.at).map(open));
    return texts.filter(Boolean);
  };
  const drop = async (token) => {
    if (able) await asked((await store("readwrite")).delete(id(token))).catch(() => null);
  };

  // Whoever never came back: their texts go after two months, unread.
  const tidy = async () => {
    const texts = await store("readwrite");
    for (const row of await asked(texts.getAll())) {
      if (row.at < Date.now() - MOST_DAYS * 86400000) texts.delete(row.id);
    }
  };

  // On every page but the form itself: what stands only here is said, with the way back to it.
  const make = (name, properties, ...parts) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...parts);
    return made;
  };
  const line = (one, list) => {
    const where = make("a", { href: one.path }, make("b", {}, one.title), one.words ? `: ${one.words}` : "");
    const button = make("button", { type: "button", className: "button quiet" }, "Let it go");
    button.append(make("span", { className: "hide" }, `: ${one.title}`));
    button.addEventListener("click", async () => {
      if (button.dataset.sure) {
        await drop(one.token);
        button.closest("li").remove();
        if (!list.children.length) list.closest("aside").remove();
      } else {
        button.dataset.sure = "yes";
        button.firstChild.data = "Really? Tap again";
      }
    });
    return make("li", { className: "row spread wrap" }, where, button);
  };
  const show = async () => {
    const texts = await all();
    const main = document.querySelector("main");
    if (!texts.length || !main || document.querySelector("form[data-writing]")) return;
    const list = make("ul", { className: "rows" });
    for (const one of texts) list.append(line(one, list));
    const many = texts.length === 1 ? "One text stands" : `${texts.length} texts stand`;
    const head = make("h2", {}, `${many} only on this device`);
    const why = make("p", { className: "soft" }, "There was no connection when you wrote. Open it, and it is kept in the house and can be signed.");
    const bar = make("aside", { className: "card stack kept-here no-print" }, head, why, list);
    bar.setAttribute("aria-label", "Kept on this device");
    main.prepend(bar);
  };
  if (able) show().then(tidy).catch(() => null);

  return { able, put, get, all, drop };
})();
