// Keys. a key pressed on the stage -> what the viewer does; the table is also what the help line says.
const VIEW_KEYS = { 0: "oblique", 1: "top", 2: "medial", 3: "lateral", 4: "heel", 5: "underside" };
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const TURN_PX = 24, PAN_PX = 30;

/** Do what a key asks for; true if it was one of ours. */
export function press(viewer, { key, shiftKey }) {
  const arrow = ARROWS[key], middle = viewer.middle();
  if (arrow) {
    if (shiftKey) viewer.pan(-arrow[0] * PAN_PX, -arrow[1] * PAN_PX, middle);
    else viewer.turn(arrow[0] * TURN_PX, arrow[1] * TURN_PX, middle);
  } else if (key in VIEW_KEYS) viewer.setView(VIEW_KEYS[key]);
  else if (key === "+" || key === "=") viewer.zoom(1 / 1.2, middle);
  else if (key === "-") viewer.zoom(1.2, middle);
  else if (key === "Enter") viewer.tap(middle);
  else if (key === "Escape") viewer.escape();
  else if (key === "s") viewer.toggleSection();
  else if (key === "m") viewer.toggleMeasuring();
  else if (key === "[" || key === "]") viewer.moveSection(key === "[" ? -1 : 1);
  else return false;
  return true;
}
