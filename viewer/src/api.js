// Api. the viewer -> window.orthogenViewer: what a page and its tests may call; lengths in mm.
import { VIEWS } from "./pose.js";

const OFFERED = [
  "state", "setColour", "setShow", "setFeet", "setView", "setSection", "setMeasuring", "measure", "flyTo", "still",
  "whereIs", "escape",
];

/** Return the object of bound methods, with the names of views and colours. */
export function api(viewer) {
  const methods = Object.fromEntries(OFFERED.map((name) => [name, viewer[name].bind(viewer)]));
  return {
    ready: true,
    views: Object.keys(VIEWS),
    colours: ["plain", ...Object.keys(viewer.scene.scales)],
    ...methods,
    readAt(clientX, clientY) {
      const box = viewer.node.getBoundingClientRect();
      const found = viewer.read([clientX - box.left, clientY - box.top]);
      return found && { side: found.side, kind: found.kind, place: found.place, values: found.values };
    },
  };
}
