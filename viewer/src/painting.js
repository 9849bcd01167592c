// Painting. state and feet -> which surfaces are seen, how, and in the colours of which scale.

/** Return the sides that a state shows. */
export function feetOf({ feet }, scene) {
  return feet === "both" ? scene.feet.map((foot) => foot.side) : [feet];
}

/** Return the kinds of surface that a state shows, the device first. */
export function kindsOf({ show }) {
  return show === "both" ? ["device", "scan"] : [show];
}

/** Give every model its look. Seen together, the scan is glass, and bare where the device carries the colours. */
export function paint({ show, colour }, scene, textures) {
  const scale = scene.scales[colour];
  for (const { models } of scene.feet) {
    const carried = show === "both" && models.device?.surface.values[colour];
    for (const [kind, model] of Object.entries(models)) {
      model.appear(lookOf(kind, show));
      model.colour(scale && !(carried && kind === "scan") ? colour : null, scale && { texture: textures[scale.ramp], scale });
    }
  }
}

function lookOf(kind, show) {
  if (show === "both") return kind === "scan" ? "glass" : "solid";
  return show === kind ? "solid" : "hidden";
}

/** Return the keys of all values that something visible carries. */
export function keysShown(state, scene) {
  const feet = scene.feet.filter((foot) => feetOf(state, scene).includes(foot.side));
  const surfaces = feet.flatMap((foot) => kindsOf(state).map((kind) => foot.surfaces[kind]).filter(Boolean));
  return new Set(surfaces.flatMap((surface) => Object.keys(surface.values)));
}

/** Return the scale in use, or null where nothing visible carries it. */
export function scaleShown(state, scene) {
  return keysShown(state, scene).has(state.colour) ? scene.scales[state.colour] : null;
}

/** Return whether any value lies {under, over} the ends of a scale, on whichever foot: the legend is one for both. */
export function beyond({ key, low, high }, scene) {
  const surfaces = scene.feet.flatMap((foot) => Object.values(foot.surfaces));
  const all = surfaces.map((surface) => surface.values[key]).filter(Boolean), slack = (high - low) * 0.005;
  return {
    under: all.some((values) => values.some((value) => value < low - slack)),
    over: all.some((values) => values.some((value) => value > high + slack)),
  };
}
