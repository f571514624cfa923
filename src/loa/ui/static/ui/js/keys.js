// data-key="d": that key presses the link or button, unless someone is typing.
// data-key-inside on an ancestor limits it to when the focus is within. Shown with <kbd>.
// A key that is held down presses once: the next page must not be answered by the same finger.
{
  const isTyping = (target) => target.closest?.("input, select, textarea, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (isTyping(event.target) && event.key !== "Escape") return;
    const all = document.querySelectorAll(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    for (const element of all) {
      const limit = element.closest("[data-key-inside]");
      if (limit && !limit.contains(document.activeElement)) continue;
      if (element.disabled || !element.checkVisibility?.()) continue;
      event.preventDefault();
      element.click();
      return;
    }
  });
}
