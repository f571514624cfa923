// A form is sent once: the second press of an impatient finger does nothing for five seconds.
// form[data-twice-allowed] (search, filters) is left alone, and so is every GET.
{
  const PAUSE_MS = 5000;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "twiceAllowed" in form.dataset) return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
    const free = () => {
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
    };
    setTimeout(free, PAUSE_MS);
    form.addEventListener("htmx:afterRequest", free, { once: true });
    window.addEventListener("pageshow", free, { once: true });
  }, true);
}
