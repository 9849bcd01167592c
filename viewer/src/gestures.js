// Gestures. pointers and wheel on the stage -> turn, pan, zoom, hover, tap.
// Until the stage is tapped or focused, a wheel or an upward swipe still scrolls the page (see viewer.css).

const TAP_PX = 5;

/** Listen on a node and call {turn(dx, dy), pan(dx, dy), zoom(factor, at), hover(at), leave(), tap(at)}, CSS pixels. */
export function listen(node, act) {
  const down = new Map();
  let moved = 0;
  const at = (event) => {
    const box = node.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  node.addEventListener("pointerdown", (event) => {
    if (down.size === 0) moved = 0;
    down.set(event.pointerId, at(event));
    node.setPointerCapture(event.pointerId);
  });
  node.addEventListener("pointermove", (event) => {
    const last = down.get(event.pointerId), now = at(event);
    if (!last) return act.hover(now);
    const [dx, dy] = [now[0] - last[0], now[1] - last[1]];
    moved += Math.hypot(dx, dy);
    if (down.size === 1 && moved > TAP_PX) drag(act, event, dx, dy, at(event));
    if (down.size === 2) pinch(act, down, event.pointerId, now);
    down.set(event.pointerId, now);
  });
  const up = (event) => {
    const pressed = down.delete(event.pointerId);
    if (pressed && event.type === "pointerup" && moved <= TAP_PX && event.button === 0) act.tap(at(event));
  };
  node.addEventListener("pointerup", up);
  node.addEventListener("pointercancel", up);
  node.addEventListener("pointerleave", () => act.leave());
  node.addEventListener("contextmenu", (event) => event.preventDefault());
  node.addEventListener("wheel", (event) => {
    if (document.activeElement !== node && !event.ctrlKey) return;
    event.preventDefault();
    act.zoom(Math.exp(Math.sign(event.deltaY) * Math.min(Math.abs(event.deltaY), 120) * 0.0018), at(event));
  }, { passive: false });
}

function drag(act, event, dx, dy, at) {
  const pans = event.shiftKey || event.buttons === 2 || event.buttons === 4;
  if (pans) act.pan(dx, dy, at);
  else act.turn(dx, dy, at);
}

function pinch(act, down, moving, now) {
  const [, still] = [...down].find(([id]) => id !== moving);
  const last = down.get(moving);
  const spread = (place) => Math.max(Math.hypot(place[0] - still[0], place[1] - still[1]), 10);
  const middle = [(now[0] + still[0]) / 2, (now[1] + still[1]) / 2];
  act.zoom(spread(last) / spread(now), middle);
  act.pan((now[0] - last[0]) / 2, (now[1] - last[1]) / 2, middle);
}
