/** The clinician's page: from choices to link, QR code, letter text, leaflet and preview. All of it stays in this browser. */

import { qrPath } from "./qr";
import { formatStart, isDay, MAX_QUESTIONS, parseStart, type Start } from "./start";

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const form = byId<HTMLFormElement>("keuze");
const leaflet = byId("blad");
const SVG = "http://www.w3.org/2000/svg";
const PNG_SIZE = 1024; // pixels, about 9 cm in print

const boxes = (name: string): HTMLInputElement[] => [...form.querySelectorAll<HTMLInputElement>(`input[name=${name}]`)];
const chosen = (name: string): HTMLInputElement[] =>
  boxes(name).filter((each) => each.checked && !each.closest<HTMLElement>("[hidden]"));
const fill = (template: string, words: Record<string, string>): string =>
  template.replace(/\{(\w+)\}/g, (_, key: string) => words[key] ?? "");

function start(): Start {
  const date = byId<HTMLInputElement>("datum").value;
  return {
    moment: chosen("moment")[0]?.value,
    themes: chosen("theme").map((each) => each.value),
    role: byId<HTMLSelectElement>("rol").value || undefined,
    date: isDay(date) ? date : undefined,
    questions: chosen("question").map((each) => each.value).slice(0, MAX_QUESTIONS),
  };
}

/** A date that is gone, or so old that it looks like a date of birth, has no place in the link. */
function dateTrouble(): string {
  const field = byId<HTMLInputElement>("datum");
  if (!field.value && !field.validity.badInput) return "";
  const today = new Date();
  const yesterday = new Date(today.getTime() - 864e5).toISOString().slice(0, 10);
  const far = `${today.getFullYear() + 3}-12-31`;
  if (!isDay(field.value) || field.value < yesterday || field.value > far) {
    return "Vul de dag van het volgende gesprek in. Een geboortedatum of een dag die voorbij is, kan hier niet.";
  }
  return "";
}

