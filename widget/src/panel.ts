/** The frame: launcher, header, views, composer. It knows where things stand, not what they mean. */

import type { Chat } from "./chat";
import { Composer } from "./composer";
import { h, sheet, type Child } from "./dom";
import { icon } from "./icons";
import type { MyList } from "./list";
import { side } from "./late";
import { staticCrisis } from "./message";
import type { Organisation } from "./organisation";
import type { State } from "./shape";
import { direction, type Texts, type Translate } from "./text";

export type View = "chat" | "list" | "help" | "more";

/** What the panel asks of the element around it. */
export interface Host {
  codes(): { base: string; organisation: string; state: State };
  announce(words: string): void;
  view(view: View): void;
  open(): Promise<void>;
  close(): void;
  restart(): Promise<void>;
  end(list: boolean): Promise<void>;
  setAttribute(name: string, value: string): void;
}

export interface Frame {
  t: Translate; texts: Texts; language: string; mode: string; chat: Chat; list: MyList; title: string;
  known: Organisation | null; host: Host;
}

export class Panel {
  readonly root = h("div", { class: "root" });
  composer!: Composer;
  current: View = "chat";
  private f!: Frame;
  private launcher: HTMLElement | null = null;
  private box!: HTMLElement;
  private views!: Record<View, HTMLElement>;
  private chips!: HTMLElement;
  private offline!: HTMLElement;
  private over!: HTMLElement;
  private size = 1;
  private opener: HTMLElement | null = null;
  private state: State | null = null;
  private isOpen = false;
  private furnished = false;
  private restored = false;
  private filled: unknown = null;

  constructor(frame: Frame) {
    this.remake(frame);
  }

  /** Build everything anew around the same chat, list and half-typed words. */
  remake(frame: Frame): void {
    const had = (this.root.getRootNode() as Partial<ShadowRoot>).activeElement?.id;
    const draft = this.composer?.field.value ?? "";
    const top = frame.chat.scroller.scrollTop;
    this.f = frame;
    const { t, mode, language, chat, known, host } = frame;
    this.root.lang = language;
    this.root.dir = direction(language);
    this.composer = new Composer(t, draft, (text) => void chat.say(text));
    this.chips = h("ul", { class: "chips", hidden: true });
    this.offline = h("p", { class: "offline", hidden: true }, t("offline"));
    this.over = h("div", { class: "over", hidden: true });
    this.views = {
      chat: h("div", { class: "view chat" }, h("h2", { class: "sr" }, t("chat")), this.chips,
        known?.greeting && h("p", { class: "greeting" }, known.greeting), chat.scroller, this.over, this.composer.root),
      list: this.page(t("listTitle")),
      help: this.page(t("crisisTitle"), staticCrisis(t, known?.contacts)),
      more: this.page(t("more")),
    };
    this.box = h("div", {
      class: "panel", part: "panel", id: "panel", role: mode === "launcher" ? "dialog" : "region", "aria-label": frame.title,
    }, this.header(), this.offline, ...Object.values(this.views));
    this.launcher = mode === "launcher"
      ? h("button", {
        type: "button", class: "launcher", part: "launcher", "aria-haspopup": "dialog", click: () => void host.open(),
      }, icon("chat"), h("span", {}, t("open")))
      : null;
    this.root.replaceChildren(...[this.launcher, this.box].filter((each): each is HTMLElement => !!each));
    this.dress();
    this.reveal(this.current);
    this.toggle(this.isOpen, false);
    if (this.state) this.context(this.state);
    if (this.furnished) void this.furnish();
    chat.scroller.scrollTop = top;
    if (had) (this.root.querySelector(`#${CSS.escape(had)}`) as HTMLElement | null)?.focus();
  }

  private dress(): void {
    this.root.className = `root as-${this.f.mode} size-${this.size}`;
  }

  private header(): HTMLElement {
    const { t, list, host, known, mode, title } = this.f;
    const count = h("span", { class: "count" });
    const show = (): void => { count.textContent = list.items.length ? ` (${list.items.length})` : ""; };
    list.watch(show);
    show();
    const go = (view: View, picture: string, words: Child[], look: string): HTMLElement =>
      h("button", { type: "button", class: look, id: `to-${view}`, click: () => host.view(this.current === view ? "chat" : view) },
        icon(picture), h("span", {}, ...words));
    return h("div", { class: "header", part: "header" },
      h("div", { class: "row brand" },
        known?.logo && h("img", { src: known.logo, alt: "", class: "logo" }),
        h("div", { class: "grow" },
          h(mode === "page" ? "h1" : "h2", { tabindex: -1, id: "title" }, title),
          h("p", { class: "small" }, t("computer"))),
        mode === "launcher" && h("button", { type: "button", class: "square close", "aria-label": t("close"), click: () => host.close() }, icon("close"))),
      h("div", { class: "row bar" },
        go("help", "help", [t("help")], "bar-help"), go("list", "list", [t("list"), count], ""), go("more", "more", [t("more")], "")));
  }

