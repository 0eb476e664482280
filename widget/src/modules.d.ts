/** What the build adds: style sheets as text, and the crisis copy out of the library. */

declare module "*.css" {
  const text: string;
  export default text;
}

declare module "crisis-copy" {
  const copy: { text: string; contacts: { name: string; phone: string; url: string }[] };
  export default copy;
}
