// Printed. before the page is printed, a page without still pictures of its own gets those of the viewer.
import { element } from "./dom.js";

const ON_PAPER = ["top", "medial", "heel", "underside"];

/** Keep a container that is filled before printing; it is hidden on the screen (viewer.css). */
export function printed(viewer, place) {
  const paper = element("div", { class: "ov-print" });
  place.append(paper);
  const fill = () => {
    if (place.querySelector(":scope > [data-stills]")) return;
    const figures = ON_PAPER.flatMap((view) => viewer.shownFeet().map((side) => figure(viewer, view, side)));
    paper.replaceChildren(...figures, viewer.legend.node.cloneNode(true));
  };
  window.addEventListener("beforeprint", fill);
  matchMedia("print").addEventListener("change", (event) => event.matches && fill());
}

function figure(viewer, view, side) {
  const caption = `${viewer.words[side]}: ${viewer.words[`view_${view}`]}`;
  const src = viewer.still(view, { width: 900, height: 520, feet: [side] });
  return element("figure", {}, element("img", { src, alt: caption }), element("figcaption", { text: caption }));
}
