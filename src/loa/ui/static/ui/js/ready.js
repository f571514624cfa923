// Loa's scripts are small modules put into one file. Each stands in its own braces, finds its
// elements by data-attributes, and leaves a page that works without it.
// `onEach(selector, start)` also serves what htmx brings in later.
const started = new WeakMap();
const starters = [];

function onEach(selector, start) {
  starters.push([selector, start]);
  wake(document, [[selector, start]]);
}

function wake(root, which = starters) {
  for (const [selector, start] of which) {
    const inside = root.querySelectorAll ? [...root.querySelectorAll(selector)] : [];
    const all = root.matches && root.matches(selector) ? [root, ...inside] : inside;
    for (const element of all) {
      const by = started.get(element) ?? new Set();
      if (by.has(selector)) continue;
      started.set(element, by.add(selector));
      start(element);
    }
  }
}

document.documentElement.classList.add("scripted");
document.addEventListener("htmx:load", (event) => wake(event.target));
