/** The Gesprekskaart on screen: choose, write, order, and take it along. */

import { h, svg } from "./dom";
import { icon } from "./sideicons";
import { edit, isKept, keep, move } from "./keeping";
import type { Item, MyList } from "./list";
import { printCard } from "./print";
import { qrPath } from "./qr";
import type { Host } from "./panel";
import { formatStart, ROLES } from "./start";
import { readableDay, roleName } from "./sidetext";
import { type Key, type Translate } from "./text";

export interface ListOptions {
  t: Translate;
  language: string;
  list: MyList;
  host: Pick<Host, "codes" | "announce">;
}

/** The list as plain text, for copying and sharing. */
export function plainText(list: MyList, t: Translate, language: string): string {
  const head = [roleName(t, list.who), readableDay(list.when, language)].filter(Boolean).join(", ");
  const questions = list.of("question").map((item, i) => `${i + 1}. ${item.text}`);
  const steps = list.of("step").map((item) => `- ${item.text}`);
  return [
    t("listTitle"), head, "", ...questions, ...(steps.length ? ["", t("steps"), ...steps] : []),
  ].filter((line, i) => line || i === 2 || i > 2).join("\n");
}

export class ListView {
  readonly root = h("div", { class: "list" });
  private readonly groups = h("div");
  private readonly undo = h("p", { class: "undo", hidden: true });
  private editing = "";

  constructor(private readonly o: ListOptions) {
    const { t, list } = o;
    list.watch(() => {
      if (isKept(list)) keep(list, true);
      this.refresh();
    });
    const own = h("textarea", { rows: 2, maxlength: 300, id: "own" });
    const add = (): void => {
      const text = own.value.trim();
      if (!text) return own.focus();
      if (!list.add("own", text, `own-${Date.now()}`)) return this.tell(t("full"));
      own.value = "";
      own.focus();
      this.tell(t("added", { text }));
    };
    this.root.append(
      h("p", { class: "small" }, t("listPrivate")), this.appointment(), this.groups, this.undo,
      h("form", { class: "own", submit: (event: Event) => { event.preventDefault(); add(); } },
        h("label", { for: "own" }, t("own")), own, h("button", { class: "soft" }, t("ownAdd"))),
      this.actions(), this.keeping());
    this.refresh();
  }

  /** Codes of the list and the conversation as a link; nothing that the patient wrote is in it. */
  private link(): string {
    const { list } = this.o;
    const { base, organisation, state } = this.o.host.codes();
    const questions = list.items.filter((item) => item.kind === "question").map((item) => item.id);
    const start = { moment: state.moments[0], themes: state.themes, role: list.who, date: list.when || state.date, questions };
    return `${base}/gesprek#${formatStart(start, organisation, true)}`;
  }

  private tell(words: string): void {
    this.undo.replaceChildren(words);
    this.undo.hidden = false;
    this.o.host.announce(words);
  }

  private appointment(): HTMLElement {
    const { t, list } = this.o;
    const who = h("select", { id: "who", change: () => list.appointment(who.value, list.when) },
      h("option", { value: "" }, t("whoNone")), ...ROLES.map((role) => h("option", { value: role }, t(`role.${role}`))));
    const when = h("input", { id: "when", type: "date", change: () => list.appointment(list.who, when.value) });
    who.value = list.who;
    when.value = list.when;
    return h("div", { class: "appointment" },
      h("div", {}, h("label", { for: "who" }, t("who")), who),
      h("div", {}, h("label", { for: "when" }, t("when")), when));
  }

