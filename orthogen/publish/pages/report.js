// Report. buttons beside doses and findings -> the three-dimensional view; paper -> still pictures of it.
(() => {
  const element = document.getElementById("orthogen-viewer");
  const stills = element.querySelector("[data-stills]");
  const onPaper = ["oblique", "medial", "heel"];
  const words = stills.dataset.views.split("|");

  const sizes = { oblique: { width: 760, height: 620 }, medial: { width: 760, height: 210 }, heel: { width: 760, height: 280 } };

  const fill = (viewer) => {
    const sides = [...document.querySelectorAll("[data-side]")].map((section) => section.dataset.side);
    stills.replaceChildren(...sides.map((side) => {
      const foot = document.createElement("div");
      foot.append(...onPaper.map((view, k) => {
        const figure = document.createElement("figure");
        const picture = new Image();
        picture.src = viewer.still(view, { ...sizes[view], feet: [side], show: "device", colour: "plain" });
        picture.alt = "";
        figure.className = view;
        figure.append(picture, Object.assign(document.createElement("figcaption"), { textContent: words[k] }));
        return figure;
      }));
      return foot;
    }));
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
