// data-copy-from="id": copies that element's text. Where the browser refuses, selects it.
{
  onEach("[data-copy-from]", (button) => {
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copyFrom);
      const text = "value" in source ? source.value : source.textContent;
      try {
        await navigator.clipboard.writeText(text);
        const status = button.parentElement.querySelector("[role=status]");
        if (status) status.textContent = button.dataset.copied;
      } catch {
        source.focus();
        if (source.select) source.select();
      }
    });
  });
  onEach("textarea[readonly].copied", (box) => box.addEventListener("focus", () => box.select()));
}
