/** Where the patient types. */

import { h } from "./dom";
import { icon } from "./icons";
import type { Translate } from "./text";

/** The most characters that the service takes. */
export const MOST = 2000;

export class Composer {
  readonly root: HTMLFormElement;
  readonly field: HTMLTextAreaElement;
  /** Set while the microphone is on. */
  stopListening: (() => void) | null = null;

  constructor(t: Translate, draft: string, send: (text: string) => void) {
    const left = h("p", { class: "small count", hidden: true });
    this.field = h("textarea", {
      id: "say", rows: 1, maxlength: MOST, part: "input", enterkeyhint: "send", dir: "auto", autocomplete: "off",
      input: () => {
        this.grow();
        const rest = MOST - this.field.value.length;
        left.hidden = rest > 200;
        left.textContent = rest > 200 ? "" : t("left", { n: rest });
      },
      keydown: (event: KeyboardEvent) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          submit();
        }
      },
    });
    this.field.value = draft;
    const submit = (): void => {
      const text = this.field.value.trim();
      this.stopListening?.();
      this.field.focus();
      if (!text) return;
      this.field.value = "";
      left.hidden = true;
      this.grow();
      send(text);
    };
    this.root = h("form", {
      class: "composer", part: "composer",
      submit: (event: Event) => {
        event.preventDefault();
        submit();
      },
    },
      h("label", { for: "say" }, t("label")),
      h("div", { class: "line" }, this.field,
        h("button", { class: "primary send", part: "send" }, icon("send"), h("span", {}, t("send")))),
      left);
  }

  /** As high as its text, up to some lines. */
  grow(): void {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 4, 160)}px`;
  }
}
