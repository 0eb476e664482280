/** `<leefstijl-moment>`: launcher, inline or whole page around one conversation and one list. */

import { serviceOf, startOf } from "./asked";
import { Chat, type ChatOptions } from "./chat";
import { Conversation } from "./conversation";
import { h, sheet } from "./dom";
import { icon } from "./icons";
import { quiet, side } from "./late";
import { MyList } from "./list";
import { Panel, type Frame, type View } from "./panel";
import type { Organisation } from "./organisation";
import type { State } from "./shape";
import { isOrganisation, parseStart, type ParsedStart } from "./start";
import { Steps } from "./steps";
import { direction, loadTexts, translator, type Key, type Texts, type Translate } from "./text";
import css from "./style.css";

const SMALL = "(max-width: 480px), (max-height: 480px)";

export class LeefstijlMoment extends HTMLElement {
  static readonly observedAttributes = ["language", "mode", "heading", "organisation"];

  private readonly log = h("div", { class: "sr", role: "log", "aria-live": "polite", "aria-relevant": "additions" });
  private readonly list = new MyList();
  private readonly steps = new Steps();
  private readonly small = matchMedia(SMALL);
  private t!: Translate;
  private texts!: Texts;
  private language = "nl";
  private panel: Panel | null = null;
  private chat: Chat | null = null;
  private known: Organisation | null = null;
  private link: ParsedStart | null = null;
  private trouble: Key | "" = "";
  private opened = false;
  private begun = false;
  private life = new AbortController();
  private ready: Promise<void> = Promise.resolve();

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet(css)];
    root.append(this.log);
    root.addEventListener("keydown", (event) => this.onKey(event as KeyboardEvent));
  }

  connectedCallback(): void {
    this.life = new AbortController();
    const on = (target: EventTarget | null, names: string, act: () => void): void =>
      names.split(" ").forEach((name) => target?.addEventListener(name, act, { signal: this.life.signal }));
    on(window, "popstate", () => this.onBack());
    on(window, "hashchange", () => this.onHash());
    on(window, "offline online", () => this.onNet());
    on(visualViewport, "resize scroll", () => this.onViewport());
    on(this.small, "change", () => this.onViewport());
    this.ready = this.build();
  }

  disconnectedCallback(): void {
    this.life.abort();
    quiet();
  }

  attributeChangedCallback(_: string, before: string | null, after: string | null): void {
    if (this.panel && before !== after) this.ready = this.build();
  }

  /** `launcher` (a button that opens a panel), `inline` (in the text of the page) or `page` (the whole page). */
  get mode(): "launcher" | "inline" | "page" {
    const mode = this.getAttribute("mode");
    return mode === "inline" || mode === "page" ? mode : "launcher";
  }

  /** Open the panel and begin the conversation. */
  async open(): Promise<void> {
    await this.ready;
    if (this.opened || this.mode !== "launcher") return;
    this.opened = true;
    this.panel!.toggle(true);
    if (this.small.matches) this.deeper();
    this.onViewport();
    this.begin();
    this.tell("open");
  }

  /** Close the panel; the conversation stays. */
  close(): void {
    if (!this.opened || this.mode !== "launcher") return;
    this.panel!.show("chat");
    this.steps.higher(0);
    this.shut();
  }

  /** Show the patient's list. */
  async showList(): Promise<void> {
    await this.open();
    await this.ready;
    this.view("list");
  }

  /** Forget this conversation here and on the server, and begin a new one; the list stays. */
  async restart(): Promise<void> {
    await this.ready;
    await this.wipe();
    this.begin();
  }

  /** Forget this conversation here and on the server; with `list` the patient's list as well. */
  async end(list = false): Promise<void> {
    await this.ready;
    const done = await this.wipe();
    if (list) {
      this.list.clear();
      (await side()).keep(this.list, false);
      this.panel!.remake(this.frame());
    }
    this.panel!.ended(this.t(done ? "ended" : "endedLocal"));
    this.tell("end");
  }

  private get base(): string {
    return serviceOf(this);
  }

  private get organisation(): string {
    const asked = this.link?.organisation ?? this.asked("organisation");
    return isOrganisation(asked) ? asked : "";
  }

  /** An attribute; on a page of its own the address may give it. */
  private asked(name: string): string {
    return this.getAttribute(name) ?? (this.mode === "page" ? new URLSearchParams(location.search).get(name) : "") ?? "";
  }

  private async build(): Promise<void> {
    if (this.mode === "page" && !this.link) this.readFragment();
    const loading = loadTexts(this.base, this.asked("language") || "nl");
    // Dutch is there at once: waiting a turn for it would only show an empty page.
    const [language, texts] = await loading;
    this.wear(language, texts);
    if (this.mode !== "launcher") this.begin();
    else if (this.hasAttribute("open") && !this.opened) queueMicrotask(() => void this.open());
  }

  private wear(language: string, texts: Texts): void {
    this.language = language;
    this.texts = texts;
    this.t = translator(texts);
    this.log.lang = language;
    if (this.chat) {
      this.list.forgetWatchers();
      this.chat.relabel(this.options());
    } else this.chat = new Chat(this.conversation(), this.options());
    if (this.panel) this.panel.remake(this.frame());
    else {
      this.panel = new Panel(this.frame());
      this.shadowRoot!.append(this.panel.root);
    }
    if (this.opened) this.panel.toggle(true, false);
    this.onNet();
    this.onViewport();
  }

  private conversation(): Conversation {
    const [language] = /^[a-z]{2,3}$/.exec(this.asked("language")) ?? [""];
    return new Conversation(this.base, this.organisation, language, this.hasAttribute("preview") || !!this.asked("preview"));
  }

  private options(): ChatOptions {
    return {
      t: this.t, texts: this.texts, language: this.language, list: this.list,
      choose: (title, choice) => {
        void this.chat!.choose(title, choice);
        // On a touch screen the keyboard would cover the answer.
        if (!matchMedia("(pointer: coarse)").matches) this.panel!.composer.field.focus();
      },
      openList: () => this.view("list"),
      announce: (words, language) => this.announce(words, language),
      picture: icon,
      extraContacts: () => this.known?.contacts ?? [],
      started: (messages) => {
        const wanted = this.link?.start.questions;
        if (wanted) void side().then(({ tick }) => tick(this.list, messages, wanted));
        if (this.link?.card) this.view("list", false);
      },
      replied: (messages, state) => {
        this.panel!.context(state);
        messages.forEach((each) => this.tell("message", { kind: each.kind }));
      },
      failed: (status) => this.tell("error", { status }),
    };
  }

  private frame(): Frame {
    const { t, texts, language, mode, list, known } = this;
    const title = this.getAttribute("heading") || known?.name || t("name");
    return { t, texts, language, mode, list, known, title, chat: this.chat!, host: this };
  }

  /** What the list's link says; nothing that the patient wrote is in it. */
  codes(): { base: string; organisation: string; state: State } {
    return { base: this.base, organisation: this.organisation, state: this.chat!.conversation.state };
  }

  private begin(): void {
    if (this.begun) return;
    this.begun = true;
    this.panel!.started();
    const { link } = this;
    if (link?.start.role || link?.start.date) {
      this.list.appointment(this.list.who || link.start.role || "", this.list.when || link.start.date || "");
      this.panel!.remake(this.frame());
    }
    void this.chat!.begin(link ? link.start : startOf(this), this.trouble && this.t(this.trouble));
    this.dress().catch((reason: unknown) => console.warn("leefstijl-moment:", reason)); // shown without, then
  }

  /** Name, logo and colour of the organisation, when it has them. */
  private async dress(): Promise<void> {
    await this.panel!.furnish();
    if (!this.organisation || this.known) return;
    this.known = await (await side()).organisationOf(this.base, this.organisation);
    if (!this.known) return;
    if (this.known.accent) this.style.setProperty("--leefstijl-accent", this.known.accent);
    this.panel!.remake(this.frame());
  }

  private readFragment(): void {
    const link = this.link = parseStart(location.hash);
    if (!link) return;
    history.replaceState(history.state, "", location.pathname + location.search);
    const { start } = link;
    // The server sees the address and not the fragment: in a frame only the address says whose conversation this is.
    if (self !== top && link.organisation !== this.asked("organisation")) {
      link.broken ||= !!link.organisation;
      delete link.organisation;
    }
    this.trouble = link.broken ? "badLink" : "";
    // A talk that has been is nothing to count the days to; "sv" writes a day as YYYY-MM-DD.
    if (start.date && start.date < new Date().toLocaleDateString("sv")) {
      delete start.date;
      this.trouble ||= "oldLink";
    }
  }

  private async wipe(): Promise<boolean> {
    quiet();
    const old = this.chat!.conversation;
    this.chat!.reset(this.conversation());
    this.log.replaceChildren();
    this.begun = false;
    this.panel!.context(this.chat!.conversation.state);
    this.view("chat");
    return old.end();
  }

  /** Hand complete words to screen readers, once. */
  announce(words: string, language = this.language): void {
    const line = h("p", { lang: language, dir: direction(language) }, words);
    this.log.append(line);
    setTimeout(() => line.remove(), 5000);
  }

  /** Show a part of the widget; focus follows a gesture only. */
  view(view: View, gesture = true): void {
    const from = this.panel!.current;
    if (from === view) return;
    this.panel!.show(view, gesture);
    if (view === "chat") this.steps.higher(this.opened && this.small.matches ? 1 : 0);
    else if (from === "chat" && gesture) this.deeper();
  }

  // The back button steps out of the list, and on a phone out of the panel, before it leaves the page.
  private deeper(): void {
    if (this.mode === "page" || (this.mode === "launcher" && this.small.matches)) this.steps.deeper();
  }

  private onBack(): void {
    const to = this.steps.back();
    if (to === null) return;
    if (this.panel?.current !== "chat") this.panel?.show("chat");
    if (to === 0 && this.opened && this.small.matches) this.shut();
  }

  private shut(): void {
    this.opened = false;
    quiet();
    this.panel!.toggle(false);
    this.tell("close");
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "Tab" && this.opened && this.small.matches) this.panel!.wrap(event);
    if (event.key !== "Escape" || event.isComposing) return;
    if (this.panel && this.panel.current !== "chat") this.view("chat");
    else if (this.opened) this.close();
    else return;
    event.stopPropagation();
  }

  private onHash(): void {
    if (this.mode !== "page" || !parseStart(location.hash)) return;
    this.readFragment();
    void this.restart();
  }

  private onNet(): void {
    this.panel?.net(navigator.onLine);
  }

  /** Keep the panel above the keyboard of a phone. */
  private onViewport(): void {
    const port = visualViewport;
    const full = this.mode === "page" || (this.opened && this.small.matches);
    this.panel?.fit(full && port && port.scale === 1 ? port.height : 0, port?.offsetTop ?? 0, this.opened && this.small.matches);
  }

  private tell(name: string, detail: Record<string, string | number> = {}): void {
    this.dispatchEvent(new CustomEvent(`leefstijl-${name}`, { bubbles: true, composed: true, detail }));
  }
}

if (!customElements.get("leefstijl-moment")) customElements.define("leefstijl-moment", LeefstijlMoment);
