// The review of a letter. [data-use-marked] puts the words marked in [data-source] into the box
// that had the focus last, or the first that takes text. A click on a line shows its field; the
// lines of the field shown are brought into sight. Esc leaves a box, so that keys work again.
const source = document.querySelector("[data-source]");
let marked = "";
let box = null;

function mark() {
  const chosen = getSelection();
  if (chosen.isCollapsed || !source.contains(chosen.anchorNode)) return;
  const copy = chosen.getRangeAt(0).cloneContents();
  copy.querySelectorAll(".owner").forEach((note) => note.remove());
  const lines = [...copy.querySelectorAll("li, text")].map((line) => line.textContent.trim());
  marked = (lines.length ? lines.join("\n") : copy.textContent).trim();
}
document.addEventListener("selectionchange", mark);

// On a narrow screen the letter comes after the fields: folded until somebody looks for a line.
const isNarrow = matchMedia("(max-width: 59.99rem)").matches;
if (isNarrow) source.open = false;
document.addEventListener("click", (event) => {
  const to = event.target.closest?.("a[href^='#l'], a[href^='#p']");
  if (to && source.querySelector(to.hash)) source.open = true;
});

const lit = source.querySelector("[data-current]");
function bringIntoSight() {
  if (!lit || source.scrollHeight <= source.clientHeight) return;
  const place = lit.getBoundingClientRect().top - source.getBoundingClientRect().top;
  source.scrollTop += place - source.clientHeight / 3;
}
bringIntoSight();
source.addEventListener("toggle", bringIntoSight);

// A page that is still being drawn comes again until it is there.
for (const picture of document.querySelectorAll("img[data-comes]")) {
  let left = 40;
  const again = () => {
    picture.toggleAttribute("data-waits", left > 0);
    if (left-- > 0) setTimeout(() => { picture.src = picture.src.replace(/(\?.*)?$/, `?again=${left}`); }, 1500);
  };
  picture.addEventListener("error", again);
  picture.addEventListener("load", () => {
    picture.removeAttribute("data-waits");
    bringIntoSight();
  });
  if (picture.complete && picture.naturalWidth === 0) again();
}

source.addEventListener("click", (event) => {
  const line = event.target.closest("[data-owner]");
  if (!line || event.target.closest("a") || !getSelection().isCollapsed) return;
  location.href = `?field=${encodeURIComponent(line.dataset.owner)}#field`;
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-takes-marked]")) box = event.target;
});

for (const button of document.querySelectorAll("[data-use-marked]")) {
  button.addEventListener("click", () => {
    mark(); // the browser tells of a marking only afterwards
    const typing = button.closest("article").querySelector("[data-typing]");
    const into = box && typing.contains(box) ? box : typing.querySelector("[data-takes-marked]");
    const said = button.parentElement.querySelector("[role=status]");
    said.textContent = marked || !into ? "" : button.dataset.empty;
    if (!marked || !into) return;
    typing.open = true;
    into.value = into.dataset.takesMarked === "list" ? marked : marked.replace(/\s+/g, " ");
    into.focus();
  });
}

for (const typing of document.querySelectorAll("[data-typing]")) {
  typing.addEventListener("toggle", () => {
    if (!typing.open || typing.contains(document.activeElement.closest("form"))) return;
    typing.querySelector("form :is(input:not([type=hidden]), textarea, select)").focus();
  });
  typing.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.activeElement.blur();
  });
}

// Going to #field takes the focus away from what the page gave it to.
addEventListener("load", () => setTimeout(() => {
  if (document.activeElement === document.body) document.querySelector("[data-focus]")?.focus();
}));
