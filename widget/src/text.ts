/** The widget's own words: Dutch is built in, other languages come from the same service when asked for. */

import type words from "../text/nl.json";
import { main as dutch } from "../text/nl.json";

export type Key = keyof typeof words.main | keyof typeof words.side;
export type Texts = Record<string, string>;

/** Right to left or left to right, by language code. */
export const direction = (language: string): "rtl" | "ltr" => (/^(ar|fa|he|ur|ps|ckb)\b/.test(language) ? "rtl" : "ltr");

const loaded: Record<string, Texts> = {};

/** Texts of `language`; Dutch when the language is unknown or its file cannot be read. */
export async function loadTexts(base: string, language: string): Promise<[string, Texts]> {
  if (!/^(en|de|fr|tr|pl|ar|uk)$/.test(language)) return ["nl", dutch];
  if (!loaded[language]) {
    try {
      const answer = await fetch(`${base}/widget/text/${language}.json`, { credentials: "omit" });
      if (!answer.ok) throw new Error(`${answer.status}`);
      loaded[language] = (await answer.json()) as Texts;
    } catch (reason) {
      console.warn(`leefstijl-moment: no texts for "${language}", showing Dutch (${String(reason)})`);
      return ["nl", dutch];
    }
  }
  return [language, loaded[language]];
}

/** A function that finds a text and fills its `{gaps}`. */
export type Translate = (key: Key, gaps?: Record<string, string | number>) => string;

export const translator = (texts: Texts): Translate => (key, gaps = {}) =>
  String(texts[key] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => String(gaps[name] ?? ""));
