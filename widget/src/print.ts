/** One A4, safe in black and white: the card is put beside the page for printing and taken away after it. */

import { h, sheet, svg } from "./dom";
import type { MyList } from "./list";
import { qrPath } from "./qr";
import { readableDay, roleName } from "./sidetext";
import { direction, type Translate } from "./text";
import css from "./print.css";

// While printing, only the card is left of the page around it.
const PAGE = "@media screen{leefstijl-print{display:none!important}}"
  + "@media print{body>:not(leefstijl-print){display:none!important}"
  + "html,body{margin:0!important;padding:0!important;background:#fff!important;height:auto!important;overflow:visible!important}"
  + "leefstijl-print{display:block!important;position:static!important}@page{size:A4;margin:14mm}}";

/** The card as an element; `dense` when there is too much on it for lines to write on. */
export function paper(list: MyList, t: Translate, language: string, link: string): HTMLElement {
  const questions = list.of("question");
  const steps = list.of("step");
  const length = list.items.reduce((sum, item) => sum + 1 + Math.ceil(item.text.length / 70), 0);
  const code = link ? qrPath(link) : null;
  return h("article", {
    lang: language, dir: direction(language), class: length > 70 ? "dense tiny" : length > 26 ? "dense" : length > 16 ? "full" : "airy",
  },
    h("h1", {}, t("listTitle")),
    h("p", { class: "when" },
      h("span", {}, `${t("printWith")}: `, h("b", {}, roleName(t, list.who) || "……………………………")),
      h("span", {}, `${t("printWhen")}: `, h("b", {}, readableDay(list.when, language) || "…………………"))),
    h("ol", {}, ...questions.map((item) => {
      const role = item.role !== list.who && roleName(t, item.role);
      return h("li", {}, h("p", { dir: "auto" }, item.text, role && h("i", {}, ` (${t("for", { role })})`)), h("hr"), h("hr"));
    })),
    steps.length > 0 && h("h2", {}, t("steps")),
    steps.length > 0 && h("ul", {}, ...steps.map((item) => h("li", { dir: "auto" }, item.text))),
    h("h2", {}, t("printNotes")),
    h("div", { class: "notes" }),
    h("footer", {}, h("p", {}, t("printFoot")), code && svg(code.path, code.size, { class: "qr" })));
}

/** Print the card. */
export function printCard(list: MyList, t: Translate, language: string, link: string): void {
  document.querySelectorAll("leefstijl-print").forEach((old) => old.remove());
  const host = document.createElement("leefstijl-print");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet(css)];
  root.append(paper(list, t, language, link));
  document.body.append(host);
  const page = sheet(PAGE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets.filter((each) => each !== page), page];
  const tidy = (): void => {
    host.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== page);
  };
  // Some phones report the end before they have drawn the page, hence the pause.
  addEventListener("afterprint", () => setTimeout(tidy, 1000), { once: true });
  print();
}
