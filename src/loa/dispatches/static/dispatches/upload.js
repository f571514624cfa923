// form[data-send-each]: files are sent one after the other, each with its progress and its answer;
// after a single good one its letter is opened. Without script the form goes as it is.
for (const form of document.querySelectorAll("form[data-send-each]")) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector(".sent");
  let busy = false;

  const send = (file, row) => new Promise((done) => {
    const data = new FormData(form);
    data.delete(input.name);
    data.append(input.name, file);
    const request = new XMLHttpRequest();
    const [word, bar] = row.children;
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    // Seconds are for the eye alone: a list that is read aloud must not count.
    const seconds = document.createElement("span");
    seconds.setAttribute("aria-hidden", "true");
    let read = 0;
    let ticking = 0;
    let page = "";
    const tick = async () => {
      read += 1;
      const words = form.dataset.seconds.replace("0", read);
      seconds.textContent = page ? `${page} · ${read} s` : words;
      if (read % 2) return;
      const answer = await fetch(form.dataset.page).catch(() => null);
      if (answer?.ok) page = await answer.text();
    };
    request.upload.addEventListener("progress", (event) => {
      bar.max = event.total;
      bar.value = event.loaded;
      const all = event.loaded === event.total;
      if (all) bar.removeAttribute("value");
      word.textContent = `${file.name}: ${all ? form.dataset.reading : form.dataset.sending}`;
      if (!all || ticking) return;
      word.after(seconds);
      ticking = setInterval(tick, 1000);
    });
    request.addEventListener("loadend", () => {
      clearInterval(ticking);
      seconds.remove();
      if (request.status === 200) row.outerHTML = request.responseText;
      else {
        word.textContent = `${file.name}: ${form.dataset.broken}`;
        bar.remove();
      }
      done();
    });
    request.send(data);
  });

  form.addEventListener("submit", async (event) => {
    if (busy) event.preventDefault();
    if (busy || input.files.length < 1) return;
    event.preventDefault();
    busy = true;
    list.hidden = false;
    const waiting = [...input.files].map((file) => {
      const row = document.createElement("li");
      const word = document.createElement("span");
      word.textContent = `${file.name}: ${form.dataset.waiting}`;
      const bar = document.createElement("progress");
      bar.value = 0;
      bar.setAttribute("aria-label", file.name);
      row.append(word, bar);
      list.append(row);
      return [file, row];
    });
    input.value = "";
    list.parentElement.querySelector(".first")?.remove();
    for (const [file, row] of waiting) await send(file, row);
    busy = false;
    const first = list.querySelector("li:has([data-standing=done]) a");
    if (!first) return;
    if (waiting.length === 1) {
      location.href = first.href;
      return;
    }
    const next = document.createElement("p");
    next.className = "first";
    const link = document.createElement("a");
    link.className = "button";
    link.dataset.kind = "primary";
    link.href = first.href;
    link.textContent = form.dataset.first;
    next.append(link);
    list.after(next);
    link.focus({ preventScroll: true });
  });
}
