/** What the attributes of an element ask for. */

import { parseStart, type Start } from "./start";

const HERE = new URL(import.meta.url).origin;

/** Base address of the service: `api`, or where this script came from. */
export function serviceOf(element: Element): string {
  try {
    const api = element.getAttribute("api");
    return api ? new URL(api, location.href).href.replace(/\/+$/, "") : HERE;
  } catch {
    return HERE;
  }
}

/** The start that the attributes give; read like a link, so with the same suspicion. */
export function startOf(element: Element): Start {
  const one = (name: string): string => encodeURIComponent(element.getAttribute(name)?.trim() ?? "");
  return parseStart(`m=${one("moment")}&t=${one("themes")}&r=${one("role")}&d=${one("date")}`)!.start;
}
