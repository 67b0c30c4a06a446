// Groups and seats to move pupils in, and a room to draw: one plain module, no library.
//
// mount(host, data, send) draws `data` (made by views/seating.py) into `host`; called again on the
// same host it draws what came back and keeps the focus. With data.mode "groups" or "seats" a pupil
// is dragged by mouse, pen or a long press; or picked up and put down with Enter, a click or a tap.
// send({pupil, to}) tells of it: `to` is a place's number, or another pupil to change places with.
// With data.mode "room" squares are switched between desk and floor, and send({squares}) tells.

const states = new WeakMap();
let count = 0;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");

export function mount(host, data, send = () => {}) {
  if (!data || !data.mode) return;
  let state = states.get(host);
  const kind = data.mode === "room" ? Drawing : Board;
  if (!(state instanceof kind)) {
    state = new kind(host);
    states.set(host, state);
  }
  state.send = send;
  state.show(data);
}

// What both share: one stop for Tab, arrows between what can be pressed, and the focus kept.
class Pressable {
  constructor(host) {
    this.host = host;
    this.name = `sb-${(count += 1)}`;
    this.roving = null;
  }

  buttons() {
    return [...this.host.querySelectorAll("button[data-at]")].filter((one) => !one.disabled);
  }

  active() {
    const found = this.host.getRootNode().activeElement;
    return found && this.host.contains(found) ? found : null;
  }

  rove(at) {
    const all = this.buttons();
    const here = all.find((one) => one.dataset.at === at) ?? all[0];
    this.roving = here?.dataset.at ?? null;
    for (const one of this.host.querySelectorAll("button[data-at]")) {
      one.setAttribute("tabindex", one === here ? "0" : "-1");
    }
    return here;
  }

  listen(root) {
    root.addEventListener("focusin", (event) => {
      const { at } = event.target.dataset ?? {};
      if (at && at !== this.roving) this.rove(at);
    });
    root.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    const steps = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const here = this.active();
    if (!here?.dataset.at) return;
    const all = this.buttons();
    if (event.key in steps) this.neighbour(here, all, steps[event.key])?.focus();
    else if (event.key === "Home") all[0]?.focus();
    else if (event.key === "End") all.at(-1)?.focus();
    else if (event.key === "Escape" && this.cancel) this.cancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // The nearest in the direction; those off to the side count as farther.
  neighbour(from, all, [dx, dy]) {
    const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2];
    const [x, y] = middle(from.getBoundingClientRect());
    let best = null;
    let least = Infinity;
    for (const other of all) {
      const [ox, oy] = middle(other.getBoundingClientRect());
      const ahead = (ox - x) * dx + (oy - y) * dy;
      const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
      if (other === from || ahead < 4 || ahead + 3 * aside >= least) continue;
      [best, least] = [other, ahead + 3 * aside];
    }
    return best;
  }
}

// -- groups and seats -------------------------------------------------------------------------------

class Board extends Pressable {
  constructor(host) {
    super(host);
    this.picked = null;
    this.drag = null;
  }

  show(data) {
    const fresh = JSON.stringify(data.places) !== JSON.stringify(this.data?.places);
    this.data = data;
    this.places = data.places.map((place) => ({ ...place, pupils: [...place.pupils] }));
    if (fresh) this.picked = null;
    this.draw();
    this.say(data.effect.join(" ") || data.words.help);
  }

  draw() {
    const focus = this.active()?.dataset.at ?? null;
    const { words, mode, title } = this.data;
    const root = make("div", { class: `sb sb-${mode}`, lang: this.data.language });
    this.stage = make("div", {
      class: "sb-stage",
      role: "group",
      "aria-label": title,
      "aria-describedby": `${this.name}-help`,
      "data-no-i18n": "",
    });
    this.stage.append(...(mode === "seats" ? this.room() : this.places.map((one) => this.group(one))));
    this.status = make("p", { class: "sb-status", role: "status", "aria-live": "polite" });
    const help = make("p", { class: "sb-help", id: `${this.name}-help` }, words.help);
    root.append(help, this.stage, this.status);
    this.listen(root);
    this.host.replaceChildren(root);
    const here = this.rove(focus ?? this.roving);
    if (focus) here?.focus();
  }

