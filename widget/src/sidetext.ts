/** The words of the side part. */

import { side as dutch } from "../text/nl.json";
import { translator, type Key, type Texts, type Translate } from "./text";

/** Translate with the words of both parts. */
export const sideWords = (texts: Texts): Translate => translator({ ...dutch, ...texts });

/** What a role is called, or an empty string for an unknown one. */
export const roleName = (t: Translate, role: string): string => t(`role.${role}` as Key);

/** The day as people of that language write it, or an empty string when it is none. */
export function readableDay(day: string, language: string): string {
  const date = new Date(`${day}T12:00:00`);
  return Number.isNaN(+date) ? "" : date.toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });
}
