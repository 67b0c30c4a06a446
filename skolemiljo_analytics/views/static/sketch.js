// The adults' sketch of a class: choose a place, press names (or drag them); plain buttons, so that
// a keyboard does all of it. Nothing is sent anywhere: `onChange` hands the sketch to the page.

const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

const fill = (words, values) =>
  Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), words);

const drawn = (data) => ({
  groupings: data.groupings.map((members) => [...members]),
  outside: [...data.outside],
  decides: [...data.decides],
});

const toggled = (list, id) => (list.includes(id) ? list.filter((one) => one !== id) : [...list, id]);

export function mount(host, data, onChange) {
  if (host.sketchOf === data.of) return undefined;
  host.sketchOf = data.of;
  const labels = new Map(data.pupils.map((pupil) => [pupil.id, pupil.label]));
  const order = data.pupils.map((pupil) => pupil.id);
  const state = drawn(data);
  while (!data.locked && state.groupings.length < data.begin) state.groupings.push([]);
  let pen = 0;
  const root = element("div", "sk");
  const status = element("p", "sk-status");
  status.setAttribute("role", "status");
  host.replaceChildren(root, status);

  const nameOf = (place) =>
    typeof place === "number"
      ? fill(data.words.group, { number: place + 1 })
      : data.words[place];
  const membersOf = (place) => (typeof place === "number" ? state.groupings[place] : state[place]);

  const apply = (id, place) => {
    const there = membersOf(place).includes(id);
    if (typeof place === "number") {
      state.groupings = state.groupings.map((members) => members.filter((one) => one !== id));
      if (!there) state.groupings[place].push(id);
    } else {
      state[place] = toggled(state[place], id);
    }
    const words = there ? data.words.taken : data.words.placed;
    status.textContent = fill(words, { name: labels.get(id), place: nameOf(place) });
    onChange(drawn(state));
  };

  const chip = (id, where) => {
    const made = element(data.locked ? "span" : "button", "sk-chip", labels.get(id));
    made.dataset.chip = `${where}:${id}`;
    if (data.locked) return made;
    made.type = "button";
    made.draggable = true;
    made.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", id));
    made.addEventListener("click", () => {
      const tray = [...root.querySelectorAll(".sk-tray .sk-chip")];
      const next = tray[tray.indexOf(made) + 1];
      const target = where === "tray" && next ? next.dataset.chip : made.dataset.chip;
      apply(id, pen);
      draw(target);
    });
    return made;
  };

  const chips = (ids, where) => {
    const list = element("div", "sk-chips");
    order.filter((id) => ids.includes(id)).forEach((id) => list.append(chip(id, where)));
    if (!list.childElementCount) list.append(element("span", "sk-none", data.words.none));
    return list;
  };

  const region = (place) => {
    const made = element("section", typeof place === "number" ? "sk-place sk-group" : "sk-place");
    made.setAttribute("aria-label", nameOf(place));
    if (data.locked) {
      made.append(element("strong", "sk-name", nameOf(place)));
    } else {
      const head = element("button", "sk-name", nameOf(place));
      head.type = "button";
      head.dataset.chip = `pen:${place}`;
      head.setAttribute("aria-pressed", String(pen === place));
      head.addEventListener("click", () => { pen = place; draw(`pen:${place}`); });
      made.append(head);
      made.addEventListener("dragover", (event) => event.preventDefault());
      made.addEventListener("drop", (event) => {
        event.preventDefault();
        const id = event.dataTransfer.getData("text/plain");
        if (labels.has(id) && !membersOf(place).includes(id)) { apply(id, place); draw(); }
      });
    }
    made.append(chips(membersOf(place), `in-${place}`));
    return made;
  };

  const tray = () => {
    const made = element("section", "sk-tray");
    made.setAttribute("aria-label", data.words.tray);
    made.append(element("strong", "sk-name", data.words.tray));
    const placed = new Set(state.groupings.flat());
    made.append(chips(order.filter((id) => !placed.has(id)), "tray"));
    return made;
  };

  const another = () => {
    const made = element("button", "sk-more", data.words.more);
    made.type = "button";
    made.addEventListener("click", () => {
      state.groupings.push([]);
      pen = state.groupings.length - 1;
      draw(`pen:${pen}`);
    });
    return made;
  };

  function draw(focused) {
    const places = element("div", "sk-places");
    state.groupings.forEach((members, i) => {
      if (!data.locked || members.length) places.append(region(i));
    });
    if (!data.locked && state.groupings.length < data.most) places.append(another());
    const marks = element("div", "sk-places sk-marks");
    ["outside", "decides"].forEach((place) => {
      if (!data.locked || state[place].length) marks.append(region(place));
    });
    const board = element("div", "sk-board");
    board.append(places, marks);
    root.replaceChildren(...(data.locked ? [board] : [board, tray()]));
    if (!focused) return;
    const wanted = root.querySelector(`[data-chip="${CSS.escape(focused)}"]`);
    const id = focused.split(":")[1];
    const moved = root.querySelector(`[data-chip$=":${CSS.escape(id)}"]`);
    (wanted || moved || root.querySelector("button"))?.focus();
  }

  draw();
  return undefined;
}
