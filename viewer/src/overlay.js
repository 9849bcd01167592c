// Overlay. pose and cells -> what is written over the picture: names, directions, scale, marks and measured lines.
import { axesOf, mirror } from "./pose.js";
import { roundBelow } from "./colours.js";
import { svg } from "./dom.js";
import { projected } from "./stage.js";

const DIRECTIONS = [["toes", [1, 0, 0]], ["heel", [-1, 0, 0]], ["medial", [0, 1, 0]], ["lateral", [0, -1, 0]]];

export class Overlay {
  constructor(words) {
    this.words = words;
    this.node = svg("svg", { class: "ov-overlay", "aria-hidden": "true" });
  }

  /** Write anew; marks: [{side, place, kind, label}], line: {side, from, to, label} or null. */
  draw(pose, cells, { marks, line }) {
    const parts = [];
    for (const cell of cells) {
      parts.push(...this.frame(pose, cell, cells));
      parts.push(...marks.filter((mark) => mark.side === cell.foot.side).map((mark) => this.mark(mark, pose, cell)));
      if (line && line.side === cell.foot.side) parts.push(this.line(line, pose, cell));
    }
    if (cells.length) parts.push(this.scale(pose, cells[0], cells), this.cross(cells[0]));
    this.node.replaceChildren(...parts);
  }

  frame(pose, cell, cells) {
    const { right, up } = axesOf(pose, cell.foot.mirrored), parts = [];
    parts.push(svg("text", { class: "ov-side", x: cell.left + 10, y: cell.top + 20, text: this.words[cell.foot.side] }));
    for (const [name, axis] of DIRECTIONS) {
      const turned = mirror(axis, cell.foot.mirrored);
      const across = dotted(turned, right), above = dotted(turned, up);
      if (Math.max(Math.abs(across), Math.abs(above)) > 0.8) parts.push(this.direction(name, across, above, cell));
    }
    if (cell !== cells[0]) {
      const edge = cell.left > 0 ? `M${cell.left} 8v${cell.height - 16}` : `M8 ${cell.top}h${cell.width - 16}`;
      parts.push(svg("path", { class: "ov-divider", d: edge }));
    }
    return parts;
  }

  direction(name, across, above, { left, top, width, height }) {
    const sideways = Math.abs(across) > Math.abs(above), sign = Math.sign(sideways ? across : above);
    const x = left + width / 2 + (sideways ? sign * (width / 2 - 8) : 0);
    const y = top + height / 2 - (sideways ? -4 : sign * (height / 2 - 14) - 5);
    const anchor = sideways ? (sign > 0 ? "end" : "start") : "middle";
    return svg("text", { class: "ov-direction", x, y, "text-anchor": anchor, text: this.words[name] });
  }

  /** A bar of a round length: the picture is without perspective, so it holds everywhere in it. */
  scale(pose, cell, cells) {
    const step = roundBelow(Math.min(cell.width / 4, 140) * pose.mmPerPx), length = step / pose.mmPerPx;
    const last = cells[cells.length - 1], y = last.top + last.height - 12, x = cell.left + 12;
    return svg("g", { class: "ov-scalebar" },
      svg("path", { d: `M${x} ${y - 5}v5h${length}v-5` }),
      svg("text", { x, y: y - 9, text: `${+step.toPrecision(3)} mm` }));
  }

  /** Where the Enter key reads; seen only while the picture has the focus of the keyboard. */
  cross({ left, top, width, height }) {
    const x = left + width / 2, y = top + height / 2;
    return svg("path", { class: "ov-cross", d: `M${x - 11} ${y}h22M${x} ${y - 11}v22` });
  }

  mark({ place, kind, label }, pose, cell) {
    const [x, y] = projected(place, pose, cell);
    return svg("g", { class: `ov-mark ov-mark-${kind}` },
      svg("circle", { cx: x, cy: y, r: kind === "place" ? 13 : 4 }),
      svg("text", { x: x + 18, y: y - 10, text: label ?? "" }));
  }

  line({ from, to, label }, pose, cell) {
    const [x1, y1] = projected(from, pose, cell), [x2, y2] = projected(to, pose, cell);
    return svg("g", { class: "ov-measure" },
      svg("path", { class: "ov-halo", d: `M${x1} ${y1}L${x2} ${y2}` }),
      svg("path", { d: `M${x1} ${y1}L${x2} ${y2}` }),
      svg("text", { x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 8, "text-anchor": "middle", text: label }));
  }
}

const dotted = (u, v) => u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
