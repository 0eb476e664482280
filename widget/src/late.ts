/** The part that is fetched after the first message: list, settings, printing, QR code, voice. */

import { moreIcons } from "./icons";

type Side = typeof import("./side");

const HERE = new URL(import.meta.url).origin;
let loading: Promise<Side> | undefined;
let there: Side | undefined;
let tries = 0;

/** The side module; a failed fetch is tried again at the next call, under another address because browsers remember. */
export function side(): Promise<Side> {
  loading ??= (import(`${HERE}/widget/side.js${tries++ ? `?${tries}` : ""}`) as Promise<Side>)
    .then((module) => {
      moreIcons(module.themeIcons);
      return (there = module);
    }, (reason: unknown) => {
      loading = undefined;
      throw reason;
    });
  return loading;
}

/** The side module if it has come already. */
export const sideNow = (): Side | undefined => there;

/** Stop reading aloud, if that part is there at all. */
export const quiet = (): void => there?.hush();
