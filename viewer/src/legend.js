// Legend. the scale in use -> its name, its colours and its numbers with their unit; one for both feet.
import { gradient, ticks } from "./colours.js";
import { element } from "./dom.js";
import { number } from "./words.js";

export class Legend {
  constructor(words, ramps) {
    this.words = words;
    this.ramps = ramps;
    this.node = element("div", { class: "ov-legend" });
  }

  /** Show a scale; beyond: {under, over}, whether values shown lie outside its range. null hides it. */
  show(scale, beyond) {
    this.node.hidden = scale === null;
    if (!scale) return this.node.replaceChildren();
    const bar = element("div", { class: "ov-ramp", style: `background: ${gradient(this.ramps[scale.ramp])}` });
    const marks = ticks(scale.low, scale.high, scale.step);
    const named = marks.map((value) => this.tick(value, scale, beyond));
    this.node.replaceChildren(
      element("div", { class: "ov-legend-title", text: `${scale.title} (${scale.unit})` }),
      element("div", { class: "ov-legend-scale" }, bar, ...named),
      ...(scale.note ? [element("div", { class: "ov-legend-note", text: scale.note })] : []),
    );
  }

  tick(value, scale, { under, over }) {
    const left = (100 * (value - scale.low)) / (scale.high - scale.low);
    const sign = scale.ramp === "two_sided" && value > scale.step / 1e3 ? "+" : "";
    let text = sign + number(value, scale.step < 1 ? 1 : 0);
    if (under && value <= scale.low) text = `${this.words.legend_under} ${text}`;
    if (over && value >= scale.high) text = `${this.words.legend_over} ${text}`;
    return element("span", { class: "ov-tick", style: `left: ${left}%`, text });
  }
}
