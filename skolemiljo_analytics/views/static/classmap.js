// The interactive class map: one plain module, no library, drawn as SVG.
//
// mount(host, data, onSelect, onQuestion) draws `data` (made by views/classmap.py) into `host`.
// Called again on the same host (as every rerun of a page does) it keeps focus, filters and
// selection. Positions, words and
// colours come from Python, so that screen, notebook and paper agree.

const SVG = "http://www.w3.org/2000/svg";
const states = new WeakMap();
let count = 0; // ids stay unique where a page holds several maps

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");

export function mount(host, data, onSelect = () => {}, onQuestion = () => {}) {
  if (!data || !data.pupils) return;
  let map = states.get(host);
  if (!map) {
    map = new ClassMap(host);
    states.set(host, map);
  }
  map.onSelect = onSelect;
  map.onQuestion = onQuestion;
  map.show(data);
}

class ClassMap {
  constructor(host) {
    this.host = host;
    this.shown = "";
    this.view = {};
    this.name = `cm-${(count += 1)}`;
    new ResizeObserver(() => this.resized()).observe(host);
  }

  // -- data in ----------------------------------------------------------------------------------

  show(data) {
    const { selected, ...rest } = data;
    const print = JSON.stringify(rest);
    if (print !== this.shown) {
      const asked = data.questions.map((q) => q.key);
      const fresh = !this.data || this.data.default_question !== data.default_question;
      this.data = data;
      this.shown = print;
      this.view = {
        question: data.default_question,
        ties: "all",
        shapes: data.has_shapes,
        hidden: false,
        groups: null,
        ...(fresh ? pick(this.view, ["ties", "shapes", "hidden"]) : this.view),
      };
      if (!asked.includes(this.view.question)) this.view.question = data.default_question;
      if (!data.has_names) this.view.hidden = false;
      this.take(selected);
      if (!this.known(this.selected)) this.selected = null;
      this.build();
    } else if (this.take(selected)) {
      this.mark();
    }
  }

  // A page may send the same old selection again with every rerun: only a new one counts.
  take(selected) {
    if (selected === undefined || selected === this.given) return false;
    this.given = selected;
    this.selected = this.known(selected) ? selected : null;
    return true;
  }

  known(id) {
    return this.data.pupils.some((pupil) => pupil.id === id);
  }

  get question() {
    return this.data.questions.find((q) => q.key === this.view.question);
  }

  get size() {
    const width = this.host.clientWidth || Infinity;
    return width < 520 ? "narrow" : width < 860 ? "middle" : "wide";
  }

  resized() {
    if (this.data && this.drawn !== this.size) this.build();
  }

  // -- the frame --------------------------------------------------------------------------------

  build() {
    const focus = this.focused();
    const { words } = this.data;
    this.drawn = this.size;
    const root = make("div", { class: `cm cm-${this.drawn}`, lang: this.data.language });
    this.stage = make("div", { class: "cm-stage" });
    this.status = make("p", { class: "cm-status", role: "status", "aria-live": "polite" });
    this.status.setAttribute("data-no-i18n", "");
    this.legend = make("ul", { class: "cm-legend", "aria-label": words.legend });
    this.notes = make("div", { class: "cm-notes" });
    root.append(this.toolbar(), this.stage, this.status, this.legend, this.notes, this.savers());
    this.host.replaceChildren(root);
    this.redraw();
    this.refocus(focus);
  }

  focused() {
    const active = this.host.getRootNode().activeElement;
    if (!active || !this.host.contains(active)) return null;
    return active.dataset.id ? { id: active.dataset.id } : { control: active.dataset.control };
  }

  refocus(focus) {
    if (!focus) return;
    const [name, value] = focus.id ? ["id", focus.id] : ["control", focus.control];
    if (value) this.host.querySelector(`[data-${name}="${CSS.escape(value)}"]`)?.focus();
  }