  say(text) {
    this.spoken = text;
    this.status.textContent = text;
    this.status.hidden = text === this.data.words.help;
  }

  group(place) {
    const heading = make("h4", { id: `${this.name}-${place.id}` }, place.title);
    const list = make("ul", { "aria-labelledby": `${this.name}-${place.id}` });
    list.append(...place.pupils.map((pupil) => make("li", {}, this.pupil(pupil, place))));
    const card = make("section", { class: "sb-group", "data-place": place.id }, heading, list);
    card.append(this.target(place, fill(this.data.words.here, { place: place.name })));
    return card;
  }

  // Where a picked-up pupil can be put down; hidden until somebody is.
  target(place, text) {
    const button = make("button", {
      type: "button",
      class: "sb-target",
      "data-at": `place-${place.id}`,
      "data-place": place.id,
      disabled: this.picked === null ? "" : null,
      hidden: this.picked === null ? "" : null,
    });
    button.textContent = text;
    button.addEventListener("click", () => this.drop(Number(place.id)));
    return button;
  }

  room() {
    const { rows, columns, board, words } = this.data;
    const grid = make("div", { class: "sb-room" });
    // Floor between desks is drawn narrower than a desk.
    const lines = (number, key, desk, floor) =>
      Array.from({ length: number }, (_, k) => (this.places.some((one) => one[key] === k) ? desk : floor));
    const across = lines(columns, "column", "minmax(var(--seat), 1fr)", "var(--floor)");
    grid.style.setProperty("--across", across.join(" "));
    grid.style.setProperty("--down", lines(rows, "row", "minmax(2.9rem, auto)", "1.4rem").join(" "));
    for (const place of this.places) {
      const seat = make("div", { class: "sb-seat", "data-place": place.id });
      seat.style.gridArea = `${place.row + 1} / ${place.column + 1}`;
      const [pupil] = place.pupils;
      seat.append(pupil ? this.pupil(pupil, place) : this.free(place));
      grid.append(seat);
    }
    const wall = make("div", { class: `sb-board sb-board-${board}` }, words.board);
    const frame = make("div", { class: `sb-frame sb-frame-${board}` });
    frame.append(...(board === "top" || board === "left" ? [wall, grid] : [grid, wall]));
    return [frame];
  }

  free(place) {
    const button = make("button", {
      type: "button",
      class: "sb-free",
      "data-at": `place-${place.id}`,
      "data-place": place.id,
      "aria-label": `${place.name}: ${this.data.words.free}`,
      "aria-disabled": this.picked === null ? "true" : null,
    });
    button.textContent = this.data.words.free;
    button.addEventListener("click", () => this.picked !== null && this.drop(Number(place.id)));
    return button;
  }

  pupil(pupil, place) {
    const button = make("button", {
      type: "button",
      class: "sb-pupil",
      "data-at": `pupil-${pupil.id}`,
      "data-pupil": pupil.id,
      "aria-pressed": String(this.picked === pupil.id),
      "aria-label": `${pupil.label}, ${place.name}`,
    });
    button.textContent = pupil.label;
    button.addEventListener("click", () => this.press(pupil.id));
    button.addEventListener("pointerdown", (event) => this.begin(event, pupil));
    return button;
  }

  label(id) {
    return this.places.flatMap((place) => place.pupils).find((pupil) => pupil.id === id)?.label ?? "";
  }

  press(id) {
    if (this.dragged) {
      this.dragged = false;
    } else if (this.picked === null) this.pick(id);
    else if (this.picked === id) this.cancel();
    else this.drop(id);
  }

  pick(id) {
    this.picked = id;
    this.roving = `pupil-${id}`;
    this.draw();
    this.say(fill(this.data.words.picked, { name: this.label(id) }));
  }

  cancel() {
    if (this.picked === null) return;
    this.picked = null;
    this.draw();
    this.say(this.data.words.cancelled);
  }

