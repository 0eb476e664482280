/** What an organisation shows of itself around the conversation. */

import { call, Failure } from "./service";
import { clean, readContact, type Contact } from "./shape";

export interface Organisation { name: string; logo: string; greeting: string; accent: string; contacts: Contact[] }

/** Contrast of white on a `#rrggbb` colour (WCAG 2.2 relative luminance). */
function contrastWithWhite(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}

/** What an organisation shows of itself; `null` when it has nothing or the service does not answer. */
export async function organisationOf(base: string, id: string): Promise<Organisation | null> {
  try {
    const path = `/v1/organisations/${encodeURIComponent(id)}/public`;
    const given = (await call(base, "GET", path)) as Record<string, any> | null;
    if (typeof given !== "object" || !given) return null;
    const logo = clean(given.logo, 500);
    const url = logo ? new URL(logo, `${base}/`) : null;
    const colours = typeof given.colours === "object" && given.colours ? given.colours : {};
    const accent = clean(colours.accent ?? colours.primary, 7);
    return {
      name: clean(given.name, 80),
      greeting: clean(given.greeting, 400),
      logo: url && url.origin === new URL(base).origin ? url.href : "",
      accent: /^#[0-9a-f]{6}$/i.test(accent) && contrastWithWhite(accent) >= 4.5 ? accent : "",
      contacts: (Array.isArray(given.contacts) ? given.contacts.slice(0, 6) : []).map(readContact),
    };
  } catch (reason) {
    if (!(reason instanceof Failure && reason.status === 404)) console.warn(`leefstijl-moment: no organisation (${String(reason)})`);
    return null;
  }
}
