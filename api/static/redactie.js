/** The desk: language hits while typing, and the changed file or patch to take along. Nothing is stored. */

const field = document.getElementById("tekst");
const place = document.getElementById("opmerkingen");
const say = (words) => { document.getElementById("melding").textContent = words; };
const WAIT = 500; // milliseconds after the last key

function show(hits) {
  if (!hits.length) {
    place.replaceChildren(Object.assign(document.createElement("p"), { textContent: "Geen opmerkingen." }));
    return;
  }
  const list = document.createElement("ul");
  for (const hit of hits) {
    const item = document.createElement("li");
    const rule = Object.assign(document.createElement("strong"), { textContent: `${hit.fails ? "Herstel" : "Advies"}: ${hit.rule}` });
    const sentence = Object.assign(document.createElement("span"), { className: "note", textContent: `“${hit.sentence}”` });
    item.append(rule, `. ${hit.reason}. ${hit.remedy}.`, document.createElement("br"), sentence);
    list.append(item);
  }
  place.replaceChildren(list);
}

async function post(path) {
  const answer = await fetch(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text: field.value }),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}

function download(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

if (field) {
  let timer = 0;
  let asked = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const mine = ++asked;
      try {
        const { hits } = await (await post(field.dataset.check)).json();
        if (mine === asked) show(hits);
        say("");
      } catch {
        say("Nakijken lukt nu niet. Bent u nog ingelogd?");
      }
    }, WAIT);
  });
  document.getElementById("bestand")?.addEventListener("click", () => download(field.dataset.name, field.value));
  document.getElementById("patch")?.addEventListener("click", async () => {
    try {
      const patch = await (await post(field.dataset.patch)).text();
      if (patch) download(field.dataset.name.replace(/\.md$/, ".patch"), patch);
      else say("Er is niets veranderd.");
    } catch {
      say("De patch maken lukt nu niet. Bent u nog ingelogd?");
    }
  });
}
