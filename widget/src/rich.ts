/** Cards and questions: the messages that are more than words, choices and telephone numbers. */

import { h, hidden, paragraphs, type Child } from "./dom";
import { icon } from "./sideicons";
import type { MyList } from "./list";
import type { Surroundings } from "./message";
import { clean, code, list as listOf, loose, webLink, words, type Message } from "./shape";
import { readableDay, roleName, sideWords } from "./sidetext";
import { direction } from "./text";

export interface Question { id: string; text: string; role: string; moment: string; themes: string[] }
export interface Source { title: string; organisation: string; url: string; checked_on: string }
export interface Card {
  id: string; title: string; text: string; link: string; step: string; caution: string;
  moments: string[]; themes: string[]; sources: Source[];
  review: { status: string; reviewed_by: string; reviewed_on: string };
  language: string;
}
export interface Rich { intro: string; words: string; language: string; questions: Question[]; nodes: Child[] }

function readCard(value: unknown): Card | null {
  const item = loose(value);
  const review = loose(item.review);
  const title = clean(item.title);
  const text = clean(item.text, 4000);
  if (!title && !text) return null;
  return {
    id: clean(item.id, 100), title, text, link: clean(item.link, 600), step: clean(item.step, 400),
    caution: clean(item.caution, 1000), moments: words(item.moments), themes: words(item.themes),
    sources: listOf(item.sources, (each) => {
      const source = loose(each);
      return {
        title: clean(source.title), organisation: clean(source.organisation, 120),
        url: clean(source.url, 500), checked_on: clean(source.checked_on, 10),
      };
    }, 8),
    review: {
      status: clean(review.status, 20), reviewed_by: clean(review.reviewed_by, 120),
      reviewed_on: clean(review.reviewed_on, 10),
    },
    language: code(item.language),
  };
}

function readQuestions(value: unknown): Question[] {
  return listOf(value, (each) => {
    const q = loose(each);
    return {
      id: clean(q.id, 100), text: clean(q.text), role: clean(q.role, 40), moment: clean(q.moment, 40), themes: words(q.themes),
    };
  }).filter((q) => q.id && q.text);
}

/** Put the questions with the `wanted` ids on the list: a clinician chose them in the link. */
export function tick(list: MyList, messages: Message[], wanted: string[]): void {
  messages.flatMap((message) => readQuestions(message.raw.questions)).filter((q) => wanted.includes(q.id))
    .forEach((q) => list.add("question", q.text, q.id, q.role));
}

/** The intro of a message without what its card or questions say again. */
function introOf(text: string, card: Card | null, questions: Question[]): string {
  if (card && [card.title, card.link, card.text].some((part) => part && text.includes(part))) return "";
  return text.split("\n").filter((line) => !questions.some((q) => line.includes(q.text))).join("\n").trim();
}

/** A button that puts something on the list and takes it off again. */
function toggle(list: MyList, id: string, on: string, off: string, add: () => void): HTMLElement {
  const words = h("span");
  const button = h("button", {
    type: "button", class: "soft toggle",
    click: () => (list.has(id) ? list.remove(id) : add()),
  }, icon("check"), words);
  const show = (): void => {
    button.setAttribute("aria-pressed", String(list.has(id)));
    words.textContent = list.has(id) ? on : off;
  };
  list.watch(show);
  show();
  return button;
}

function questionBoxes(questions: Question[], around: Surroundings): HTMLElement {
  const { t, list } = around;
  const note = h("p", { class: "small" });
  const open = h("button", { type: "button", class: "soft", click: () => around.openList() }, icon("list"), h("span"));
  const count = (): void => { open.lastChild!.textContent = t("openList", { n: list.of("question").length }); };
  list.watch(count);
  count();
  return h("fieldset", { part: "questions" },
    h("legend", { lang: around.language, dir: direction(around.language) }, t("tick")),
    ...questions.map((question) => {
      const box = h("input", {
        type: "checkbox",
        change: () => {
          note.textContent = "";
          if (!box.checked) list.remove(question.id);
          else if (!list.add("question", question.text, question.id, question.role)) {
            box.checked = list.has(question.id);
            note.textContent = t("full");
            around.announce(t("full"));
          }
        },
      });
      const show = (): void => { box.checked = list.has(question.id); };
      list.watch(show);
      show();
      const role = roleName(t, question.role);
      return h("label", { class: "tick" }, box, h("span", {}, question.text,
        role && h("span", { class: "sub", lang: around.language }, t("for", { role }))));
    }),
    note, open);
}

function cardParts(card: Card, around: Surroundings): Child[] {
  const { t, language, list } = around;
  const { status, reviewed_by: by, reviewed_on: on } = card.review;
  const ui = { lang: language, dir: direction(language) };
  const review = status === "approved" ? t("approved", { name: by, date: readableDay(on, language) })
    : t(status === "expired" ? "expired" : "draft");
  const stepId = `step-${card.id}`;
  return [
    card.link && h("p", { class: "link" }, card.link),
    h("h3", {}, around.picture(card.themes[0] ?? ""), h("span", {}, card.title)),
    ...paragraphs(card.text),
    card.caution && h("div", { class: "caution" }, h("strong", ui, t("caution")), ...paragraphs(card.caution)),
    card.step && h("div", { class: "step" }, h("strong", ui, t("step")), h("p", {}, card.step),
      h("div", ui, toggle(list, stepId, t("stepOn"), t("stepAdd"), () => list.add("step", card.step, stepId)))),
    h("div", { class: "small" },
      ...card.sources.map((source) => {
        const url = webLink(source.url);
        const title = [source.organisation, source.title].filter(Boolean).join(": ");
        const day = readableDay(source.checked_on, language);
        return h("p", {}, h("span", ui, `${t("source")}: `),
          url ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title, hidden(` (${t("window")})`)) : title,
          day && h("span", ui, `, ${t("checked", { date: day })}`));
      }),
      h("p", { ...ui, class: `review ${status === "approved" ? "ok" : ""}` }, review)),
  ];
}

/** What a rich message holds, its words in reading order for screen readers, and its look. */
export function enrich(message: Message, core: Surroundings): Rich {
  const t = sideWords(core.texts);
  const around = { ...core, t };
  const { list } = around;
  const card = readCard(message.raw.card);
  const questions = readQuestions(message.raw.questions);
  const own = clean(message.raw.own_question);
  const intro = introOf(message.text, card, questions);
  const askId = `ask-${own}`;
  const ui = { lang: around.language, dir: direction(around.language) };
  return {
    intro, questions, language: message.language || card?.language || "nl",
    words: [
      intro, card?.link, card?.title, card?.text, card?.caution && `${t("caution")}: ${card.caution}`,
      card?.step && `${t("step")}: ${card.step}`, ...questions.map((q) => q.text), own,
    ].filter(Boolean).join("\n"),
    nodes: [
      ...(card ? cardParts(card, around) : []),
      own && h("div", { class: "step" }, h("p", {}, own),
        h("div", ui, toggle(list, askId, t("askOn"), t("askAdd"), () => list.add("own", own, askId)))),
      questions.length > 0 && questionBoxes(questions, around),
    ],
  };
}
