// Dom. a tag and its properties -> an element; nothing here knows what is shown.
const SVG = "http://www.w3.org/2000/svg";

/** Return an HTML element; `text` is set as text, `on` holds listeners, all else becomes attributes. */
export function element(tag, properties = {}, ...children) {
  return dressed(document.createElement(tag), properties, children);
}

/** Return an SVG element, in the same manner. */
export function svg(tag, properties = {}, ...children) {
  return dressed(document.createElementNS(SVG, tag), properties, children);
}

function dressed(node, { text, on = {}, ...attributes }, children) {
  if (text !== undefined) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  for (const [event, listener] of Object.entries(on)) node.addEventListener(event, listener);
  node.append(...children);
  return node;
}
