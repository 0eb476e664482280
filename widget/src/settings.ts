/** "Meer": size of the text, language, begin again, wipe. */

import { h } from "./dom";
import type { Host } from "./panel";
import type { Key, Translate } from "./text";

/** The interface languages with the names their readers use. */
export const LANGUAGES: Record<string, string> = {
  nl: "Nederlands", en: "English", de: "Deutsch", fr: "Français", tr: "Türkçe", pl: "Polski", ar: "العربية",
  uk: "Українська",
};

export interface SettingsOptions {
  t: Translate;
  language: string;
  size: number;
  resize(size: number): void;
  host: Host;
}

/** The contents of that view. */
export function settings(o: SettingsOptions): HTMLElement {
  const { t } = o;
  const sizes = [1, 2, 3].map((n) => h("button", {
    type: "button", class: `square a${n}`, "aria-label": t("sizeN", { n }), "aria-pressed": String(n === o.size),
    click: () => {
      sizes.forEach((each, i) => each.setAttribute("aria-pressed", String(i + 1 === n)));
      o.resize(n);
    },
  }, "A"));
  const choice = h("select", { id: "language", change: () => o.host.setAttribute("language", choice.value) },
    ...Object.entries(LANGUAGES).map(([code, name]) => h("option", { value: code, lang: code }, name)));
  choice.value = o.language;

  const sure = h("div", { class: "sure", hidden: true });
  const done = (act: () => void) => (): void => {
    sure.hidden = true;
    act();
  };
  const button = (look: string, key: Key, click: (event: Event) => void): HTMLElement =>
    h("button", { type: "button", class: look, click }, t(key));
  const ask = (words: Key, ...answers: [Key, () => void][]) => (event: Event): void => {
    const from = event.currentTarget as HTMLElement;
    sure.replaceChildren(h("p", { tabindex: -1 }, t(words)), h("div", { class: "row" },
      ...answers.map(([key, act]) => button("primary", key, done(act))),
      button("soft", "cancel", done(() => from.focus()))));
    sure.hidden = false;
    (sure.firstChild as HTMLElement).focus();
  };
  return h("div", { class: "settings" },
    h("div", { role: "group", "aria-label": t("size") }, h("p", { class: "name" }, t("size")), h("div", { class: "row" }, ...sizes)),
    h("div", {}, h("label", { for: "language" }, t("language")), choice),
    h("div", { class: "row" },
      button("soft", "restart", ask("restartSure", ["restart", () => void o.host.restart()])),
      button("soft", "end", ask("endSure", ["endChat", () => void o.host.end(false)], ["endAll", () => void o.host.end(true)]))),
    sure);
}
