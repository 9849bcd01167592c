// Words. the table of strings that the page brings -> sentences; the viewer has no words of its own.
export const KEYS = [
  "viewer_label", "stage_label", "no_webgl", "show", "device", "scan", "both", "feet", "left", "right", "colour",
  "plain", "views", "view_oblique", "view_top", "view_medial", "view_lateral", "view_heel", "view_underside",
  "tools", "section", "measure", "section_across", "section_along", "section_level", "section_at", "cut_away",
  "section_title_x", "section_title_y", "section_title_z", "section_read", "section_read_width",
  "section_no_device", "section_gap", "section_hint", "toes", "heel", "medial", "lateral", "place", "value",
  "no_value", "nothing_here", "measure_first", "measure_second", "measured", "measure_cleared", "view_set",
  "flown", "hint", "keys_title", "keys", "legend_over", "legend_under",
];

/** Throw if the table lacks a word, naming all that are missing. */
export function need(words) {
  const missing = KEYS.filter((key) => typeof words[key] !== "string");
  if (missing.length) throw new Error(`the viewer's table of words lacks ${missing.join(", ")}`);
}

/** Return a sentence with its {names} filled in. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Return a number with fixed decimals and no minus before a zero. */
export function number(value, digits = 1) {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}
