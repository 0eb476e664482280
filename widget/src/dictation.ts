/** The microphone: explained before the first use, because a browser may send the voice to its maker. */

import { MOST, type Composer } from "./composer";
import { h } from "./dom";
import { icon } from "./sideicons";
import { canListen, hush, listen } from "./speech";
import type { Translate } from "./text";

/** Put a microphone beside the text field, where the browser can listen. */
export function addDictation(composer: Composer, t: Translate, language: string): void {
  if (!canListen()) return;
  const { field } = composer;
  let agreed = false;
  const ask = h("div", { class: "ask", hidden: true });
  const button = h("button", { type: "button", class: "square mic", "aria-label": t("dictate"), "aria-expanded": "false" }, icon("mic"));
  const open = (on: boolean): void => {
    ask.hidden = !on;
    button.setAttribute("aria-expanded", String(on));
  };
  const stop = (): void => {
    composer.stopListening = null;
    button.classList.remove("busy");
    button.setAttribute("aria-label", t("dictate"));
    open(false);
  };
  const begin = (): void => {
    hush();
    const before = field.value ? `${field.value} ` : "";
    button.classList.add("busy");
    button.setAttribute("aria-label", t("dictateStop"));
    ask.replaceChildren(h("p", {}, t("listening")));
    open(true);
    try {
      composer.stopListening = listen(language, (words) => {
        field.value = (before + words).slice(0, MOST);
        composer.grow();
      }, stop);
    } catch (reason) {
      console.warn("leefstijl-moment: dictation did not start", reason);
      stop();
    }
  };
  const answer = (look: string, words: string, act: () => void): HTMLElement => h("button", {
    type: "button", class: look,
    click: () => {
      button.focus();
      open(false);
      act();
    },
  }, words);
  button.addEventListener("click", () => {
    if (composer.stopListening) return composer.stopListening();
    if (agreed) return begin();
    ask.replaceChildren(h("p", {}, t("dictateInfo")), h("div", { class: "row" },
      answer("primary", t("yes"), () => {
        agreed = true;
        begin();
      }),
      answer("soft", t("no"), () => undefined)));
    open(ask.hidden);
  });
  field.after(h("div", { class: "dictate" }, ask, button));
}
