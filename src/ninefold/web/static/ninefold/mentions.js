// Naming people with @ while writing: a list to pick from, names marked in the text, and better words offered.
// The text stays a plain text area; the server reads the names out of it.
"use strict";
{
  const form = document.querySelector("form[data-names]");
  const letter = /[\p{L}\p{N}_]/u;
  let known = null;
  let fetching = null;

  const fetchNames = () => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    fetching ??= fetch(form.dataset.names, { method: "POST", body: data })
      .then((answer) => answer.json())
      .then((answer) => {
        const words = Object.entries(answer.words).map(([word, better]) => [word.toLowerCase(), better]);
        const names = answer.names.flatMap((one) => [one.label, one.label.split(" ")[0]]).map((name) => name.toLowerCase());
        known = { people: answer.names, names: [...new Set(names)].sort((a, b) => b.length - a.length), words };
      })
      .catch(() => {
        fetching = null;
      });
    return fetching;
  };

  // Where an @ means somebody: before a letter, and not inside a word. Gives [start, end, known?] of each.
  const mentions = (text) => {
    const found = [];
    for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
      if ((at && letter.test(text[at - 1])) || !/\p{L}/u.test(text[at + 1] ?? "")) continue;
      const rest = text.slice(at + 1).toLowerCase();
      const name = known?.names.find((word) => rest.startsWith(word) && !letter.test(rest[word.length] ?? ""));
      found.push([at, at + 1 + (name ?? rest.match(/^[\p{L}\p{N}'’-]+/u)[0]).length, Boolean(name)]);
    }
    return found;
  };

  const mirror = (area) => {
    const under = area.parentElement.querySelector(".mirror") ?? document.createElement("div");
    under.className = `mirror ${area.className}`;
    under.setAttribute("aria-hidden", "true");
    if (!under.isConnected) area.before(under);
    const parts = [];
    let from = 0;
    for (const [start, end, name] of mentions(area.value)) {
      const mark = document.createElement("mark");
      mark.textContent = area.value.slice(start, end);
      if (known && !name) mark.className = "unknown";
      parts.push(area.value.slice(from, start), mark);
      from = end;
    }
    under.replaceChildren(...parts, `${area.value.slice(from)}\u200b`);
  };

  const suggest = (input) => {
    const field = input.closest(".field");
    const text = input.value.toLowerCase();
    for (const old of field.querySelectorAll(":scope > .suggest")) old.remove();
    for (const [word, better] of known?.words ?? []) {
      const at = text.indexOf(word);
      if (at < 0 || letter.test(text[at - 1] ?? "") || letter.test(text[at + word.length] ?? "")) continue;
      field.append(Object.assign(document.createElement("p"), { className: "suggest", textContent: `Instead of “${word}”: ${better}.` }));
    }
  };

  class Picker {
    constructor(area) {
      this.area = area;
      this.list = Object.assign(document.createElement("ul"), { className: "picker", id: `p-${area.id}`, hidden: true });
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", "Who do you mean?");
      area.after(this.list);
      area.setAttribute("aria-autocomplete", "list");
      area.setAttribute("aria-controls", this.list.id);
      area.addEventListener("keydown", (event) => this.key(event));
      area.addEventListener("blur", () => setTimeout(() => this.close(), 150));
      this.list.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        const option = event.target.closest("[role=option]");
        if (option) this.pick(option.dataset.label);
      });
    }

    // What is typed after the last @ before the caret, as far as it may still become a name.
    typed() {
      const before = this.area.value.slice(0, this.area.selectionStart);
      return before.match(/(?:^|[^\p{L}\p{N}_])@([\p{L}\p{N}'’ ()-]{0,40})$/u)?.[1];
    }

    update() {
      const typed = this.typed()?.toLowerCase();
      const fits = ({ label }) => label.toLowerCase().startsWith(typed) || label.toLowerCase().split(" ").some((word) => word.startsWith(typed));
      const found = typed === undefined || !known ? [] : known.people.filter(fits).slice(0, 8);
      const done = found.length === 1 && found[0].label.toLowerCase() === typed;
      if (!found.length || done) return this.close();
      this.list.replaceChildren(...found.map((one, place) => this.option(one, place)));
      this.list.hidden = false;
      this.select(0);
    }

    option(one, place) {
      const item = Object.assign(document.createElement("li"), { id: `${this.list.id}-${place}` });
      item.setAttribute("role", "option");
      item.dataset.label = one.label;
      const about = Object.assign(document.createElement("span"), { className: "soft", textContent: one.about });
      item.append(one.label, about);
      return item;
    }

    select(place) {
      const options = [...this.list.children];
      this.at = (place + options.length) % options.length;
      options.forEach((option, n) => option.setAttribute("aria-selected", String(n === this.at)));
      options[this.at].scrollIntoView({ block: "nearest" });
      this.area.setAttribute("aria-activedescendant", options[this.at].id);
    }

    key(event) {
      if (this.list.hidden) return;
      const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (move) this.select(this.at + move);
      else if (event.key === "Enter" || event.key === "Tab") this.pick(this.list.children[this.at].dataset.label);
      else if (event.key === "Escape") this.close();
      else return;
      event.preventDefault();
    }

    pick(label) {
      const start = this.area.selectionStart - this.typed().length;
      const after = this.area.value.slice(this.area.selectionStart);
      const space = /^[\s.,;:!?'’)]/.test(after) ? "" : " ";
      this.area.setRangeText(label + space, start, this.area.selectionStart, "end");
      this.close();
      this.area.dispatchEvent(new Event("input", { bubbles: true }));
    }

    close() {
      this.list.hidden = true;
      this.area.removeAttribute("aria-activedescendant");
    }
  }

  const prepare = () => {
    for (const area of form.querySelectorAll("textarea[data-mentions]:not([aria-controls])")) {
      const picker = new Picker(area);
      area.addEventListener("focus", () => fetchNames().then(() => mirror(area)));
      area.addEventListener("input", () => {
        mirror(area);
        fetchNames().then(() => {
          picker.update();
          mirror(area);
          if (!area.classList.contains("voice")) suggest(area);
        });
      });
      mirror(area);
    }
  };

  if (form) {
    prepare();
    form.addEventListener("redrawn", prepare);
  }
}
