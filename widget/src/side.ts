/** What is fetched after the first message: list, settings, printing, QR code, voice. */

export { chips } from "./chips";
export { addDictation } from "./dictation";
export { keep, restore } from "./keeping";
export { ListView } from "./listview";
export { organisationOf } from "./organisation";
export { qrPath } from "./qr";
export { enrich, tick } from "./rich";
export { settings } from "./settings";
export { hush, speak } from "./speech";
export { formatStart, parseStart } from "./start";
export { themeIcons } from "./sideicons";
export { sideWords } from "./sidetext";
export { default as css } from "./side.css";
