// Main. a page with the viewer's data -> the viewer in its place, or one sentence and the page's still pictures.
import { api } from "./api.js";
import { decode } from "./data.js";
import { Viewer } from "./viewer.js";
import { element } from "./dom.js";
import { need } from "./words.js";
import css from "./viewer.css";

const HEADER = "orthogen-view", BYTES = "orthogen-view-bytes", PLACE = "orthogen-viewer";

function context() {
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2", { alpha: true, antialias: true, premultipliedAlpha: true });
  return gl && { canvas, gl };
}

function mount() {
  const place = document.getElementById(PLACE);
  if (!place) return;
  const header = JSON.parse(document.getElementById(HEADER).textContent);
  need(header.words);
  document.head.append(element("style", { text: css }));
  place.classList.add("ov");
  const drawn = context();
  if (!drawn) {
    place.dataset.state = "still";
    place.prepend(element("p", { class: "ov-sorry", role: "status", text: header.words.no_webgl }));
    window.orthogenViewer = { ready: false, reason: "no WebGL" };
    return;
  }
  const begun = performance.now();
  const scene = decode(header, document.getElementById(BYTES).textContent);
  const viewer = new Viewer(place, scene, drawn);
  window.orthogenViewer = { ...api(viewer), opened_ms: performance.now() - begun };
  place.dataset.state = "ready";
  place.dispatchEvent(new CustomEvent("orthogen-viewer-ready", { bubbles: true }));
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mount);
else mount();
