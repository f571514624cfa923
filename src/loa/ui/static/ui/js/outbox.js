// form[data-outbox]: without a network, what is sent is kept on this device, files too, and sent
// once the network is back. The form's own hidden key makes a second sending the same one.
// Words for people stand on #notices: data-kept, data-sent, data-refused.
{
  const NAME = "loa-outbox";
  const open = () => new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("forms", { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const within = async (mode, work) => {
    const base = await open();
    return new Promise((done, fail) => {
      const deal = base.transaction("forms", mode);
      const asked = work(deal.objectStore("forms"));
      deal.oncomplete = () => { base.close(); done(asked.result); };
      deal.onerror = deal.onabort = () => { base.close(); fail(deal.error); };
    });
  };
  const notices = document.getElementById("notices");
  const say = (words, href) => {
    const box = document.createElement("div");
    box.className = "notice";
    box.dataset.standing = "waiting";
    box.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = words;
    if (href) {
      const link = document.createElement("a");
      link.href = link.textContent = href;
      text.append(" ", link);
    }
    box.append(text);
    notices.replaceChildren(box);
  };
  let isSending = false;
  const sendAll = async () => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (isSending || !navigator.onLine || !token) return;
    isSending = true;
    try {
      for (const kept of await within("readonly", (rows) => rows.getAll())) {
        const body = new FormData();
        for (const [name, value] of kept.values) body.append(name, value);
        body.set("csrfmiddlewaretoken", token.value);
        let answer;
        try {
          answer = await fetch(kept.action, { method: "POST", body });
        } catch {
          return;
        }
        // A server in trouble, or someone else's session: it stays here until next time.
        if (answer.status >= 500 || answer.status === 403) return;
        if (new URL(answer.url).pathname.startsWith("/accounts/")) return;
        await within("readwrite", (rows) => rows.delete(kept.key));
        if (answer.ok) localStorage.removeItem(`loa.draft.${kept.draft}`);
        say(answer.ok ? notices.dataset.sent : notices.dataset.refused, answer.ok ? "" : kept.action);
      }
    } finally {
      isSending = false;
    }
  };
  if (window.indexedDB && notices) {
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (!form.matches("form[data-outbox]") || navigator.onLine) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const values = [...new FormData(form)].filter(([, value]) => !(value instanceof File) || value.size);
      const kept = {
        key: form.elements.key.value,
        action: new URL(form.getAttribute("action") || location.href, location.href).href,
        draft: form.dataset.keepDraft,
        values,
      };
      within("readwrite", (rows) => rows.put(kept)).then(() => say(notices.dataset.kept));
    }, true);
    window.addEventListener("online", sendAll);
    sendAll();
  }
}