  toolbar() {
    const { words, questions, has_shapes, has_names } = this.data;
    const bar = make("div", { class: "cm-bar", role: "group", "aria-label": words.map });
    if (questions.length > 1) {
      const options = questions.map((q) => [q.key, q.text]);
      bar.append(this.choice("question", words.question, options, (key) => this.ask(key)));
    }
    const ties = [
      ["all", words.ties_all],
      ["mutual", words.ties_mutual],
      ["one_way", words.ties_one_way],
    ];
    bar.append(this.choice("ties", words.ties, ties, () => this.redraw()));
    this.groupSwitch = this.toggle("groups", words.groups);
    bar.append(this.groupSwitch);
    if (has_shapes) bar.append(this.toggle("shapes", words.shapes));
    if (has_names) bar.append(this.toggle("hidden", words.hide));
    return bar;
  }

  savers() {
    const { words } = this.data;
    const bar = make("div", { class: "cm-bar cm-savers" });
    bar.append(
      this.button("svg", words.save_svg, () => this.saveSvg()),
      this.button("png", words.save_png, () => this.savePng()),
    );
    return bar;
  }

  choice(name, label, options, changed) {
    const select = make("select", { "data-control": name });
    for (const [value, text] of options) select.append(make("option", { value }, text));
    select.value = this.view[name];
    select.addEventListener("change", () => {
      this.view[name] = select.value;
      changed(select.value);
    });
    return make("label", { class: `cm-choice cm-${name}` }, make("span", {}, label), select);
  }

  toggle(name, label) {
    const box = make("input", { type: "checkbox", "data-control": name });
    box.checked = Boolean(this.view[name]);
    box.addEventListener("change", () => {
      this.view[name] = box.checked;
      this.redraw();
    });
    return make("label", { class: "cm-toggle" }, box, make("span", {}, label));
  }

  button(name, label, act) {
    const button = make("button", { type: "button", "data-control": name }, label);
    button.addEventListener("click", act);
    return button;
  }

  ask(key) {
    this.view.groups = null;
    this.redraw();
    this.onQuestion(key);
  }

  // -- the picture ------------------------------------------------------------------------------

  redraw() {
    const focus = this.focused();
    this.canvas = this.data.canvas[this.drawn];
    this.places = new Map(this.data.pupils.map((p) => [p.id, p[this.drawn]]));
    this.svg = this.picture();
    this.stage.replaceChildren(this.svg);
    this.explain();
    this.mark();
    if (focus?.id) this.refocus(focus);
  }

  showsGroups() {
    const { groups } = this.question;
    return groups.outlines.length > 0 && (this.view.groups ?? groups.firm);
  }

  ties() {
    const wanted = this.view.ties;
    return this.question.ties.filter(
      (t) => wanted === "all" || (wanted === "mutual") === (t.kind === "mutual"),
    );
  }

  picture() {
    const { width, height, font } = this.canvas;
    const svg = draw("svg", {
      class: "cm-map",
      viewBox: `0 0 ${width} ${height}`,
      role: "group",
      "aria-labelledby": `${this.name}-title`,
      "aria-describedby": `${this.name}-desc`,
      "font-size": font,
      lang: this.data.language,
    });
    svg.append(
      draw("title", { id: `${this.name}-title` }, this.question.title),
      draw("desc", { id: `${this.name}-desc` }, `${this.question.description} ${this.data.words.help}`),
    );
    if (this.showsGroups()) svg.append(...this.question.groups.outlines.map((g, i) => this.group(g, i)));
    svg.append(draw("g", { class: "cm-ties", "aria-hidden": "true" }, ...this.ties().map((t) => this.tie(t))));
    this.nodes = new Map();
    for (const pupil of this.data.pupils) {
      const node = this.pupil(pupil);
      this.nodes.set(pupil.id, node);
      svg.append(node);
    }
    svg.addEventListener("click", (event) => {
      if (!event.target.closest(".cm-pupil")) this.select(null);
    });
    return svg;
  }

