// Marks drawn on a canvas in the pages' colours: a letter for what happened, a flag for who holds a place.

export interface Family {
  key: string;
  letter: string;
  label: string;
  tint: number;
}

export type Colours = Record<string, string>;
const RATIO = 2; // marks are drawn twice as fine as they are shown
const PATTERNS = 4;

/** The families, as the page's key lists them. */
export function readFamilies(key: Element): Map<string, Family> {
  const found = new Map<string, Family>();
  for (const item of key.querySelectorAll<HTMLElement>("[data-family]")) {
    const { family = "", letter = "", tint = "0" } = item.dataset;
    found.set(family, { key: family, letter, label: item.textContent?.trim() ?? "", tint: Number(tint) });
  }
  return found;
}

/** The colours that the pages have now, light or dark. */
export function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "soft", "faint", "accent", "land", "water", "shore", "border", "halo", "faint-name", "mark"];
  for (let tint = 0; tint < 8; tint++) names.push(`t${tint}`);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

export interface Drawn {
  image: ImageData;
  pixelRatio: number;
}

function draw(size: number, paint: (pen: CanvasRenderingContext2D, size: number) => void): Drawn {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * RATIO;
  const pen = canvas.getContext("2d")!;
  pen.scale(RATIO, RATIO);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  paint(pen, size);
  return { image: pen.getImageData(0, 0, size * RATIO, size * RATIO), pixelRatio: RATIO };
}

/** A letter in a box; where the place is wide, a bare letter, for there is no point to mark. */
export function drawBadge(family: Family, colours: Colours, { bare, disputed }: { bare: boolean; disputed: boolean }): Drawn {
  return draw(28, (pen, size) => {
    const middle = size / 2;
    const tint = colours[`t${family.tint}`]!;
    pen.font = "700 13px sans-serif";
    if (bare) {
      pen.lineWidth = 4;
      pen.strokeStyle = colours.halo!;
      pen.strokeText(family.letter, middle, middle + 1);
      pen.fillStyle = tint;
    } else {
      box(pen, 5, 5, 18, 18);
      pen.fillStyle = tint;
      pen.fill();
      pen.lineWidth = 1.5;
      pen.strokeStyle = colours.halo!;
      pen.stroke();
      pen.fillStyle = colours.paper!;
    }
    pen.fillText(family.letter, middle, middle + 1);
    if (disputed) {
      pen.font = "700 12px sans-serif";
      pen.lineWidth = 4;
      pen.strokeStyle = colours.halo!;
      pen.strokeText("◆", size - 6, 6);
      pen.fillStyle = colours.accent!;
      pen.fillText("◆", size - 6, 6);
    }
  });
}

export interface Holder {
  name: string;
  initials: string;
  tint: number;
  pattern: number;
}

/** A holder's mark: colour, pattern and initials come together, so that nobody needs to tell colours apart. */
export function holderOf(name: string, rank: number): Holder {
  const words = name.replace(/^the /i, "").split(/[\s-]+/).filter((word) => word.length > 2 || /\p{Lu}/u.test(word));
  const initials = words.slice(0, 2).map((word) => word[0]!.toUpperCase()).join("") || "?";
  return { name, initials, tint: rank % 8, pattern: Math.floor(rank / 2) % PATTERNS };
}

/** A flag: plain for one holder, hatched in two colours where contested, with a broken edge under siege. */
export function drawFlag(holders: Holder[], state: string, colours: Colours): Drawn {
  return draw(30, (pen) => {
    const [one, two] = [holders[0], holders[1]];
    const tint = one ? colours[`t${one.tint}`]! : colours.faint!;
    pen.fillStyle = colours.ink!;
    pen.fillRect(3, 3, 1.5, 26);
    pen.save();
    pen.beginPath();
    pen.rect(4.5, 3, 23, 15);
    pen.fillStyle = colours.paper!;
    pen.fill();
    pen.clip();
    if (state === "contested") hatch(pen, tint, two ? colours[`t${two.tint}`]! : colours.ink!);
    else if (one) fillPattern(pen, one.pattern, tint);
    pen.restore();
    pen.lineWidth = 1.5;
    pen.strokeStyle = state === "lost" ? colours.faint! : tint;
    if (state === "besieged") pen.setLineDash([3, 2]);
    pen.strokeRect(4.5, 3, 23, 15);
    pen.font = "700 10px sans-serif";
    pen.lineWidth = 3.5;
    pen.lineJoin = "round";
    pen.strokeStyle = colours.halo!;
    const text = state === "contested" ? "?" : (one?.initials ?? "–");
    pen.strokeText(text, 16, 11);
    pen.fillStyle = colours.ink!;
    pen.fillText(text, 16, 11);
  });
}

function box(pen: CanvasRenderingContext2D, x: number, y: number, width: number, height: number): void {
  pen.beginPath();
  pen.roundRect(x, y, width, height, 3);
}

function hatch(pen: CanvasRenderingContext2D, one: string, two: string): void {
  pen.lineWidth = 3;
  for (let at = -20, turn = 0; at < 34; at += 4.5, turn++) {
    pen.strokeStyle = turn % 2 ? two : one;
    pen.beginPath();
    pen.moveTo(at, 20);
    pen.lineTo(at + 18, 2);
    pen.stroke();
  }
}

function fillPattern(pen: CanvasRenderingContext2D, pattern: number, tint: string): void {
  pen.fillStyle = pen.strokeStyle = tint;
  pen.lineWidth = 2;
  if (pattern === 0) pen.fillRect(0, 0, 30, 30);
  for (let at = 4; pattern === 1 && at < 30; at += 5) pen.fillRect(0, at - 1, 30, 2.5); // stripes across
  for (let at = 6; pattern === 2 && at < 30; at += 5) pen.fillRect(at, 0, 2.5, 30); // stripes up
  for (let x = 6; pattern === 3 && x < 30; x += 5) {
    for (let y = 5; y < 20; y += 5) pen.fillRect(x, y, 2.2, 2.2); // dots
  }
}
