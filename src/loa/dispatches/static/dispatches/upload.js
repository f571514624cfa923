// form[data-send-each]: several files are sent one after the other, each with its progress and
// its answer. One file, or no script: the form goes as it is.
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
    request.upload.addEventListener("progress", (event) => {
      bar.max = event.total;
      bar.value = event.loaded;
      const all = event.loaded === event.total;
      if (all) bar.removeAttribute("value");
      word.textContent = `${file.name}: ${all ? form.dataset.reading : form.dataset.sending}`;
    });
    request.addEventListener("loadend", () => {
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
    if (busy || input.files.length < 2) return;
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
    for (const [file, row] of waiting) await send(file, row);
    busy = false;
  });
}
