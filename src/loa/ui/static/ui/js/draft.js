// form[data-keep-draft="name"]: what is typed is kept on this device until the form has gone.
// Never keeps passwords, files or hidden fields but the key of the sending. Filled again only where the page has nothing.
// The draft goes when the server has answered with another page, or by [data-drop-draft].
{
  const KEPT_DAYS = 14;
  const store = (() => {
    try {
      localStorage.setItem("loa.probe", "1");
      localStorage.removeItem("loa.probe");
      return localStorage;
    } catch {
      return null;
    }
  })();
  // The hidden key goes with the draft: sent again after a lost answer, it is the same sending.
  const isKept = (field) => field.name === "key" || (field.name && !["password", "file", "hidden", "submit"].includes(field.type));

  if (store) {
    const sent = sessionStorage.getItem("loa.sent");
    if (sent && !document.querySelector(`form[data-keep-draft="${CSS.escape(sent)}"]`)) store.removeItem(`loa.draft.${sent}`);
    sessionStorage.removeItem("loa.sent");

    onEach("form[data-keep-draft]", (form) => {
      const name = form.dataset.keepDraft;
      const key = `loa.draft.${name}`;
      const old = JSON.parse(store.getItem(key) ?? "null");
      if (old && Date.now() - old.at < KEPT_DAYS * 86400000) {
        let restored = false;
        for (const field of form.elements) {
          if (!isKept(field) || !(field.name in old.values)) continue;
          if (field.type === "checkbox" || field.type === "radio") {
            const was = old.values[field.name].includes(field.value);
            restored ||= field.checked !== was;
            field.checked = was;
          } else if (field.name === "key") {
            field.value = old.values.key[0];
          } else if (!field.value) {
            field.value = old.values[field.name][0] ?? "";
            restored ||= Boolean(field.value);
          }
        }
        const note = form.querySelector("[data-draft-note]");
        if (note && restored) note.hidden = false;
      }
      const keep = () => {
        const values = {};
        for (const field of form.elements) {
          if (!isKept(field)) continue;
          values[field.name] ??= [];
          if (!["checkbox", "radio"].includes(field.type) || field.checked) values[field.name].push(field.value);
        }
        store.setItem(key, JSON.stringify({ at: Date.now(), values }));
      };
      form.addEventListener("input", keep);
      form.addEventListener("change", keep);
      form.addEventListener("submit", () => sessionStorage.setItem("loa.sent", name));
      form.addEventListener("htmx:afterRequest", (event) => {
        if (event.detail.successful) store.removeItem(key);
      });
    });
    onEach("[data-drop-draft]", (button) => button.addEventListener("click", () => {
      store.removeItem(`loa.draft.${button.dataset.dropDraft}`);
      location.reload();
    }));
  }
}