  drop(to) {
    const id = this.picked;
    this.picked = null;
    const name = this.label(id);
    const other = typeof to === "string" ? this.label(to) : "";
    const { words } = this.data;
    const text = other
      ? fill(words.swapped, { first: name, second: other })
      : fill(words.moved, { name, place: this.places[to].name });
    if (!this.move(id, to)) {
      this.draw();
      this.say(words.cancelled);
      return;
    }
    this.roving = `pupil-${id}`;
    this.draw();
    this.rove(this.roving)?.focus();
    this.say(`${text} ${words.working}`);
    this.send({ pupil: id, to });
  }

  // Shown at once here; what it does to the goals comes back from Python.
  move(id, to) {
    const at = (pupil) => this.places.find((place) => place.pupils.some((one) => one.id === pupil));
    const from = at(id);
    const target = typeof to === "string" ? at(to) : this.places[to];
    if (!from || !target || (from === target && typeof to !== "string") || id === to) return false;
    const mine = from.pupils.find((one) => one.id === id);
    const swap = typeof to === "string" ? target.pupils.find((one) => one.id === to) : null;
    from.pupils = from.pupils.flatMap((one) => (one.id === id ? (swap ? [swap] : []) : [one]));
    if (from === target) return false;
    if (swap) target.pupils = target.pupils.map((one) => (one.id === to ? mine : one));
    else target.pupils = [...target.pupils, mine];
    return true;
  }

  // -- dragging -----------------------------------------------------------------------------------

  begin(event, pupil) {
    if (event.button !== 0 || this.drag) return;
    this.dragged = false;
    const drag = {
      pupil,
      pointer: event.pointerId,
      start: [event.clientX, event.clientY],
      at: [event.clientX, event.clientY],
      ghost: null,
      touch: event.pointerType === "touch",
    };
    this.drag = drag;
    drag.move = (moved) => moved.pointerId === drag.pointer && this.follow(moved);
    drag.end = (ended) => ended.pointerId === drag.pointer && this.end(ended);
    drag.key = (pressed) => pressed.key === "Escape" && this.stop();
    drag.still = (touched) => drag.ghost && touched.preventDefault();
    drag.menu = (opened) => drag.touch && opened.preventDefault();
    document.addEventListener("pointermove", drag.move);
    document.addEventListener("pointerup", drag.end);
    document.addEventListener("pointercancel", drag.end);
    document.addEventListener("keydown", drag.key);
    document.addEventListener("touchmove", drag.still, { passive: false });
    document.addEventListener("contextmenu", drag.menu);
    if (drag.touch) drag.wait = setTimeout(() => this.lift(), 300);
  }

  follow(event) {
    const { drag } = this;
    drag.at = [event.clientX, event.clientY];
    const far = Math.hypot(drag.at[0] - drag.start[0], drag.at[1] - drag.start[1]) > 6;
    if (!drag.ghost && drag.touch && far) return this.stop(); // a finger that scrolls
    if (!drag.ghost && far) this.lift();
    if (drag.ghost) this.hover();
  }

  lift() {
    const { drag } = this;
    this.picked = null;
    drag.ghost = make("div", { class: "sb-ghost", "aria-hidden": "true" }, drag.pupil.label);
    this.host.firstChild.append(drag.ghost);
    this.host.querySelector(`[data-pupil="${CSS.escape(drag.pupil.id)}"]`)?.classList.add("sb-lifted");
    this.hover();
  }

  hover() {
    const { drag } = this;
    drag.ghost.style.transform = `translate(${drag.at[0] + 8}px, ${drag.at[1] + 8}px)`;
    const over = this.under();
    for (const one of this.host.querySelectorAll(".sb-over")) one.classList.remove("sb-over");
    over?.element.classList.add("sb-over");
  }

  // What lies under the pointer: another pupil, or a place.
  under() {
    const { drag } = this;
    const found = this.host.getRootNode().elementFromPoint(...drag.at);
    if (!found || !this.host.contains(found)) return null;
    const pupil = found.closest("[data-pupil]");
    if (pupil && pupil.dataset.pupil !== drag.pupil.id) return { element: pupil, to: pupil.dataset.pupil };
    const place = found.closest("[data-place]");
    return place && !pupil ? { element: place, to: Number(place.dataset.place) } : null;
  }

