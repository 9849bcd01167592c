// Report. buttons beside doses and findings -> the three-dimensional view; paper -> still pictures of it.
(() => {
  const element = document.getElementById("orthogen-viewer");
  const stills = element.querySelector("[data-stills]");
  const onPaper = ["oblique", "medial", "heel"];

  const fill = (viewer) => {
    const sides = [...document.querySelectorAll("[data-side]")].map((section) => section.dataset.side);
    stills.replaceChildren(...sides.flatMap((side) => onPaper.map((view) => {
      const picture = new Image();
      picture.src = viewer.still(view, { width: 640, height: 400, feet: [side], show: "device", colour: "plain" });
      picture.alt = "";
      return picture;
    })));
  };

  const begin = () => {
    const viewer = window.orthogenViewer;
    if (!viewer || !viewer.ready) return;
    document.documentElement.classList.add("viewing");
    const near = () => element.scrollIntoView({ block: "nearest" });
    for (const button of document.querySelectorAll("button.dose")) {
      const key = `change.${button.dataset.kind}`;
      button.hidden = !viewer.colours.includes(key);
      button.addEventListener("click", () => { viewer.setColour(key); viewer.setView("top"); near(); });
    }
    for (const button of document.querySelectorAll("button.fly")) button.addEventListener("click", near);
    window.addEventListener("beforeprint", () => fill(viewer));
    matchMedia("print").addEventListener("change", (event) => event.matches && fill(viewer));
  };
  element.addEventListener("orthogen-viewer-ready", begin, { once: true });
  begin();
})();
