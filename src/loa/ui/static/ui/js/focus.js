// After htmx swapped a piece: a [data-focus] in it gets the focus (a summary of errors, the next
// doubtful field); else the focus stays, and a lost focus goes to the piece. Failures are said.
{
  const first = document.querySelector("[data-focus]");
  if (first) first.focus();

  document.addEventListener("htmx:afterSettle", (event) => {
    const piece = event.detail.elt;
    const wanted = piece.querySelector?.("[data-focus]");
    if (wanted) wanted.focus();
    else if (document.activeElement === document.body && piece.isConnected) {
      if (!piece.hasAttribute("tabindex")) piece.setAttribute("tabindex", "-1");
      piece.focus({ preventScroll: true });
    }
  });

  const say = (words) => {
    const place = document.getElementById("notices");
    const box = document.createElement("div");
    box.className = "notice";
    box.dataset.standing = "alarm";
    box.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = words;
    box.append(text);
    place.replaceChildren(box);
    box.scrollIntoView({ block: "nearest" });
  };
  const notices = document.getElementById("notices");
  document.addEventListener("htmx:sendError", () => say(notices.dataset.unreachable));
  document.addEventListener("htmx:timeout", () => say(notices.dataset.unreachable));
  document.addEventListener("htmx:responseError", () => say(notices.dataset.failed));
}