  end(event) {
    const { drag } = this;
    const over = drag.ghost && event.type === "pointerup" ? this.under() : null;
    this.dragged = Boolean(drag.ghost);
    this.stop();
    if (over) {
      this.picked = drag.pupil.id;
      this.drop(over.to);
    }
    setTimeout(() => (this.dragged = false), 50);
  }

  stop() {
    const { drag } = this;
    if (!drag) return;
    clearTimeout(drag.wait);
    document.removeEventListener("pointermove", drag.move);
    document.removeEventListener("pointerup", drag.end);
    document.removeEventListener("pointercancel", drag.end);
    document.removeEventListener("keydown", drag.key);
    document.removeEventListener("touchmove", drag.still);
    document.removeEventListener("contextmenu", drag.menu);
    drag.ghost?.remove();
    for (const one of this.host.querySelectorAll(".sb-over, .sb-lifted")) {
      one.classList.remove("sb-over", "sb-lifted");
    }
    this.drag = null;
  }
}

// -- a room to draw ---------------------------------------------------------------------------------

class Drawing extends Pressable {
  show(data) {
    if (this.data && data.version === this.data.version && data.language === this.data.language) {
      this.data = { ...data, squares: this.data.squares };
    } else {
      this.data = { ...data, squares: [...data.squares] };
    }
    this.draw();
  }

  draw() {
    const focus = this.active()?.dataset.at ?? null;
    const { squares, board, words, title } = this.data;
    const root = make("div", { class: "sb sb-drawing", lang: this.data.language });
    const grid = make("div", {
      class: "sb-room",
      role: "group",
      "aria-label": title,
      "aria-describedby": `${this.name}-help`,
    });
    grid.style.setProperty("--columns", squares[0].length);
    squares.forEach((row, r) => [...row].forEach((sign, c) => grid.append(this.square(sign, r, c))));
    const wall = make("div", { class: `sb-board sb-board-${board}` }, words.board);
    const frame = make("div", { class: `sb-frame sb-frame-${board}` });
    frame.append(...(board === "top" || board === "left" ? [wall, grid] : [grid, wall]));
    this.status = make("p", { class: "sb-status", role: "status", "aria-live": "polite" });
    root.append(
      make("p", { class: "sb-help", id: `${this.name}-help` }, words.draw_help),
      make("div", { class: "sb-stage" }, frame),
      this.status,
    );
    this.count();
    this.listen(root);
    this.host.replaceChildren(root);
    this.number();
    const here = this.rove(focus ?? this.roving);
    if (focus) here?.focus();
  }

  square(sign, row, column) {
    const desk = sign === "x";
    const button = make("button", {
      type: "button",
      class: desk ? "sb-desk" : "sb-floor",
      "data-at": `${row}-${column}`,
      "aria-pressed": String(desk),
    });
    button.addEventListener("click", () => this.press(button, row, column));
    return button;
  }

  // Seats are numbered in reading order, as rules about a certain seat count them.
  number() {
    let seats = 0;
    for (const button of this.host.querySelectorAll("button[data-at]")) {
      const desk = button.className === "sb-desk";
      const [row, column] = button.dataset.at.split("-").map((one) => Number(one) + 1);
      button.textContent = desk ? (seats += 1) : "";
      const { words } = this.data;
      button.setAttribute("aria-label", fill(desk ? words.desk : words.floor, { seat: seats, row, column }));
    }
  }

  press(button, row, column) {
    const { squares } = this.data;
    const desk = squares[row][column] !== "x";
    squares[row] = squares[row].slice(0, column) + (desk ? "x" : ".") + squares[row].slice(column + 1);
    button.className = desk ? "sb-desk" : "sb-floor";
    button.setAttribute("aria-pressed", String(desk));
    this.number();
    this.count();
    clearTimeout(this.wait);
    this.wait = setTimeout(() => this.send({ squares: [...this.data.squares] }), 500);
  }

  count() {
    const { squares, words } = this.data;
    const seats = squares.join("").split("x").length - 1;
    this.status.textContent = fill(words.seats, { seats, pupils: this.data.pupils });
  }
}
