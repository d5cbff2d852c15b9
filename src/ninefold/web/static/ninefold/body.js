// The figure of the body in a form: a shape that is chosen ticks its place in the list below, and the other way round.
// Without this script the figure is not shown, and the list is all there is.
"use strict";
{
  const form = document.querySelector("form[data-writing]");
  const shapesOf = (figure) => [...figure.querySelectorAll("[data-place]")];
  const boxOf = (shape) => {
    const key = CSS.escape(shape.closest("[data-body]").dataset.body);
    return form.querySelector(`input[type=checkbox][name="${key}"][value="${CSS.escape(shape.dataset.place)}"]`);
  };

  const show = () => {
    for (const figure of form.querySelectorAll("[data-body]")) {
      for (const shape of shapesOf(figure)) {
        const chosen = boxOf(shape).checked;
        shape.setAttribute("aria-checked", chosen);
      }
    }
  };

  const choose = (shape) => {
    const box = boxOf(shape);
    box.closest("details").open = true;
    box.click();
    if (box.checked) box.closest(".opt").scrollIntoView({ block: "nearest" });
  };

  // One stop for the Tab key; the arrows go to the nearest shape that way.
  const middle = (shape) => {
    const box = shape.getBBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const nearest = (from, [dx, dy]) => {
    const [x, y] = middle(from);
    let best = null;
    let least = Infinity;
    for (const shape of shapesOf(from.closest("[data-body]"))) {
      const [sx, sy] = middle(shape);
      const along = (sx - x) * dx + (sy - y) * dy;
      const aside = Math.abs((sx - x) * dy) + Math.abs((sy - y) * dx);
      if (shape === from || along < 2 || along + 2 * aside >= least) continue;
      best = shape;
      least = along + 2 * aside;
    }
    return best;
  };
  const moveTo = (from, shape) => {
    from.setAttribute("tabindex", "-1");
    shape.setAttribute("tabindex", "0");
    shape.focus();
  };

  if (form) {
    form.addEventListener("click", (event) => {
      const shape = event.target.closest?.("[data-place]");
      if (shape) choose(shape);
    });
    form.addEventListener("keydown", (event) => {
      const shape = event.target.closest?.("[data-place]");
      if (!shape) return;
      const next = WAYS[event.key] ? nearest(shape, WAYS[event.key]) : null;
      if (next) moveTo(shape, next);
      if (event.key === " " || event.key === "Enter") choose(shape);
      if (WAYS[event.key] || event.key === " " || event.key === "Enter") event.preventDefault();
    });
    form.addEventListener("input", show);
    form.addEventListener("change", show);
    form.addEventListener("redrawn", show);
    show();
  }
}
