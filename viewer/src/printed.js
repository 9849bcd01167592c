// Printed. before the page is printed, a page without still pictures of its own gets those of the viewer.
import { element } from "./dom.js";

const ON_PAPER = ["top", "medial", "heel", "underside"];

/** Keep a container that is filled before printing; it is hidden on the screen (viewer.css). */
export function printed(viewer, place) {
  const paper = element("div", { class: "ov-print" });
  place.append(paper);
  const fill = () => {
    if (place.querySelector(":scope > [data-stills]")) return;
    const figures = ON_PAPER.map((view) => element("figure", {},
      element("img", { src: viewer.still(view, { width: 900, height: 560 }), alt: viewer.words[`view_${view}`] }),
      element("figcaption", { text: viewer.words[`view_${view}`] })));
    paper.replaceChildren(...figures, viewer.legend.node.cloneNode(true));
  };
  window.addEventListener("beforeprint", fill);
  matchMedia("print").addEventListener("change", (event) => event.matches && fill());
}
