// Report. buttons beside doses and findings -> the three-dimensional view, once it is there.
(() => {
  const element = document.getElementById("orthogen-viewer");
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
  };
  element.addEventListener("orthogen-viewer-ready", begin, { once: true });
  begin();
})();