function draw(place: HTMLElement, link: string, label: string): SVGSVGElement | null {
  const code = qrPath(link);
  if (!code) return null;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${code.size} ${code.size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  svg.setAttribute("shape-rendering", "crispEdges");
  const paper = document.createElementNS(SVG, "rect");
  paper.setAttribute("width", "100%");
  paper.setAttribute("height", "100%");
  paper.setAttribute("fill", "#fff");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", code.path);
  path.setAttribute("fill", "#000");
  svg.append(paper, path);
  place.replaceChildren(svg);
  return svg;
}

function download(name: string, data: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(data);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function png(link: string): void {
  const code = qrPath(link);
  if (!code) return;
  const scale = Math.max(1, Math.floor(PNG_SIZE / code.size));
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = code.size * scale;
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(scale, scale);
  pen.fillStyle = "#000";
  pen.fill(new Path2D(code.path));
  canvas.toBlob((data) => data && download("leefstijlmoment-qr.png", data), "image/png");
}

const say = (words: string): void => { byId("melding").textContent = words; };

function showPreview(open: boolean): void {
  const place = byId("voorbeeld");
  byId("toon").setAttribute("aria-expanded", String(open));
  place.hidden = !open;
  if (!open) return void place.replaceChildren();
  const frame = document.createElement("iframe");
  frame.title = "Voorbeeld: dit ziet de patiënt";
  const query = new URLSearchParams({ ...(organisation && { organisation }), preview: "1" });
  frame.src = `/embed?${query}#${formatStart(start())}`;
  place.replaceChildren(frame);
}

const organisation = form.dataset.organisation ?? "";
let link = "";

function fillLeaflet(words: Record<string, string>, given: Start): void {
  const { heading = "", intro = "", questions = "", appointment = "" } = leaflet.dataset;
  byId("blad-kop").textContent = fill(heading, words);
  byId("blad-intro").textContent = fill(intro, words);
  byId("blad-link").textContent = link;
  byId("blad-datum").textContent = given.date ? fill(appointment, words) : "";
  const list = chosen("question").map((each) => {
    const item = document.createElement("li");
    item.textContent = each.dataset.text ?? "";
    return item;
  });
  const place = byId("blad-vragen");
  place.replaceChildren();
  if (!list.length) return;
  const title = document.createElement("h2");
  title.textContent = fill(questions, words);
  const items = document.createElement("ul");
  items.append(...list);
  place.append(title, items);
}

/** Only the questions of the chosen moment are shown, and no more of them can be ticked than a link holds. */
function fitQuestions(moment: string | undefined): void {
  form.querySelectorAll<HTMLElement>(".questions").forEach((each) => { each.hidden = each.dataset.moment !== moment; });
  document.querySelectorAll<HTMLElement>(".guide").forEach((each) => { each.hidden = each.dataset.moment !== moment; });
  byId("vragen-eerst").hidden = !!moment;
  const full = chosen("question").length >= MAX_QUESTIONS;
  boxes("question").forEach((each) => { each.disabled = full && !each.checked; });
  byId("vragen-vol").textContent = full ? `U heeft ${MAX_QUESTIONS} vragen gekozen. Meer past niet.` : "";
}

function update(): void {
  const trouble = dateTrouble();
  byId("datum-fout").textContent = trouble;
  byId("datum").setAttribute("aria-invalid", String(!!trouble));
  const moment = chosen("moment")[0];
  fitQuestions(moment?.value);
  const ready = !!moment && !trouble;
  byId("resultaat").hidden = !ready;
  document.body.classList.toggle("blad-klaar", ready);
  say("");
  showPreview(false);
  if (!ready) return;
  const given = start();
  link = `${location.origin}/gesprek#${formatStart(given, organisation || undefined)}`;
  const role = byId<HTMLSelectElement>("rol");
  const fallback = [...role.options].find((each) => each.value === moment.dataset.role);
  const words = {
    moment: moment.dataset.short ?? "",
    role: (role.value ? role.selectedOptions[0] : fallback)?.dataset.spoken ?? "",
    date: given.date ? new Date(`${given.date}T12:00:00`).toLocaleDateString("nl-NL", { dateStyle: "long" }) : "",
  };
  byId<HTMLTextAreaElement>("link").value = link;
  byId<HTMLTextAreaElement>("tekst").value = `${fill(leaflet.dataset.message ?? "", words)}\n\n${link}`;
  const svg = draw(byId("qr"), link, "QR-code van de link voor de patiënt");
  draw(byId("blad-qr"), link, "QR-code van de link");
  if (svg) {
    const copy = svg.cloneNode(true) as SVGSVGElement;
    copy.setAttribute("xmlns", SVG);
    const file = new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
    const place = byId<HTMLAnchorElement>("qr-svg");
    if (place.href) URL.revokeObjectURL(place.href);
    place.href = URL.createObjectURL(file);
  }
  fillLeaflet(words, given);
}

/** A link that is opened again to change something fills in the form. */
function restore(): void {
  const before = parseStart(location.hash)?.start;
  if (!before) return;
  boxes("moment").forEach((each) => { each.checked = each.value === before.moment; });
  boxes("theme").forEach((each) => { each.checked = !!before.themes?.includes(each.value); });
  boxes("question").forEach((each) => {
    each.checked = !!before.questions?.includes(each.value);
    if (each.checked) each.closest("details")?.setAttribute("open", "");
  });
  byId<HTMLSelectElement>("rol").value = before.role ?? "";
  byId<HTMLInputElement>("datum").value = before.date ?? "";
}

form.addEventListener("input", update);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(update));
byId("qr-png").addEventListener("click", () => png(link));
byId("afdrukken").addEventListener("click", () => print());
byId("toon").addEventListener("click", () => showPreview(byId("voorbeeld").hidden));
document.querySelectorAll<HTMLElement>("[data-copy]").forEach((button) => button.addEventListener("click", async () => {
  const field = byId<HTMLTextAreaElement>(button.dataset.copy!);
  try {
    await navigator.clipboard.writeText(field.value);
    say("Gekopieerd.");
  } catch {
    field.select();
    say("Kopiëren lukt niet vanzelf. De tekst is geselecteerd: druk op Ctrl en C.");
  }
}));
restore();
update();
