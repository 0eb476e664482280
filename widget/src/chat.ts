/** The chat: messages in order, one answer at a time, and nothing of the patient's lost when something fails. */

import { Conversation, type Input } from "./conversation";
import { h } from "./dom";
import { readOut, renderMessage, staticCrisis, staticCrisisWords, wordsOf, type Surroundings } from "./message";
import { side } from "./late";
import { Failure } from "./service";
import type { Contact, Message, State } from "./shape";
import type { Start } from "./start";
import { direction } from "./text";

type Entry =
  | { from: "bot"; message: Message }
  | { from: "user"; text: string; input: Input }
  | { from: "failure"; reason: Failure; input: Input | null; danger: boolean }
  | { from: "note"; text: string };

/** Words that make the full crisis text come up when the service cannot judge. It only ever adds. */
const DANGER = new RegExp(
  "dood|doden|sterven|zelfmoord|su[iï]c|einde? (aan|maken)|niet meer (leven|wakker|hier|verder)|ophangen|mezelf|mijzelf|overdos"
  + "|te ?veel pillen|112|bloed|benauwd|stik|bewusteloos|afscheid|to die|dead|kill|hurt myself|sterben|umbring|mourir|mort\\b"
  + "|intihar|ölmek|öldür|samob|umrze|zabi[cć]|انتحار|أموت|самогуб|помер|вбити", "i");

/** What the chat needs to know of the element around it. */
export interface ChatOptions extends Surroundings {
  extraContacts(): Contact[];
  started(message: Message[]): void;
  replied(messages: Message[], state: State): void;
  failed(status: number): void;
}

export class Chat {
  readonly list = h("ol", { class: "messages", part: "messages" });
  readonly scroller: HTMLElement;
  private readonly typing = h("p", { class: "typing", hidden: true });
  private entries: Entry[] = [];
  private queue: Promise<void> = Promise.resolve();
  private age = 0; // grows with every restart: answers to an earlier conversation are dropped

  constructor(public conversation: Conversation, private options: ChatOptions) {
    this.scroller = h("div", { class: "scroller", tabindex: 0, role: "region" }, this.list, this.typing);
    this.relabel(options);
  }

