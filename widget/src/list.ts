/** "Mijn vragen": the patient's own list. It lives in the page and is sent nowhere. */

import { clean } from "./shape";

export interface Item { id: string; kind: "question" | "own" | "step"; text: string; role: string }

export const isStep = (item: Item): boolean => item.kind === "step";

export class MyList {
  items: Item[] = [];
  who = "";
  when = "";
  private readonly watchers = new Set<() => void>();

  /** Call `watcher` after every change until `forgetWatchers`. */
  watch(watcher: () => void): void {
    this.watchers.add(watcher);
  }

  forgetWatchers(): void {
    this.watchers.clear();
  }

  of(group: "question" | "step"): Item[] {
    return this.items.filter((item) => isStep(item) === (group === "step"));
  }

  has(id: string): boolean {
    return this.items.some((item) => item.id === id);
  }

  /** Add an item; false when the list has no room (12 questions, 6 steps) or holds it already. */
  add(kind: Item["kind"], text: string, id: string, role = ""): boolean {
    const item = { id, kind, text: clean(text), role };
    const step = isStep(item);
    if (!item.text || this.has(id) || this.of(step ? "step" : "question").length >= (step ? 6 : 12)) return false;
    this.items.push(item);
    this.changed();
    return true;
  }

  remove(id: string): void {
    this.items = this.items.filter((item) => item.id !== id);
    this.changed();
  }

  /** With whom (a role) and when (YYYY-MM-DD) the talk is; empty when unknown. */
  appointment(who: string, when: string): void {
    this.who = who;
    this.when = when;
    this.changed();
  }

  clear(): void {
    this.items = [];
    this.appointment("", "");
  }

  changed(): void {
    this.watchers.forEach((watcher) => watcher());
  }
}
