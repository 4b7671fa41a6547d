"use strict";
// Uploads the chosen manuscript, follows its job and shows the links; nothing of it is ever read as HTML.
const find = (id) => document.getElementById(id);

async function ask(path, options = {}) {
  const key = find("key");
  const headers = key ? { Authorization: `Bearer ${key.value}` } : {};
  const answer = await fetch(path, { ...options, headers });
  return [answer, await answer.json()];
}

async function save(link, name) {
  const key = find("key");
  const answer = await fetch(link, { headers: key ? { Authorization: `Bearer ${key.value}` } : {} });
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(await answer.blob());
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(anchor.href);
}

function show(job) {
  find("job").hidden = false;
  find("name").textContent = job.file ? job.file.name : "";
  find("progress").value = job.progress || 0;
  const failed = job.error || (job.code ? job : null);
  const counts = Object.entries(job.diagnostics || {}).map(([severity, count]) => `${severity}: ${count}`);
  find("state").textContent = failed ? `${failed.title}. ${failed.detail}` : [job.state, job.stage, ...counts].filter(Boolean).join(" · ");
  find("state").className = failed ? "failed" : "";
  find("links").replaceChildren(...list(job));
}

function* list(job) {
  if (job.state !== "finished") return;
  for (const name of ["article.xml", "report.json", "package.zip"]) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.textContent = name;
    button.addEventListener("click", () => save(job.links[name], name));
    item.append(button);
    yield item;
  }
}

find("upload").addEventListener("submit", async (event) => {
  event.preventDefault();
  let [answer, job] = await ask("/api/v1/conversions", { method: "POST", body: new FormData(event.target) });
  show(job);
  while (answer.ok && ["queued", "running"].includes(job.state)) {
    [answer, job] = await ask(`${job.links.self}?wait=5`);
    show(job);
  }
});