  group(group, index) {
    const { colours } = this.data;
    const colour = colours.groups[index % colours.groups.length];
    const broad = this.canvas.radius * 3.2;
    const lines = group[this.drawn].map((line) =>
      draw(line.length > 2 ? "polygon" : "polyline", {
        points: line.map((at) => at.join(",")).join(" "),
        fill: line.length > 2 ? colour : "none",
      }),
    );
    return draw(
      "g",
      {
        class: "cm-group",
        "aria-hidden": "true",
        opacity: this.question.groups.firm ? 0.3 : 0.16,
        stroke: colour,
        "stroke-width": broad,
        "stroke-linejoin": "round",
        "stroke-linecap": "round",
      },
      ...lines,
    );
  }

  tie(tie) {
    const target = this.data.pupils.find((pupil) => pupil.id === tie.target);
    const [from, to] = [this.places.get(tie.source), this.places.get(tie.target)];
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
    const [ux, uy] = [(from[0] - to[0]) / length, (from[1] - to[1]) / length];
    const { head } = this.data.styles[tie.kind];
    const edge = this.canvas.radius + 2;
    const beyond = head && this.written(target) ? this.pastLabel(target, ux, uy) : 0;
    const after = Math.max(head ? edge + 2 : edge, beyond < length - edge - head ? beyond : 0);
    const start = [from[0] - ux * edge, from[1] - uy * edge];
    const end = [to[0] + ux * after, to[1] + uy * after];
    const mark = sign(tie.kind, start, end, this.data.styles);
    mark.dataset.source = tie.source;
    mark.dataset.target = tie.target;
    return mark;
  }

  // How far from the middle of a mark a line in this direction has passed the label below it.
  pastLabel(pupil, ux, uy) {
    const { font, drop } = this.canvas;
    if (uy <= 0) return 0;
    const aside = ux ? (pupil.em * font) / 2 / Math.abs(ux) + 2 : Infinity;
    if ((drop - font) / uy > aside) return 0;
    return Math.min((drop + font * 0.3) / uy, aside) + 1;
  }

  pupil(pupil) {
    const [x, y] = this.places.get(pupil.id);
    const { radius, font, drop, width } = this.canvas;
    const touch = Math.max(radius + 3, (13 * width) / (this.host.clientWidth || width));
    const node = draw("g", {
      class: "cm-pupil",
      role: "button",
      tabindex: "-1",
      "aria-pressed": "false",
      "aria-label": this.spoken(pupil),
      transform: `translate(${x} ${y})`,
      "data-id": pupil.id,
      "data-no-i18n": "",
    });
    const silent = this.question.silent.includes(pupil.id);
    node.append(
      draw("circle", { class: "cm-touch", r: touch, fill: "transparent" }),
      draw("circle", { class: "cm-ring", r: radius + 5, fill: "none" }),
      shape(this.view.shapes ? pupil.shape : "circle", radius, silent, this.data.colours),
    );
    const label = this.written(pupil);
    if (label) node.append(...text(label, 0, drop, font, this.data.colours));
    node.addEventListener("click", () => this.select(this.selected === pupil.id ? null : pupil.id));
    node.addEventListener("keydown", (event) => this.key(event, pupil.id));
    node.addEventListener("focus", () => this.rove(pupil.id));
    return node;
  }

  written(pupil) {
    return this.view.hidden || !this.question.named ? "" : pupil.label;
  }

  called(pupil) {
    return this.written(pupil) || fill(this.data.words.point, { number: pupil.number });
  }

  spoken(pupil) {
    return `${this.called(pupil)}: ${this.question.facts[pupil.id]}`;
  }

  // -- what is selected -------------------------------------------------------------------------

  select(id) {
    if (id === this.selected) return;
    this.selected = id;
    this.mark();
    this.onSelect(id);
  }

