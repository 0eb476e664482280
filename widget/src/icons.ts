/** Pictograms of our own on a 24 grid, drawn with strokes; decorative, words always stand beside them. */

import { dot, svg } from "./dom";

const PATHS: Record<string, string> = {
  surgery: "M3 19V6M3 16h18v3M21 16v-2a4 4 0 0 0-4-4h-6v6" + dot(7, 10.5),
  medication_change: "M8 8h8a4 4 0 0 1 0 8H8a4 4 0 0 1 0-8zM12 8v8",
  ggz_waitlist: "M12 3a9 9 0 1 0 .01 0zM12 7v5l3.5 2",
  diagnosis: "M8 5H6v16h12V5h-2M9 3h6v4H9zM9 12h6M9 16h4",
  test_result: "M8 3h8M9 3v15a3 3 0 0 0 6 0V3M9 12h6",
  birth: "M4 11a8 8 0 0 1 8-8v8zh16a7 7 0 0 1-7 6h-2a7 7 0 0 1-7-6M20 11l2-3" + dot(9, 19) + dot(15, 19),
  speak: "M4 9v6h4l5 4V5L8 9zM16.5 9a4 4 0 0 1 0 6M19 6a8 8 0 0 1 0 12",
  stop: "M7 7h10v10H7z",
  list: "M4 6l1.5 1.500L8 5M4 12l1.5 1.500L8 11M4 18l1.5 1.500L8 17M11 6h9M11 12h9M11 18h9",
  close: "M6 6l12 12M18 6L6 18",
  more: dot(5, 10.6) + dot(12, 10.6) + dot(19, 10.6),
  help: "M5 4h4l2 5-2.5 1.500a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1z",
  chat: "M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5",
  check: "M5 13l4 4L19 7",
  back: "M20 12H5M11 6l-6 6 6 6",
  send: "M4 12h15M13 6l6 6-6 6",
};

const UI = new Set(["speak", "stop", "list", "close", "more", "help", "chat", "check", "back", "send"]);

/** Add the pictograms that came later. */
export function moreIcons(paths: Record<string, string>): void {
  Object.assign(PATHS, paths);
}

/** The pictogram `name`, or nothing when there is none. */
export function icon(name: string): SVGElement | null {
  return Object.hasOwn(PATHS, name) ? svg(PATHS[name], 24, { class: "icon" }) : null;
}


/** The pictogram for the moment or theme that a choice code names. */
export function choiceIcon(code: string): SVGElement | null {
  return (code.match(/[a-z_]+/g) ?? []).map((word) => (UI.has(word) ? null : icon(word))).find(Boolean) ?? null;
}
