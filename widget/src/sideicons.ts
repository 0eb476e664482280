/** Pictograms that only the side part needs. */

import { dot, svg } from "./dom";

const PATHS = {
  clock: "M12 3a9 9 0 1 0 .01 0zM12 7v5l3.5 2",
  check: "M5 13l4 4L19 7",
  list: "M4 6l1.5 1.500L8 5M4 12l1.5 1.500L8 11M4 18l1.5 1.500L8 17M11 6h9M11 12h9M11 18h9",
  mic: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5 11a7 7 0 0 0 14 0M12 18v3",
  up: "M12 20V5M6 11l6-6 6 6",
  down: "M12 4v15M6 13l6 6 6-6",
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  remove: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
};

export const icon = (name: keyof typeof PATHS): SVGElement => svg(PATHS[name], 24, { class: "icon" });

/** The pictograms of the themes. */
export const themeIcons: Record<string, string> = {
  exercise: "M12 9l-1 6 3 2 1 5M11 15l-2 3-3 3M12 9l-4 2v4M12 9l3 3h3" + dot(13.5, 3),
  smoking: "M3 15h12v4H3zM18 15v4M21 15v4M18 11c0-3-3-2-3-5M21 11c0-2-1-3-2-3",
  alcohol: "M7 3h10l-1 6a4 4 0 0 1-8 0zM12 13v8M8 21h8",
  nutrition: "M12 8c-2-2-7-1.5-7 4 0 4 3 9 5 9l2-.5 2 .5c2 0 5-5 5-9 0-5.5-5-6-7-4zM12 8c0-2 1-4 3-5",
  relaxation: "M3 9c3-3 6-3 9 0s6 3 9 0M3 15c3-3 6-3 9 0s6 3 9 0",
  sleep: "M20 14A8.5 8.5 0 1 1 10 4a7 7 0 0 0 10 10z",
  meaning: "M12 20C5 15 3 11.5 3 8.500a4.5 4.5 0 0 1 9-1 4.5 4.5 0 0 1 9 1c0 3-2 6.5-9 11.500z",
  work: "M3 8h18v12H3zM9 8V5h6v3M3 13h18",
  substance_use: "M8 5a5 5 0 1 0 .01 0zM4.5 13.500l7-7M17 13a4 4 0 1 0 .01 0zM13 17h8",
};