  mark() {
    const chosen = this.selected;
    const near = new Set([chosen]);
    for (const line of this.svg.querySelectorAll(".cm-tie")) {
      const own = line.dataset.source === chosen || line.dataset.target === chosen;
      if (own) near.add(line.dataset.source).add(line.dataset.target);
      line.classList.toggle("cm-own", chosen !== null && own);
      line.classList.toggle("cm-faded", chosen !== null && !own);
    }
    for (const [id, node] of this.nodes) {
      node.setAttribute("aria-pressed", String(id === chosen));
      node.classList.toggle("cm-selected", id === chosen);
      node.classList.toggle("cm-faded", chosen !== null && !near.has(id));
    }
    this.rove(chosen ?? this.roving ?? this.data.pupils[0]?.id);
    this.tell();
  }

  tell() {
    const pupil = this.data.pupils.find((p) => p.id === this.selected);
    this.status.textContent = pupil ? this.spoken(pupil) : this.data.words.help;
    this.status.classList.toggle("cm-chosen", Boolean(pupil));
  }

  rove(id) {
    if (!this.nodes.has(id)) id = this.data.pupils[0]?.id;
    this.roving = id;
    for (const [other, node] of this.nodes) node.setAttribute("tabindex", other === id ? "0" : "-1");
  }

  key(event, id) {
    const steps = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.key in steps) this.nodes.get(this.neighbour(id, steps[event.key]))?.focus();
    else if (event.key === "Enter" || event.key === " ") this.select(this.selected === id ? null : id);
    else if (event.key === "Escape") this.select(null);
    else if (event.key === "Home") this.nodes.get(this.data.reading_order[0])?.focus();
    else if (event.key === "End") this.nodes.get(this.data.reading_order.at(-1))?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // The nearest pupil within 60 degrees of the direction; those off to the side count as farther.
  neighbour(id, [dx, dy]) {
    const [x, y] = this.places.get(id);
    let best = id;
    let least = Infinity;
    for (const [other, [ox, oy]] of this.places) {
      const ahead = (ox - x) * dx + (oy - y) * dy;
      const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
      if (other === id || ahead <= 0 || aside > 1.75 * ahead) continue;
      const far = ahead + 2 * aside;
      if (far < least) [best, least] = [other, far];
    }
    return best;
  }

  // -- words below ------------------------------------------------------------------------------

  explain() {
    const { groups, legend, notes } = this.question;
    const shows = (sign) => {
      if (sign === "group") return this.showsGroups();
      if (["circle", "triangle", "square"].includes(sign)) return this.view.shapes;
      if (sign === "one_way" || sign === "open") return this.view.ties !== "mutual";
      return sign !== "mutual" || this.view.ties !== "one_way";
    };
    const rows = Object.entries(legend).filter(([sign]) => shows(sign));
    this.legend.replaceChildren(...rows.map(([sign, words]) => make("li", {}, this.key_of(sign), words)));
    this.notes.replaceChildren(...notes.map((note) => make("p", {}, note)));
    this.groupSwitch.hidden = groups.outlines.length === 0;
    this.groupSwitch.querySelector("input").checked = this.showsGroups();
  }

  key_of(name) {
    const { colours, styles } = this.data;
    const svg = draw("svg", { width: 44, height: 22, viewBox: "0 0 44 22", "aria-hidden": "true" });
    const centre = draw("g", { transform: "translate(22 11)" });
    if (name in styles) svg.append(sign(name, [2, 11], [42, 11], styles));
    else if (name === "group") {
      const box = { x: 4, y: 2, width: 36, height: 18, rx: 9, fill: colours.groups[0] };
      svg.append(draw("rect", { ...box, opacity: this.question.groups.firm ? 0.45 : 0.25 }));
    } else {
      centre.append(shape(name === "silent" ? "circle" : name, 7.5, name === "silent", colours));
      svg.append(centre);
    }
    return svg;
  }

  // -- files out --------------------------------------------------------------------------------

