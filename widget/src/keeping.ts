/** The list on this device: only when the patient asks for it, and gone when the patient takes the tick away. */

import { isStep, type Item, type MyList } from "./list";
import { clean } from "./shape";
import { isDay, ROLES } from "./start";

const STORE = "leefstijlmoment.lijst";
const keepers = new Set<MyList>();

/** Move an item one place up (-1) or down (1) among its own kind; gives its new place, counted from 1. */
export function move(list: MyList, id: string, by: number): number {
  const { items } = list;
  const item = items.find((each) => each.id === id);
  if (!item) return 0;
  const group = items.filter((each) => isStep(each) === isStep(item));
  const other = group[group.indexOf(item) + by];
  if (!other) return group.indexOf(item) + 1;
  const [a, b] = [items.indexOf(item), items.indexOf(other)];
  [items[a], items[b]] = [other, item];
  list.changed();
  return group.indexOf(item) + 1 + by;
}

/** Other words for an item; a question of the library becomes the patient's own. */
export function edit(list: MyList, id: string, text: string): void {
  const words = clean(text);
  const item = list.items.find((each) => each.id === id);
  if (!item || !words) return;
  item.text = words;
  if (item.kind === "question") item.kind = "own";
  list.changed();
}

export const isKept = (list: MyList): boolean => keepers.has(list);

/** Keep the list on this device, or take it away from there; false when the browser refuses. */
export function keep(list: MyList, on: boolean): boolean {
  try {
    if (on) localStorage.setItem(STORE, JSON.stringify({ v: 1, items: list.items, who: list.who, when: list.when }));
    else localStorage.removeItem(STORE);
    keepers[on ? "add" : "delete"](list);
    return true;
  } catch {
    keepers.delete(list); // storage switched off or full: the list stays in the page
    return false;
  }
}

/** Put what was kept before in front of `list`; anything unreadable is left out. */
export function restore(list: MyList): void {
  try {
    const raw = localStorage.getItem(STORE);
    if (!raw || raw.length > 20_000) return;
    const given = JSON.parse(raw) as { items?: unknown; who?: unknown; when?: unknown };
    for (const each of Array.isArray(given.items) ? given.items.slice(0, 30) : []) {
      const kind: Item["kind"] = ["question", "own", "step"].includes(each?.kind) ? each.kind : "own";
      const id = clean(each?.id, 100);
      if (id) list.add(kind, clean(each?.text), id, clean(each?.role, 40));
    }
    const [who, when] = [clean(given.who), clean(given.when)];
    list.appointment(list.who || ((ROLES as readonly string[]).includes(who) ? who : ""), list.when || (isDay(when) ? when : ""));
    keepers.add(list);
  } catch {
    console.warn("leefstijl-moment: the kept list could not be read");
  }
}
