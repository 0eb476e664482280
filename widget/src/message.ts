/** The look of each message kind, and the same words for reading aloud and for screen readers. */

import crisis from "crisis-copy";
import { h, hidden, paragraphs } from "./dom";
import { choiceIcon, icon } from "./icons";
import { side, sideNow } from "./late";
import type { MyList } from "./list";
import type { Rich } from "./rich";
import { clean, loose, phoneLink, webLink, type Contact, type Message } from "./shape";
import { direction, type Texts, type Translate } from "./text";

/** What messages need from the widget around them. */
export interface Surroundings {
  t: Translate;
  texts: Texts;
  language: string;
  list: MyList;
  choose(title: string, choice: string): void;
  openList(): void;
  announce(words: string, language?: string): void;
  /** The pictogram of a moment or theme. */
  picture(label: string): SVGElement | null;
}

/** Large buttons that call or open a help line; without a safe address only the words. */
export function contactList(contacts: Contact[], t: Translate): HTMLElement {
  return h("ul", { class: "contacts", part: "contacts" }, ...contacts.map((contact) => {
    const tel = phoneLink(contact.phone);
    const url = webLink(contact.url);
    const name = contact.name.replace(contact.phone, "").trim();
    return h("li", {},
      tel
        ? h("a", { class: "call", href: tel }, icon("help"),
          h("span", {}, h("strong", {}, t("call", { name: contact.phone })), name && h("span", { class: "sub" }, name)))
        : h("p", { class: "contact" }, contact.name),
      url && h("a", { class: "visit", href: url, target: "_blank", rel: "noopener noreferrer" },
        t("visit", { name: new URL(url).hostname.replace(/^www\./, "") }), hidden(` (${t("window")})`)));
  }));
}

/** The copy of the crisis message that needs no service. */
export function staticCrisis(t: Translate, extra: Contact[] = [], lead = ""): HTMLElement {
  return h("div", { class: "crisis", part: "crisis" },
    lead ? h("p", { class: "lead" }, lead) : null,
    !lead && h("div", { lang: "nl", dir: "ltr" }, ...paragraphs(crisis.text)),
    h("div", { lang: "nl", dir: "ltr" }, contactList([...crisis.contacts, ...extra], t)));
}

export const staticCrisisWords = (): string =>
  [crisis.text, ...crisis.contacts.map((c) => [c.name, c.phone].filter(Boolean).join(": "))].join("\n");

/** Read-aloud button with its own stop. */
function readAloud(words: string, language: string, t: Translate): HTMLElement | false {
  if (!("speechSynthesis" in window)) return false;
  let busy = false;
  const label = h("span", {}, t("speak"));
  const show = (on: boolean): void => {
    busy = on;
    label.textContent = t(on ? "stop" : "speak");
    button.classList.toggle("busy", on);
  };
  const button = h("button", {
    type: "button", class: "quiet",
    click: async () => {
      const { hush, speak } = await side();
      if (busy) return hush();
      show(true);
      speak(words, language, () => show(false));
    },
  }, h("span", { class: "icons" }, icon("speak"), icon("stop")), label);
  return button;
}

/** What is shown and said of a message; cards and questions come from the side part when that is there. */
export function readOut(message: Message, around: Surroundings): Rich {
  const side = message.rich && sideNow();
  if (side) return side.enrich(message, around);
  const card = loose(message.raw.card);
  const words = [message.text, ...["link", "title", "text", "caution"].map((part) => clean(card[part], 4000))];
  const text = [...new Set(words)].filter(Boolean).join("\n\n");
  return { intro: text, words: text, language: message.language || "nl", questions: [], nodes: [] };
}

/** All words of a message in reading order. */
export function wordsOf(message: Message, rich: Rich): string {
  return [
    rich.words, ...message.contacts.map((c) => [c.name, c.phone].filter(Boolean).join(": ")),
    message.choices.map((c) => c.title).join(", "),
  ].filter(Boolean).join("\n");
}

/** One message of the service as a list item. */
export function renderMessage(message: Message, around: Surroundings): HTMLLIElement {
  const { t, language } = around;
  const rich = readOut(message, around);
  const own = { lang: rich.language, dir: direction(rich.language) };
  const ui = { lang: language, dir: direction(language) };
  const choices = message.choices.map((choice) => {
    const button = h("button", {
      type: "button", class: "choice", part: "choice",
      click: () => {
        if (button.ariaDisabled === "true") return;
        button.classList.add("chosen");
        button.append(icon("check")!, hidden(` (${t("chosen")})`));
        around.choose(choice.title, choice.choice);
      },
    }, choiceIcon(choice.choice), h("span", {}, choice.title));
    return button;
  });
  const look = message.raw.card ? "card" : message.kind;
  return h("li", { class: `bot ${look}`, part: `message ${look}` },
    h("span", { class: "sr", ...ui }, t("bot")),
    h("div", { class: "bubble", ...own },
      message.kind === "crisis" && h("h3", ui, t("crisisTitle")),
      ...paragraphs(rich.intro),
      message.contacts.length > 0 && contactList(message.contacts, t),
      ...rich.nodes,
      h("div", { class: "tools", ...ui },
        readAloud(wordsOf(message, rich), rich.language, t),
        message.because && h("details", {}, h("summary", {}, t("because")), h("p", own, message.because)))),
    choices.length > 0 && h("div", { class: "choices", role: "group", "aria-label": rich.intro.slice(0, 120) || t("bot"), ...own }, ...choices));
}
