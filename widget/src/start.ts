/** The start of a conversation as codes in a URL fragment: read with suspicion, written without free text. */

export const MOMENTS = ["surgery", "medication_change", "ggz_waitlist", "diagnosis", "test_result", "birth"] as const;
export const THEMES = [
  "exercise", "smoking", "alcohol", "nutrition", "relaxation", "sleep", "meaning", "work", "substance_use",
] as const;
export const ROLES = [
  "surgeon", "anaesthetist", "gp", "practice_nurse", "pharmacist", "psychologist", "psychiatrist", "dietitian",
  "physiotherapist", "midwife", "company_doctor", "insurer",
] as const;

export const MAX_FRAGMENT = 2048;
export const MAX_QUESTIONS = 5;

/** What the service accepts as `start`: codes only, never words of a person. */
export interface Start {
  moment?: string;
  themes?: string[];
  role?: string;
  date?: string;
  questions?: string[];
}

export interface ParsedStart {
  start: Start;
  organisation?: string;
  /** The link asks to open the list at once (the QR code of a Gesprekskaart does). */
  card: boolean;
  /** The fragment was meant as a start, but part of it could not be used. */
  broken: boolean;
}

const KEYS = ["v", "m", "t", "r", "d", "q", "o", "k"];

/** An existing calendar day as YYYY-MM-DD within a century around now; anything else is refused. */
export function isDay(value: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(+day) && day.toISOString().startsWith(value);
}

export const isOrganisation = (value: string): boolean => /^[a-z0-9][a-z0-9_-]{0,62}$/.test(value);
const isQuestion = (value: string): boolean => /^q-[a-z0-9-]{1,80}$/.test(value);
const among = (labels: readonly string[]) => (value: string): boolean => labels.includes(value);

/**
 * Read a fragment such as `#v=1&m=surgery&t=smoking,exercise&r=surgeon&d=2026-12-14&q=q-a,q-b&o=org`.
 * Unknown keys are ignored, unusable values dropped; `null` when the fragment is none of ours (`#top`).
 */
export function parseStart(fragment: string): ParsedStart | null {
  const raw = fragment.replace(/^#/, "");
  const pairs = raw.slice(0, MAX_FRAGMENT).split("&").map((part) => {
    const at = part.indexOf("=");
    return at > 0 ? ([part.slice(0, at), part.slice(at + 1)] as const) : null;
  });
  if (!pairs.some((pair) => pair && KEYS.includes(pair[0]))) return null;
  const result: ParsedStart = { start: {}, card: false, broken: raw.length > MAX_FRAGMENT };
  if (result.broken) return result;

  const values = (key: string, valid: (value: string) => boolean, most: number): string[] => {
    const pair = pairs.find((each) => each?.[0] === key);
    if (!pair) return [];
    let text = "";
    try {
      text = decodeURIComponent(pair[1]);
    } catch {
      result.broken = true; // cut off in the middle of an escape
    }
    const given = [...new Set(text.split(","))];
    const good = given.filter(valid).slice(0, most);
    if (good.length < given.length) result.broken = true;
    return good;
  };
  const { start } = result;
  if (values("v", (value) => /^\d{1,3}$/.test(value), 1)[0] === "0") result.broken = true;
  const [moment] = values("m", among(MOMENTS), 1);
  const themes = values("t", among(THEMES), THEMES.length);
  const [role] = values("r", among(ROLES), 1);
  const [date] = values("d", isDay, 1);
  const questions = values("q", isQuestion, MAX_QUESTIONS);
  const [organisation] = values("o", isOrganisation, 1);
  if (moment) start.moment = moment;
  if (themes.length) start.themes = themes;
  if (role) start.role = role;
  if (date) start.date = date;
  if (questions.length) start.questions = questions;
  if (organisation) result.organisation = organisation;
  result.card = values("k", (value) => value === "1", 1).length > 0;
  return result;
}

/** The fragment (without `#`) for a start; what `parseStart` would refuse is left out. */
export function formatStart(start: Start, organisation?: string, card = false): string {
  const parts = ["v=1"];
  const put = (key: string, given: (string | undefined)[], valid: (value: string) => boolean): void => {
    const good = given.filter((value): value is string => !!value && valid(value));
    if (good.length) parts.push(`${key}=${good.join(",")}`);
  };
  put("m", [start.moment], among(MOMENTS));
  put("t", start.themes ?? [], among(THEMES));
  put("r", [start.role], among(ROLES));
  put("d", [start.date], isDay);
  put("q", (start.questions ?? []).slice(0, MAX_QUESTIONS), isQuestion);
  put("o", [organisation], isOrganisation);
  if (card) parts.push("k=1");
  return parts.join("&");
}
