// Panel. the controls: real buttons, a list of colours and a slider -> calls of the viewer; they show its state.
import { element } from "./dom.js";
import { VIEWS } from "./pose.js";
import { number } from "./words.js";

export class Panel {
  constructor(viewer, { words, scales, feet }) {
    this.viewer = viewer;
    this.words = words;
    this.buttons = [];
    const kinds = ["device", "scan"].filter((kind) => feet.some((foot) => foot.surfaces[kind]));
    const shows = kinds.length > 1 ? [...kinds, "both"] : kinds;
    const sides = feet.length > 1 ? ["left", "right", "both"] : [];
    this.top = element("div", { class: "ov-bar" },
      this.group("show", shows.map((what) => this.button(what, () => viewer.setShow(what), (s) => s.show === what))),
      ...(sides.length ? [this.group("feet", sides.map((side) =>
        this.button(side, () => viewer.setFeet(side), (s) => s.feet === side)))] : []),
      this.colours(scales));
    this.side = element("div", { class: "ov-bar" },
      this.group("views", Object.keys(VIEWS).map((view) =>
        this.button(`view_${view}`, () => viewer.setView(view), (s) => s.view === view))),
      this.group("tools", [
        this.button("section", () => viewer.toggleSection(), (s) => s.section !== null),
        this.button("measure", () => viewer.toggleMeasuring(), (s) => s.measuring),
      ]));
    this.section = this.sectionBar();
  }

  group(name, buttons) {
    return element("div", { class: "ov-group", role: "group", "aria-label": this.words[name] }, ...buttons);
  }

  button(word, act, pressed) {
    const node = element("button", { type: "button", text: this.words[word], "data-act": word, on: { click: act } });
    this.buttons.push([node, pressed]);
    return node;
  }

  colours(scales) {
    this.list = element("select", { on: { change: () => this.viewer.setColour(this.list.value) } },
      element("option", { value: "plain", text: this.words.plain }),
      ...Object.values(scales).map(({ key, title }) => element("option", { value: key, text: title })));
    return element("label", { class: "ov-colour" }, element("span", { text: this.words.colour }), this.list);
  }

  sectionBar() {
    const { viewer, words } = this, axes = { x: "section_across", y: "section_along", z: "section_level" };
    this.slider = element("input", { type: "range", step: "0.5",
      on: { input: () => viewer.setSection({ at_mm: Number(this.slider.value) }) } });
    this.at = element("span", { class: "ov-at" });
    return element("div", { class: "ov-bar ov-section" },
      this.group("section", [
        ...Object.entries(axes).map(([axis, word]) =>
          this.button(word, () => viewer.setSection({ axis }), (s) => s.section?.axis === axis)),
        this.button("cut_away", () => viewer.setSection({ cut_away: !viewer.model.section.cut_away }),
          (s) => s.section?.cut_away),
      ]),
      element("label", { class: "ov-slider" }, element("span", { text: words.section_at }), this.slider, this.at));
  }

  /** Show a state; range: {low, high} of the section's axis; coloured: the keys that something visible has. */
  show(state, { range, coloured }) {
    for (const [node, pressed] of this.buttons) node.setAttribute("aria-pressed", String(Boolean(pressed(state))));
    this.list.value = state.colour;
    for (const option of this.list.options) option.disabled = option.value !== "plain" && !coloured.has(option.value);
    this.section.hidden = state.section === null;
    if (!state.section) return;
    this.slider.min = Math.ceil(range.low);
    this.slider.max = Math.floor(range.high);
    this.slider.value = state.section.at_mm;
    this.at.textContent = `${number(state.section.at_mm)} mm`;
    this.slider.setAttribute("aria-valuetext", this.at.textContent);
  }
}
