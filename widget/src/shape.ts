/** What the service may say, and the reading of it: every field is checked, nothing is trusted. */

export interface Contact { name: string; phone: string; url: string }
export interface Choice { title: string; choice: string }
/** A message, read as far as the chat itself shows it; what a card or questions hold waits in `raw`. */
export interface Message {
  kind: string; text: string; because: string; language: string; choices: Choice[]; contacts: Contact[];
  raw: Loose; rich: boolean;
}
export interface State {
  moments: string[]; themes: string[]; language: string; date: string; role: string; days_left: number | null;
}
export interface Reply { id: string; messages: Message[]; state: State }

export type Loose = Record<string, unknown>;
const KINDS = ["text", "card", "questions", "choices", "clarify", "refer", "crisis", "notice", "unknown"];
// Control characters and the marks that turn the direction of everything behind them.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** `value` as plain text of at most `most` characters; anything but a string is empty. */
export function clean(value: unknown, most = 300): string {
  if (typeof value !== "string") return "";
  const text = value.replace(/\r\n?/g, "\n").replace(HIDDEN, "").trim();
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

export const loose = (value: unknown): Loose =>
  (typeof value === "object" && value && !Array.isArray(value) ? (value as Loose) : {});
export const list = <T>(value: unknown, read: (item: unknown) => T, most = 20): T[] =>
  (Array.isArray(value) ? value.slice(0, most).map(read) : []);
export const words = (value: unknown): string[] => list(value, (item) => clean(item, 60)).filter(Boolean);
export const code = (value: unknown): string => {
  const text = clean(value, 20);
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(text) ? text : "";
};

export function readContact(value: unknown): Contact {
  const item = loose(value);
  return { name: clean(item.name, 120), phone: clean(item.phone, 30), url: clean(item.url, 500) };
}

export function readMessage(value: unknown): Message | null {
  const item = loose(value);
  const kind = clean(item.kind, 20);
  const message: Message = {
    kind: KINDS.includes(kind) ? kind : "text",
    text: clean(item.text, 4000), because: clean(item.because, 600), language: code(item.language),
    choices: list(item.choices, (each) => {
      const c = loose(each);
      return { title: clean(c.title, 120), choice: typeof c.choice === "string" ? c.choice.slice(0, 300) : "" };
    }).filter((c) => c.title && c.choice),
    contacts: list(item.contacts, readContact, 8).filter((c) => c.name || c.phone),
    raw: item, rich: !!(item.card || item.questions || item.own_question),
  };
  return message.text || message.rich || message.choices.length || message.contacts.length ? message : null;
}

/** A reply of the service, or `null` when it has not the promised shape. */
export function readReply(value: unknown): Reply | null {
  const item = loose(value);
  if (!Array.isArray(item.messages)) return null;
  const state = loose(item.state);
  const left = state.days_left;
  return {
    id: typeof item.id === "string" ? item.id.slice(0, 200) : "",
    messages: list(item.messages, readMessage).filter((message): message is Message => !!message),
    state: {
      moments: words(state.moments), themes: words(state.themes), language: code(state.language),
      date: clean(state.date, 10), role: clean(state.role, 40),
      days_left: typeof left === "number" && Number.isFinite(left) ? Math.round(left) : null,
    },
  };
}

/** `https:` addresses only; everything else (javascript:, data:, http:) is refused with an empty string. */
export function webLink(value: string): string {
  try {
    const url = new URL(value);
    return url.protocol === "https:" && !url.username && !url.password ? url.href : "";
  } catch {
    return "";
  }
}

/** `tel:` for a telephone number of 3 to 15 digits as people write them, otherwise an empty string. */
export function phoneLink(value: string): string {
  const digits = value.replace(/^tel:/i, "").replace(/[\s().-]/g, "");
  return /^\+?\d{3,15}$/.test(digits) ? `tel:${digits}` : "";
}