  /** Show everything again, in another language of the interface. */
  relabel(options: ChatOptions): void {
    this.options = options;
    this.scroller.setAttribute("aria-label", options.t("chat"));
    this.typing.replaceChildren(h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), options.t("typing"));
    this.list.replaceChildren(...this.entries.map((entry) => this.render(entry)));
    this.retire();
  }

  /** Begin with `start`; a friendly line in front when the link was broken. */
  begin(start: Start, line = ""): Promise<void> {
    if (line) this.add({ from: "note", text: line }, true);
    return this.run(async () => {
      const reply = await this.conversation.begin(start);
      this.options.started(reply.messages);
      return reply.messages;
    }, null, start);
  }

  say(text: string): Promise<void> {
    return this.submit(text, { text });
  }

  choose(title: string, choice: string): Promise<void> {
    return this.submit(title, { choice });
  }

  /** Take another conversation and an empty page. */
  reset(conversation: Conversation): void {
    this.age++;
    this.conversation = conversation;
    this.entries = [];
    this.list.replaceChildren();
    this.typing.hidden = true;
    this.queue = Promise.resolve();
  }

  note(text: string): void {
    this.add({ from: "note", text }, true);
  }

  private submit(text: string, input: Input): Promise<void> {
    this.scrollTo(this.add({ from: "user", text, input }));
    this.retire();
    return this.deliver(input);
  }

  private deliver(input: Input): Promise<void> {
    return this.run(async () => {
      const before: Message[] = [];
      if (!this.conversation.begun) before.push(...(await this.conversation.begin({})).messages);
      const reply = await this.conversation.send(input);
      if (reply.renewed) this.add({ from: "note", text: this.options.t("renewed") }, true);
      // A first greeting that comes along with an answer would only be in the way of it.
      return reply.messages.length ? reply.messages : before;
    }, input);
  }

  /** Run one exchange after the ones before it; show its answer or its failure. */
  private run(exchange: () => Promise<Message[]>, input: Input | null, start: Start = {}): Promise<void> {
    const { age } = this;
    this.queue = this.queue.then(async () => {
      if (age !== this.age) return;
      const wait = setTimeout(() => this.wait(), 300);
      const slow = setTimeout(() => this.note(this.options.t("slow")), 10_000);
      try {
        const messages = await exchange();
        // Without the side part a card is shown as words only.
        if (messages.some((message) => message.rich)) await side().catch(() => undefined);
        if (age !== this.age) return;
        this.done(wait, slow);
        this.show(messages);
      } catch (reason) {
        if (age !== this.age) return;
        this.done(wait, slow);
        this.fail(reason instanceof Failure ? reason : new Failure(0), input, start);
        if (!(reason instanceof Failure)) console.error(reason);
      }
    });
    return this.queue;
  }

  private wait(): void {
    this.typing.hidden = false;
    if (this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 200) {
      this.scroller.scrollTop = this.scroller.scrollHeight;
    }
  }

  private done(...timers: number[]): void {
    timers.forEach(clearTimeout);
    this.typing.hidden = true;
  }

  private show(messages: Message[]): void {
    const items = messages.map((message) => this.add({ from: "bot", message }));
    for (const message of messages) {
      const rich = readOut(message, this.options);
      this.options.announce(wordsOf(message, rich), rich.language);
    }
    if (items.length && this.entries.length > items.length) this.scrollTo(items[0]);
    this.options.replied(messages, this.conversation.state);
  }

  private fail(reason: Failure, input: Input | null, start: Start): void {
    const danger = !!input && "text" in input && DANGER.test(input.text);
    const entry: Entry = { from: "failure", reason, input, danger };
    this.retries.set(entry, () => (input ? void this.deliver(input) : void this.begin(start)));
    this.scrollTo(this.add(entry));
    const { t } = this.options;
    this.options.announce([this.reasonText(entry), danger ? "" : t("crisisLead")].filter(Boolean).join("\n"), this.options.language);
    if (danger) this.options.announce(staticCrisisWords(), "nl");
    this.options.failed(reason.status);
  }

  private readonly retries = new WeakMap<Entry, () => void>();

  private reasonText(entry: Entry & { from: "failure" }): string {
    const { t } = this.options;
    const { reason, input } = entry;
    return [t(input ? "failed" : "failedStart"), reason.title, reason.wait ? t("wait", { n: reason.wait }) : ""]
      .filter(Boolean).join("\n");
  }

  private add(entry: Entry, say = false): HTMLElement {
    this.entries.push(entry);
    const item = this.render(entry);
    this.list.append(item);
    if (say && entry.from === "note") this.options.announce(entry.text, this.options.language);
    return item;
  }

  private render(entry: Entry): HTMLElement {
    const { t, language } = this.options;
    if (entry.from === "bot") return renderMessage(entry.message, this.options);
    if (entry.from === "note") return h("li", { class: "bot note" }, h("div", { class: "bubble" }, h("p", {}, entry.text)));
    if (entry.from === "user") {
      return h("li", { class: "user", part: "message user" }, h("span", { class: "sr" }, t("you")),
        h("div", { class: "bubble", dir: "auto" }, h("p", {}, entry.text)));
    }
    const item = h("li", { class: "bot failure", part: "message failure", lang: language, dir: direction(language) },
      entry.danger && h("div", { class: "bubble crisis-bubble" }, h("h3", {}, t("crisisTitle")), staticCrisis(t, this.options.extraContacts())),
      h("div", { class: "bubble" },
        ...this.reasonText(entry).split("\n").map((line) => h("p", {}, line)),
        h("button", {
          type: "button", class: "primary retry",
          click: () => {
            this.entries = this.entries.filter((each) => each !== entry);
            item.remove();
            this.scroller.focus({ preventScroll: true });
            this.retries.get(entry)?.();
          },
        }, t("retry")),
        !entry.danger && staticCrisis(t, this.options.extraContacts(), t("crisisLead"))));
    item.prepend(h("span", { class: "sr" }, t("bot")));
    return item;
  }

  /** Choices of earlier messages stay readable but can no longer be pressed. */
  private retire(): void {
    const asked = this.entries.findLastIndex((entry) => entry.from === "user");
    [...this.list.children].slice(0, asked + 1).forEach((item) => {
      item.querySelectorAll("button.choice").forEach((button) => button.setAttribute("aria-disabled", "true"));
    });
  }

  private scrollTo(item: HTMLElement): void {
    const top = item.offsetTop - 8;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroller.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
    // On low screens the whole panel scrolls instead of this part of it.
    if (this.scroller.scrollHeight <= this.scroller.clientHeight) item.scrollIntoView?.({ block: "nearest" });
  }
}