  private page(title: string, ...content: Child[]): HTMLElement {
    return h("div", { class: "view side", tabindex: -1 },
      h("button", { type: "button", class: "soft return", click: () => this.f.host.view("chat") }, icon("back"), h("span", {}, this.f.t("back"))),
      h("h2", { tabindex: -1 }, title), ...content);
  }

  /** Fetch and place what is not needed for the first message: list, settings, microphone. */
  async furnish(): Promise<void> {
    this.furnished = true;
    const { f, views } = this;
    const place = (view: View, content: Node): void => {
      while (views[view].childNodes.length > 2) views[view].lastChild!.remove();
      views[view].append(content);
    };
    try {
      const { addDictation, css, ListView, restore, settings, sideWords } = await side();
      if (views !== this.views || this.filled === views) return;
      this.filled = views;
      if (!this.restored) restore(f.list);
      this.restored = true;
      const t = sideWords(f.texts);
      const root = this.root.getRootNode() as ShadowRoot;
      if (!root.adoptedStyleSheets.includes(sheet(css))) root.adoptedStyleSheets.push(sheet(css));
      place("list", new ListView({ ...f, t }).root);
      place("more", settings({
        t, language: f.language, host: f.host, size: this.size,
        resize: (size) => {
          this.size = size;
          this.dress();
        },
      }));
      addDictation(this.composer, t, f.language);
    } catch (reason) {
      console.warn("leefstijl-moment: side.js could not be fetched", reason);
      for (const view of ["list", "more"] as const) place(view, h("p", {}, f.t("sideFailed")));
    }
  }

  /** What has been understood so far, in a few words and pictures. */
  context(state: State): void {
    this.state = state;
    side().then(({ chips }) => chips(this.chips, state, this.f.texts, this.f.language, icon), () => undefined); // an extra
  }

  /** Show a view; focus follows only when the user asked for it. */
  show(view: View, gesture = true): void {
    if (this.current === "chat") this.opener = (this.root.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    this.reveal(view);
    if (view === "list" || view === "more") void this.furnish();
    if (!gesture) return;
    if (view !== "chat") this.views[view].querySelector("h2")?.focus();
    else (this.opener?.isConnected ? this.opener : this.home()).focus();
  }

  private reveal(view: View): void {
    this.current = view;
    for (const [name, element] of Object.entries(this.views)) {
      element.hidden = name !== view;
      const button = this.box.querySelector(`#to-${name}`);
      if (button) button.setAttribute("aria-pressed", String(name === view));
    }
  }

  private home(): HTMLElement {
    const touch = matchMedia("(pointer: coarse)").matches;
    return touch || this.composer.root.hidden ? this.box.querySelector<HTMLElement>("#title")! : this.composer.field;
  }

  /** Open or close the panel of a launcher, moving focus there and back. */
  toggle(open: boolean, gesture = true): void {
    this.isOpen = open;
    if (!this.launcher) return;
    this.box.hidden = !open;
    this.launcher.hidden = open;
    if (gesture) (open ? this.home() : this.launcher).focus();
  }

  /** Keep the Tab key inside a panel that covers the page. */
  wrap(event: KeyboardEvent): void {
    const all = [...this.box.querySelectorAll<HTMLElement>("a,button,input,select,summary,textarea,[tabindex='0']")]
      .filter((each) => each.offsetParent);
    const at = (event.shiftKey ? all[0] : all.at(-1)) === (this.root.getRootNode() as ShadowRoot).activeElement;
    if (!at) return;
    event.preventDefault();
    (event.shiftKey ? all.at(-1) : all[0])!.focus();
  }

  /** Full height above a phone's keyboard: `height` CSS pixels from `top`, 0 for the height of the style sheet. */
  fit(height: number, top: number, modal: boolean): void {
    this.root.style.setProperty("--height", height ? `${height}px` : "100dvh");
    this.root.style.setProperty("--top", height ? `${top}px` : "0px");
    if (modal) this.box.setAttribute("aria-modal", "true");
    else this.box.removeAttribute("aria-modal");
  }

  net(on: boolean): void {
    if (this.offline.hidden !== on && !on) this.f.host.announce(this.f.t("offline"));
    this.offline.hidden = on;
  }

  /** The conversation is over: say so and offer a new one. */
  ended(words: string): void {
    const button = h("button", { type: "button", class: "primary", click: () => { this.started(); void this.f.host.restart(); this.home().focus(); } }, this.f.t("newChat"));
    this.over.replaceChildren(h("p", {}, words), button);
    this.over.hidden = false;
    this.composer.root.hidden = true;
    this.f.host.announce(words);
    button.focus();
  }

  started(): void {
    this.over.hidden = true;
    this.composer.root.hidden = false;
  }
}
