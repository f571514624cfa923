// [data-drop] holding an input[type=file]: files may be dropped on it. The input works as ever.
{
  onEach("[data-drop]", (zone) => {
    const input = zone.querySelector("input[type=file]");
    if (!input) return;
    const over = (is) => zone.toggleAttribute("data-over", is);
    for (const name of ["dragenter", "dragover"]) {
      zone.addEventListener(name, (event) => {
        event.preventDefault();
        over(true);
      });
    }
    zone.addEventListener("dragleave", () => over(false));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
}
