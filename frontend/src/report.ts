/**
 * A report beside its claims: pointing at one shows the other, arrow keys walk from claim to claim.
 *
 * The page is complete without this script: every claim number is a link to its card, every card's number a link back.
 * Words and cards of one claim carry the same `data-claim`.
 */

const LIT = "lit";
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

const text = document.querySelector<HTMLElement>("[data-report-text]");
const list = document.querySelector<HTMLElement>("[data-claim-list]");

function claimAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-claim]") : null;
}

function partsOf(claim: string, root: ParentNode): HTMLElement[] {
  return Array.from(root.querySelectorAll<HTMLElement>("[data-claim]")).filter((part) => part.dataset["claim"] === claim);
}

function light(claim: string | undefined): void {
  for (const part of document.querySelectorAll(`.${LIT}`)) part.classList.remove(LIT);
  if (claim === undefined) return;
  for (const part of partsOf(claim, document)) part.classList.add(LIT);
}

/** Bring a card into the list's own window, without moving the page under the reader's eyes. */
function showInList(card: HTMLElement): void {
  if (list === null || list.scrollHeight <= list.clientHeight) return;
  const frame = list.getBoundingClientRect();
  const box = card.getBoundingClientRect();
  if (box.top < frame.top || box.bottom > frame.bottom) list.scrollTop += box.top - frame.top - frame.height / 4;
}

/** Bring words into the window when the keyboard led to their card. */
function showInText(words: HTMLElement): void {
  const box = words.getBoundingClientRect();
  if (box.top < 0 || box.bottom > window.innerHeight) words.scrollIntoView({ block: "center" });
}

function point(target: EventTarget | null, byKeyboard: boolean): void {
  const part = claimAt(target);
  if (part === null) return;
  const claim = part.dataset["claim"] ?? "";
  light(claim);
  if (text !== null && list !== null) {
    const inText = text.contains(part);
    const other = partsOf(claim, inText ? list : text)[0];
    if (other === undefined) return;
    if (inText) showInList(other);
    else if (byKeyboard && list.scrollHeight > list.clientHeight) showInText(other);
  }
}

function step(event: KeyboardEvent): void {
  if (event.key === "Escape") return light(undefined);
  const by = STEPS[event.key];
  const here = document.activeElement;
  if (by === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!(here instanceof HTMLElement) || !here.matches("[data-claim-link]")) return;
  const root = text !== null && text.contains(here) ? text : list;
  const links = Array.from((root ?? document).querySelectorAll<HTMLElement>("[data-claim-link]"));
  const next = links[links.indexOf(here) + by];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

for (const root of [text, list]) {
  root?.addEventListener("pointerover", (event) => point(event.target, false));
  root?.addEventListener("pointerleave", () => point(document.activeElement, false));
  // a press of the mouse focuses too, and must not move what it is about to click
  root?.addEventListener("focusin", (event) => point(event.target, (event.target as Element).matches(":focus-visible")));
}
document.addEventListener("keydown", step);