  private refresh(): void {
    const { t, list } = this.o;
    const active = (this.root.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    const key = active && this.groups.contains(active) ? active.dataset.key : undefined;
    const questions = list.of("question");
    const steps = list.of("step");
    this.groups.replaceChildren(
      ...(list.items.length ? [] : [h("p", {}, t("listEmpty"))]),
      ...(questions.length ? [h("h3", {}, t("questions")), h("ol", { part: "list" }, ...questions.map((item, i) => this.row(item, i, questions.length)))] : []),
      ...(steps.length ? [h("h3", {}, t("steps")), h("ul", {}, ...steps.map((item, i) => this.row(item, i, steps.length)))] : []));
    if (key) this.focusKey(key);
  }

  private focusKey(key: string): void {
    [...this.groups.querySelectorAll<HTMLElement>("[data-key]")].find((each) => each.dataset.key === key)?.focus();
  }

  private row(item: Item, at: number, count: number): HTMLElement {
    const { t, list } = this.o;
    if (this.editing === item.id) {
      const field = h("textarea", { rows: 2, maxlength: 300, "aria-label": t("edit", { text: item.text }), "data-key": `text-${item.id}` });
      field.value = item.text;
      const close = (keep: boolean): void => {
        this.editing = "";
        if (keep && field.value.trim()) edit(list, item.id, field.value);
        this.refresh();
        this.focusKey(`edit-${item.id}`);
      };
      return h("li", {
        keydown: (event: KeyboardEvent) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          close(false);
        },
      }, field, h("div", { class: "row" },
        h("button", { type: "button", class: "primary", click: () => close(true) }, t("save")),
        h("button", { type: "button", class: "soft", click: () => close(false) }, t("cancel"))));
    }
    const button = (name: Key & ("up" | "down" | "edit" | "remove"), act: () => void, off = false): HTMLElement =>
      h("button", {
        type: "button", class: "square", "aria-label": t(name, { text: item.text }), "aria-disabled": off && "true",
        "data-key": `${name}-${item.id}`, click: () => off || act(),
      }, icon(name));
    const shift = (by: number) => (): void => this.o.host.announce(t("moved", { n: move(list, item.id, by) }));
    const role = item.role !== list.who && roleName(t, item.role);
    return h("li", {}, h("p", { dir: "auto" }, item.text, role && h("span", { class: "sub" }, t("for", { role }))),
      h("div", { class: "row" },
        button("up", shift(-1), at === 0), button("down", shift(1), at === count - 1),
        button("edit", () => {
          this.editing = item.id;
          this.refresh();
          this.focusKey(`text-${item.id}`);
        }),
        button("remove", () => this.remove(item, at))));
  }

  private remove(item: Item, at: number): void {
    const { t, list } = this.o;
    const before = list.items;
    list.remove(item.id);
    const rest = [...this.groups.querySelectorAll<HTMLElement>("[data-key^=remove]")];
    const undo = h("button", {
      type: "button", class: "soft",
      click: () => {
        list.items = before;
        list.changed();
        this.undo.hidden = true;
        this.focusKey(`remove-${item.id}`);
      },
    }, t("undo"));
    this.tell(t("removed", { text: item.text }));
    this.undo.append(" ", undo);
    (rest[Math.min(at, rest.length - 1)] ?? undo).focus();
  }

  private actions(): HTMLElement {
    const { t, list, language } = this.o;
    const code = h("div", { class: "code", hidden: true });
    const text = (): string => plainText(list, t, language);
    const button = (words: string, click: (event: Event) => void, look = "soft"): HTMLButtonElement =>
      h("button", { type: "button", class: look, click }, words);
    const show = button(t("qr"), () => {
      code.hidden = !code.hidden;
      show.textContent = t(code.hidden ? "qr" : "qrHide");
      show.setAttribute("aria-expanded", String(!code.hidden));
      const made = code.hidden ? null : qrPath(this.link());
      code.replaceChildren(...(made
        ? [h("div", { role: "img", "aria-label": t("qrAlt") }, svg(made.path, made.size, { class: "qr" })), h("p", { class: "small" }, t("qrInfo"))]
        : []));
    });
    show.setAttribute("aria-expanded", "false");
    return h("div", { class: "take" },
      h("div", { class: "row" },
        button(t("print"), () => printCard(list, t, language, this.link()), "primary print"),
        button(t("copy"), () => {
          // Absent on pages without https; then the promise fails as well.
          Promise.resolve(navigator.clipboard?.writeText(text()) ?? Promise.reject(new Error("no clipboard")))
            .then(() => this.tell(t("copied")), () => this.tell(t("copyFailed")));
        }),
        "share" in navigator && button(t("share"), () => {
          navigator.share({ text: text() }).catch(() => undefined); // the patient closed the share sheet
        }),
        show),
      code);
  }

  private keeping(): HTMLElement {
    const { t, list } = this.o;
    const box = h("input", { type: "checkbox", change: () => { box.checked = keep(list, box.checked) && box.checked; } });
    box.checked = isKept(list);
    return h("div", { class: "keep" }, h("label", { class: "tick" }, box, h("span", {}, t("keep"))),
      h("p", { class: "small" }, t("keepInfo")));
  }
}
