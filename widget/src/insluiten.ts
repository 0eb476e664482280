/** The page that makes the snippet for an organisation's own site, with a live preview beside it. */

import { formatStart } from "./start";

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const form = byId<HTMLFormElement>("keuze");
const organisation = form.dataset.organisation ?? "";

interface Wanted { mode: string; moment: string; language: string }

const wanted = (): Wanted => {
  const data = new FormData(form);
  const one = (name: string): string => String(data.get(name) ?? "");
  return { mode: one("mode"), moment: one("moment"), language: one("language") };
};

function attributes({ mode, moment, language }: Wanted): [string, string][] {
  const given: [string, string][] = [
    ["organisation", organisation], ["moment", moment], ["language", language], ["mode", mode === "inline" ? mode : ""],
  ];
  return given.filter(([, value]) => value);
}

function frameAddress({ moment, language }: Wanted, preview = ""): string {
  const given = [["organisation", organisation], ["language", language], ["preview", preview]];
  const query = new URLSearchParams(given.filter(([, value]) => value));
  const start = moment ? `#${formatStart({ moment })}` : "";
  return `${location.origin}/embed${query.size ? `?${query}` : ""}${start}`;
}

function snippet(choice: Wanted): string {
  if (choice.mode === "iframe") {
    return `<iframe src="${frameAddress(choice).replace(/&/g, "&amp;")}" title="Leefstijlmoment"\n  width="400" height="640" allow="clipboard-write"></iframe>`;
  }
  const given = attributes(choice).map(([name, value]) => ` ${name}="${value}"`).join("");
  return `<script type="module" src="${location.origin}/widget.js"></script>\n<leefstijl-moment${given}></leefstijl-moment>`;
}

function preview(choice: Wanted): HTMLElement {
  if (choice.mode === "iframe") {
    const frame = document.createElement("iframe");
    frame.src = frameAddress(choice, "1");
    frame.title = "Voorbeeld van de chat";
    return frame;
  }
  const element = document.createElement("leefstijl-moment");
  [...attributes(choice), ["preview", ""]].forEach(([name, value]) => element.setAttribute(name!, value!));
  return element;
}

function update(): void {
  const choice = wanted();
  byId<HTMLTextAreaElement>("code").value = snippet(choice);
  byId("policy").hidden = choice.mode === "iframe";
  byId("policy-frame").hidden = choice.mode !== "iframe";
  byId("voorbeeld").replaceChildren(preview(choice));
  byId("melding").textContent = "";
}

form.addEventListener("input", update);
form.addEventListener("submit", (event) => event.preventDefault());
byId("kopieer").addEventListener("click", async () => {
  const field = byId<HTMLTextAreaElement>("code");
  try {
    await navigator.clipboard.writeText(field.value);
    byId("melding").textContent = "Gekopieerd.";
  } catch {
    field.select();
    byId("melding").textContent = "De code is geselecteerd: druk op Ctrl en C.";
  }
});
update();
