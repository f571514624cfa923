// form[data-outbox]: what is sent is kept on this device first, files too, until the server says that
// it took it (the cookie loa_taken). So neither a missing network nor a lost answer loses it: it is sent
// again, by its officer alone, once there is a network and a page of Loa. The form's own hidden key makes
// a second sending the same one. What the server does not take comes back into its form, files too.
// Words for people stand on #notices: data-kept, -unkept, -sent, -refused, -discard, -signin, -login, -other.
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
  const words = notices?.dataset;
  const officer = document.body.dataset.officer;
  let said;
  const say = (text, href, name, discards) => {
    said = text;
    const box = document.createElement("div");
    box.className = "notice";
    box.dataset.standing = "waiting";
    box.setAttribute("role", "status");
    const line = document.createElement("p");
    line.textContent = text;
    box.append(line);
    if (href) {
      const link = document.createElement("a");
      link.href = href;
      link.textContent = name;
      line.append(" ", link);
    }
    if (discards) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.dataset.kind = "quiet";
      button.textContent = words.discard;
      button.addEventListener("click", () => forget(discards).then(() => box.remove()));
      box.append(button);
    }
    notices.replaceChildren(box);
  };
  const all = () => within("readonly", (rows) => rows.getAll());
  const put = (kept) => within("readwrite", (rows) => rows.put(kept));
  const forget = (key) => within("readwrite", (rows) => rows.delete(key));
  const isTaken = (key) => document.cookie.includes(`loa_taken=${key}`);
  const isElsewhere = (kept) => officer && kept.by && kept.by !== officer;
  // On its way from another tab, perhaps: that one says within a minute what became of it.
  const TRIED = "loa.outbox";
  const tried = sessionStorage.getItem(TRIED);
  const waits = (kept) => !kept.isRefused && !kept.isShelved && (kept.key === tried || !(Date.now() - kept.triedAt < 60000));
  const askToSignIn = () => say(words.signin, `/accounts/login/?next=${encodeURIComponent(location.pathname)}`, words.login);
  const post = (kept, token) => {
    const body = new FormData();
    for (const [name, value] of kept.values) body.append(name, value);
    body.set("csrfmiddlewaretoken", token);
    return fetch(kept.action, { method: "POST", body });
  };
  const send = async (kept, token) => {
    let answer = await post(kept, token);
    if (answer.status === 403) {
      // Somebody has signed in anew since this page was opened: its token is old.
      const fresh = /csrfmiddlewaretoken" value="(\w+)"/.exec(await (await fetch(kept.action)).text());
      if (fresh) answer = await post(kept, fresh[1]);
    }
    if (isTaken(kept.key)) {
      await forget(kept.key);
      say(words.sent);
    } else if (answer.ok) {
      askToSignIn();
      return true;
    } else if (answer.status < 500 && answer.status !== 429) {
      await put({ ...kept, isRefused: true });
    }
  };
  const sendWaiting = async () => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    const waiting = (await all()).filter(waits);
    if (!waiting.length) {
      if (said === words.kept) say(words.sent);  // another tab was quicker
    } else if (!officer) {
      if (location.pathname.startsWith("/accounts/")) say(words.signin);
    } else if (waiting.every(isElsewhere)) say(words.other);
    else for (const kept of waiting) if (!isElsewhere(kept) && await send(kept, token.value)) break;
    const refused = (await all()).find((kept) => kept.isRefused && !isElsewhere(kept));
    const form = document.querySelector("form[data-outbox]");
    if (officer && refused && form?.elements.key.value !== refused.key) say(words.refused, `${refused.action}#kept=${refused.key}`, refused.action, refused.key);
  };
  const sendAll = () => {
    if (!navigator.onLine) return;
    const sending = () => sendWaiting().catch(() => {});  // the network went again: next time
    return navigator.locks ? navigator.locks.request(NAME, sending) : sending();
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
  // Asked for by the link of the notice, refused by its page, or opened again after a lost answer:
  // in the latter two the page has the newer words, and whoever sits there sends it.
  const bringBack = async (form) => {
    const key = form.elements.key;
    const asked = new URLSearchParams(location.hash.slice(1)).get("kept");
    const kept = (await all()).find((each) => each.key === key.value || (each.isRefused && each.key === asked));
    if (!kept) return;
    fill(form, kept.values, key.value === kept.key);
    if (!kept.isRefused) await put({ ...kept, isShelved: true });
  };
  const forgetTaken = async () => {
    for (const kept of await all()) if (isTaken(kept.key)) await forget(kept.key);
  };
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const keep = async (form, isOnline) => {
    const key = form.elements.key.value;
    const old = (await all()).find((each) => each.key === key);
    await put({
      key,
      by: officer,
      action: new URL(form.getAttribute("action") || location.href, location.href).href.split("#")[0],
      values: [...new FormData(form)].filter(([, value]) => !(value instanceof File) || value.size),
      triedAt: isOnline && Date.now(),
      isRefused: isOnline && old?.isRefused,
    });
  };
  if (window.indexedDB && notices) {
    let going;
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (!form.matches("form[data-outbox]") || going === form) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const isOnline = navigator.onLine;
      const kept = keep(form, isOnline);
      if (isOnline) {
        // Without room to keep it, it goes as any form does.
        kept.catch(() => {}).then(() => {
          sessionStorage.setItem(TRIED, form.elements.key.value);
          going = form;
          form.requestSubmit(event.submitter);
          going = null;
        });
        return;
      }
      kept.then(() => {
        localStorage.removeItem(`loa.draft.${form.dataset.keepDraft}`);
        form.reset();
        form.elements.key.value = newKey();
        say(words.kept);
      }, () => say(words.unkept)).then(() => notices.scrollIntoView({ block: "nearest" }));
    }, true);
    window.addEventListener("online", sendAll);
    forgetTaken().then(() => Promise.all([...document.querySelectorAll("form[data-outbox]")].map(bringBack))).then(sendAll);
  }
}