  standalone() {
    const copy = this.svg.cloneNode(true);
    const { width, height } = this.canvas;
    for (const extra of copy.querySelectorAll(".cm-touch, .cm-ring")) extra.remove();
    for (const node of copy.querySelectorAll("*")) {
      if (node.classList.contains("cm-faded")) node.setAttribute("opacity", "0.25");
      for (const name of ["tabindex", "data-id", "data-source", "data-target", "data-no-i18n"]) {
        node.removeAttribute(name);
      }
      for (const name of ["role", "aria-pressed", "aria-label", "class"]) node.removeAttribute(name);
    }
    const paper = draw("rect", { width: "100%", height: "100%", fill: this.data.colours.background });
    copy.querySelector("desc").after(paper);
    for (const [name, value] of Object.entries({
      xmlns: SVG,
      width,
      height,
      role: "img",
      "font-family": "system-ui, 'Segoe UI', 'Liberation Sans', Arial, sans-serif",
    })) {
      copy.setAttribute(name, value);
    }
    copy.removeAttribute("class");
    copy.querySelector("desc").textContent = this.question.description;
    return new XMLSerializer().serializeToString(copy);
  }

  saveSvg() {
    this.save(new Blob([this.standalone()], { type: "image/svg+xml" }), "svg");
  }

  savePng() {
    const image = new Image();
    const { width, height } = this.canvas;
    image.onload = () => {
      const canvas = make("canvas", { width: width * 2, height: height * 2 });
      const paint = canvas.getContext("2d");
      paint.scale(2, 2);
      paint.drawImage(image, 0, 0);
      canvas.toBlob((blob) => this.save(blob, "png"), "image/png");
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(this.standalone())}`;
  }

  save(blob, ending) {
    const link = make("a", { download: `${this.data.words.file}.${ending}` });
    link.href = URL.createObjectURL(blob);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
}

// -- signs ----------------------------------------------------------------------------------------

function pick(from, names) {
  return Object.fromEntries(names.filter((n) => n in from).map((n) => [n, from[n]]));
}

function sign(kind, start, end, styles) {
  const { colour, width, head, dash } = styles[kind];
  const length = Math.hypot(end[0] - start[0], end[1] - start[1]) || 1;
  const [ux, uy] = [(end[0] - start[0]) / length, (end[1] - start[1]) / length];
  const line = { x1: start[0], y1: start[1], x2: end[0], y2: end[1], stroke: colour };
  if (dash) line["stroke-dasharray"] = dash;
  const group = draw("g", { class: `cm-tie cm-${kind}` });
  group.append(draw("line", { ...line, "stroke-width": width }));
  if (head) {
    const [bx, by, half] = [end[0] - ux * head, end[1] - uy * head, head * 0.38];
    const corners = [end, [bx - uy * half, by + ux * half], [bx + uy * half, by - ux * half]];
    group.append(draw("polygon", { points: corners.map((c) => c.join(",")).join(" "), fill: colour }));
  }
  return group;
}

function shape(kind, radius, silent, colours) {
  const look = {
    class: "cm-mark",
    fill: silent ? colours.silent : colours.node,
    stroke: colours.node_edge,
    "stroke-width": 2,
    "stroke-linejoin": "round",
  };
  if (silent) look["stroke-dasharray"] = "4 3";
  if (kind === "circle") return draw("circle", { r: radius, ...look });
  const [top, side, foot, square] = [1.28 * radius, 1.2 * radius, 0.88 * radius, 0.9 * radius];
  const corners =
    kind === "triangle"
      ? [[0, -top], [side, foot], [-side, foot]]
      : [[-square, -square], [square, -square], [square, square], [-square, square]];
  return draw("polygon", { points: corners.map((c) => c.join(",")).join(" "), ...look });
}

// Halo and text are two elements: `paint-order` is lost when the file is used in documents.
function text(words, x, y, font, colours) {
  const place = { x, y, "text-anchor": "middle", "font-size": font };
  const halo = { stroke: colours.background, "stroke-width": 4, "stroke-linejoin": "round" };
  return [
    draw("text", { ...place, ...halo, fill: colours.background, "aria-hidden": "true" }, words),
    draw("text", { ...place, class: "cm-label", fill: colours.ink }, words),
  ];
}
