/** What has been understood so far: moment, themes and days left, in a few words and pictures. */

import { h } from "./dom";
import type { State } from "./shape";
import { icon } from "./sideicons";
import { readableDay, sideWords } from "./sidetext";
import type { Key, Texts } from "./text";

/** Fill `list` with them; it is hidden when there is nothing to show. */
export function chips(
  list: HTMLElement, state: State, texts: Texts, language: string, picture: (label: string) => SVGElement | null,
): void {
  const t = sideWords(texts);
  const items = [...state.moments, ...state.themes].slice(0, 4).map((label) => {
    const words = t(`label.${label}` as Key);
    return words && h("li", {}, picture(label), words);
  }).filter((item) => !!item);
  const { days_left: left, date } = state;
  if (left !== null && left >= 0) {
    const time = left === 0 ? t("today") : left === 1 ? t("dayLeft") : t("daysLeft", { n: left });
    items.push(h("li", { title: readableDay(date, language) }, icon("clock"), time));
  }
  list.replaceChildren(...items);
  list.hidden = !items.length;
}
