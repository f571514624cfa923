// form[data-outbox]: without a network, what is sent is kept on this device, files too, and sent
// once the network is back; the form is then empty for the next one. The form's own hidden key makes
// a second sending the same one. What the server does not take stays on the device and is brought
// back into its form, files too, until it is taken or thrown away.
// Words for people stand on #notices: data-kept, data-sent, data-refused, data-discard.
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
  const say = (words, refused) => {
    const box = document.createElement("div");
    box.className = "notice";
    box.dataset.standing = "waiting";
    box.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = words;
    box.append(text);
    if (refused) {
      const link = document.createElement("a");
      link.href = `${refused.action}#kept=${refused.key}`;
      link.textContent = refused.action;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.dataset.kind = "quiet";
      button.textContent = notices.dataset.discard;
      button.addEventListener("click", () => forget(refused.key).then(() => box.remove()));
      text.append(" ", link);
      box.append(button);
    }
    notices.replaceChildren(box);
  };
  const all = () => within("readonly", (rows) => rows.getAll());
  const forget = (key) => within("readwrite", (rows) => rows.delete(key));
  let isSending = false;
  const sendAll = async () => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (isSending || !navigator.onLine || !token) return;
    isSending = true;
    try {
      for (const kept of await all()) {
        if (kept.isRefused) continue;
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
        if (answer.ok) {
          await forget(kept.key);
          say(notices.dataset.sent);
        } else {
          await within("readwrite", (rows) => rows.put({ ...kept, isRefused: true }));
        }
      }
    } finally {
      isSending = false;
    }
    await tellRefused();
  };
  const tellRefused = async () => {
    const refused = (await all()).find((kept) => kept.isRefused);
    const form = document.querySelector("form[data-outbox]");
    if (refused && form?.elements.key.value !== refused.key) say(notices.dataset.refused, refused);
  };
  const fill = (form, values, onlyFiles) => {
    for (const field of form.elements) {
      if (!field.name || field.name === "csrfmiddlewaretoken") continue;
      if (onlyFiles && field.type !== "file") continue;
      const given = values.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "file") {
        const files = new DataTransfer();
        for (const file of given) files.items.add(file);
        field.files = files.files;
      } else if (["checkbox", "radio"].includes(field.type)) {
        field.checked = given.includes(field.value);
      } else if (given.length) {
        field.value = given[0];
      }
    }
  };
  // Asked for by the link of the notice, or refused once more: then the page has the newer words.
  const bringBack = async (form) => {
    const key = form.elements.key;
    const asked = new URLSearchParams(location.hash.slice(1)).get("kept");
    const refused = (await all()).find((kept) => kept.isRefused && [asked, key.value].includes(kept.key));
    if (refused) fill(form, refused.values, key.value === refused.key);
  };
  // What was refused goes once another page than its form has answered to it.
  const SENT = "loa.outbox";
  const forgetTaken = async () => {
    const key = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    const form = document.querySelector("form[data-outbox]");
    if (key && form?.elements.key.value !== key) await forget(key);
  };
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  if (window.indexedDB && notices) {
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (!form.matches("form[data-outbox]")) return;
      if (navigator.onLine) {
        sessionStorage.setItem(SENT, form.elements.key.value);
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      const kept = {
        key: form.elements.key.value,
        action: new URL(form.getAttribute("action") || location.href, location.href).href.split("#")[0],
        values: [...new FormData(form)].filter(([, value]) => !(value instanceof File) || value.size),
      };
      within("readwrite", (rows) => rows.put(kept)).then(() => {
        localStorage.removeItem(`loa.draft.${form.dataset.keepDraft}`);
        form.reset();
        form.elements.key.value = newKey();
        say(notices.dataset.kept);
        notices.scrollIntoView({ block: "nearest" });
      });
    }, true);
    window.addEventListener("online", sendAll);
    forgetTaken().then(() => Promise.all([...document.querySelectorAll("form[data-outbox]")].map(bringBack))).then(sendAll);
  }
}
