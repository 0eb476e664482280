/** QR codes (ISO/IEC 18004): byte mode, error correction M, versions 1 to 20 (666 bytes). */

// Per version: error correction code words per block, and number of blocks, at level M.
const ECC = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const BLOCKS = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];

const rawBits = (version: number): number => {
  let bits = (16 * version + 128) * version + 64;
  if (version > 1) {
    const align = Math.floor(version / 7) + 2;
    bits -= (25 * align - 10) * align - 55;
    if (version > 6) bits -= 36;
  }
  return bits;
};
const dataBytes = (version: number): number => (rawBits(version) >> 3) - ECC[version] * BLOCKS[version];

function multiply(x: number, y: number): number {
  let z = 0;
  for (let i = 7; i >= 0; i--) z = (z << 1) ^ ((z >> 7) * 0x11d) ^ (((y >> i) & 1) * x);
  return z;
}

function divisor(degree: number): number[] {
  const result = Array<number>(degree).fill(0);
  result[degree - 1] = 1;
  for (let i = 0, root = 1; i < degree; i++, root = multiply(root, 2)) {
    for (let j = 0; j < degree; j++) result[j] = multiply(result[j], root) ^ (result[j + 1] ?? 0);
  }
  return result;
}

function remainder(data: number[], by: number[]): number[] {
  const result = by.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ result.shift()!;
    result.push(0);
    by.forEach((each, i) => { result[i] ^= multiply(each, factor); });
  }
  return result;
}

/** Code words of `bytes` in `version`, with error correction, interleaved. */
function codewords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, length: number): void => {
    for (let i = length - 1; i >= 0; i--) bits.push((value >> i) & 1);
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  bytes.forEach((byte) => put(byte, 8));
  const room = dataBytes(version) * 8;
  put(0, Math.min(4, room - bits.length));
  put(0, -bits.length & 7);
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) put(pad, 8);
  const data: number[] = [];
  bits.forEach((bit, i) => { data[i >> 3] = (data[i >> 3] << 1) | bit; });

  const count = BLOCKS[version];
  const ecc = ECC[version];
  const total = rawBits(version) >> 3;
  const shorts = count - (total % count);
  const length = Math.floor(total / count) - ecc;
  const by = divisor(ecc);
  const blocks: number[][] = [];
  for (let i = 0, at = 0; i < count; i++) {
    const part = data.slice(at, (at += length + (i < shorts ? 0 : 1)));
    const check = remainder(part, by);
    if (i < shorts) part.push(-1); // the gap of a short block, skipped below
    blocks.push([...part, ...check]);
  }
  return blocks[0].flatMap((_, i) => blocks.map((block) => block[i])).filter((word) => word >= 0);
}

const MASKS: ((x: number, y: number) => number)[] = [
  (x, y) => (x + y) % 2, (_, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
  (x, y) => ((x / 3 | 0) + (y / 2 | 0)) % 2, (x, y) => (x * y) % 2 + (x * y) % 3,
  (x, y) => ((x * y) % 2 + (x * y) % 3) % 2, (x, y) => ((x + y) % 2 + (x * y) % 3) % 2,
];

/** How hard a pattern is to read: runs, squares, false finders and imbalance. */
function penalty(grid: boolean[][]): number {
  const size = grid.length;
  let score = 0;
  let dark = 0;
  for (let y = 0; y < size; y++) {
    let row = "";
    let column = "";
    for (let x = 0; x < size; x++) {
      row += +grid[y][x];
      column += +grid[x][y];
      dark += +grid[y][x];
      if (x && y && grid[y][x] === grid[y - 1][x] && grid[y][x] === grid[y][x - 1] && grid[y][x] === grid[y - 1][x - 1]) {
        score += 3;
      }
    }
    for (const line of [row, column]) {
      for (const run of line.match(/0{5,}|1{5,}/g) ?? []) score += run.length - 2;
      score += 40 * (line.match(/(?=00001011101|10111010000)/g) ?? []).length;
    }
  }
  return score + 10 * Math.floor(Math.abs(dark * 20 - size * size * 10) / (size * size));
}

/** The modules of a QR code for `text` (true is dark), or `null` when it is too long. */
export function qr(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text);
  let version = 1;
  while (version <= 20 && bytes.length + (version < 10 ? 2 : 3) > dataBytes(version)) version++;
  if (version > 20) return null;
  const size = version * 4 + 17;
  const grid = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const fixed = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const set = (x: number, y: number, dark: boolean): void => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    grid[y][x] = dark;
    fixed[y][x] = true;
  };
  const square = (cx: number, cy: number, radius: number, light: number[]): void => {
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius; dx <= radius; dx++) {
        set(cx + dx, cy + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    }
  };
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(x, y, 4, [2, 4]);
  const align = version > 1 ? Math.floor(version / 7) + 2 : 0;
  const step = align ? Math.ceil((size - 13) / (2 * align - 2)) * 2 : 0;
  const at = Array.from({ length: align }, (_, i) => (i ? size - 7 - (align - 1 - i) * step : 6));
  at.forEach((x, i) => at.forEach((y, j) => {
    if (!(i + j === 0 || (i === 0 && j === align - 1) || (j === 0 && i === align - 1))) square(x, y, 2, [1]);
  }));
  if (version > 6) {
    let rest = version;
    for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
    const bits = (version << 12) | rest;
    for (let i = 0; i < 18; i++) {
      const a = size - 11 + (i % 3);
      const b = Math.floor(i / 3);
      set(a, b, ((bits >> i) & 1) === 1);
      set(b, a, ((bits >> i) & 1) === 1);
    }
  }
  const format = (mask: number): void => {
    let rest = mask; // level M has the bits 00
    for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    const bits = ((mask << 10) | rest) ^ 0x5412;
    for (let i = 0; i < 15; i++) {
      const dark = ((bits >> i) & 1) === 1;
      if (i < 6) set(8, i, dark);
      else if (i < 8) set(8, i + 1, dark);
      else if (i === 8) set(7, 8, dark);
      else set(14 - i, 8, dark);
      if (i < 8) set(size - 1 - i, 8, dark);
      else set(8, size - 15 + i, dark);
    }
    set(8, size - 8, true);
  };
  format(0);
  const words = codewords(bytes, version);
  let i = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let k = 0; k < size; k++) {
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - k : k;
        if (!fixed[y][x] && i < words.length * 8) {
          grid[y][x] = ((words[i >> 3] >> (7 - (i & 7))) & 1) === 1;
          i++;
        }
      }
    }
  }
  const flip = (mask: number): void => {
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) if (!fixed[y][x] && MASKS[mask](x, y) === 0) grid[y][x] = !grid[y][x];
    }
  };
  let best = 0;
  let least = Infinity;
  for (let mask = 0; mask < 8; mask++) {
    format(mask);
    flip(mask);
    const score = penalty(grid);
    flip(mask);
    if (score < least) [best, least] = [mask, score];
  }
  format(best);
  flip(best);
  return grid;
}

/** The QR code as one SVG path on a grid of `size` units, quiet zone of 4 included. */
export function qrPath(text: string): { path: string; size: number } | null {
  const grid = qr(text);
  if (!grid) return null;
  const path = grid.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : ""))).join("");
  return { path, size: grid.length + 8 };
}
