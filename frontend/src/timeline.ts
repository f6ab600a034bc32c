/**
 * The timeline without reloading: wheel, drag, keys, buttons and the strip's brush change the stretch of time that is seen.
 *
 * The page is complete without this script: every step is a link. With it the same addresses are fetched, and what they show
 * of the timeline takes the place of what stands there; the address in the window always says what is seen.
 */

const MINUTE = 60_000;
const LEAST_SPAN = 180; // minutes, as the server has it
const CLICK = 5; // pixels: a press that moves less is a click
const WHEEL_STEP = 1.25;
const WHEEL_REST = 140; // milliseconds without a turn of the wheel before the page is asked for
const YEAR_1 = -62_135_596_800_000 / MINUTE;
const YEAR_9999 = 253_402_300_800_000 / MINUTE;

interface Span {
  readonly low: number;
  readonly high: number;
}

let asked = 0;
let rest: number | undefined;
let wanted: Span | undefined;
let shown = window.location.pathname + window.location.search;

const part = (selector: string): HTMLElement | null => document.querySelector<HTMLElement>(selector);

function seen(): Span | undefined {
  const { low, high } = part("[data-timeline]")?.dataset ?? {};
  return low === undefined || high === undefined ? undefined : { low: Number(low), high: Number(high) };
}

/** A minute as an address has it, without seconds. */
function instant(minutes: number): string {
  return new Date(minutes * MINUTE).toISOString().slice(0, 16);
}

function within(low: number, high: number): Span {
  const span = Math.max(high - low, LEAST_SPAN);
  const begin = Math.min(Math.max(Math.round(low), YEAR_1), YEAR_9999 - LEAST_SPAN);
  return { low: begin, high: Math.min(Math.round(begin + span), YEAR_9999) };
}

function addressOf(span: Span): string {
  const url = new URL(part("[data-timeline]")?.dataset["here"] ?? window.location.href, window.location.href);
  url.searchParams.set("since", instant(span.low));
  url.searchParams.set("until", instant(span.high - 1));
  url.searchParams.delete("page");
  return url.pathname + url.search;
}

/** Ask the server for an address, and show what it has of the timeline; answers that come too late are dropped. */
async function show(address: string, history: "push" | "keep"): Promise<void> {
  asked += 1;
  const mine = asked;
  part("[data-chart]")?.classList.add("busy");
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine === asked) replace(page, history);
  } catch {
    if (mine === asked) window.location.assign(address);
  }
}

function replace(page: Document, history: "push" | "keep"): void {
  const fresh = page.querySelector<HTMLElement>("[data-timeline]");
  const old = part("[data-timeline]");
  if (fresh === null || old === null) return;
  const focus = markOfFocus(old);
  const scrolled = part("[data-chart]")?.scrollLeft ?? 0;
  old.replaceWith(document.adoptNode(fresh));
  const status = page.querySelector("[data-status]");
  if (status !== null) part("[data-status]")?.replaceChildren(...Array.from(status.childNodes));
  for (const name of ["since", "until"]) copyField(page, name);
  const chart = part("[data-chart]");
  if (chart !== null) chart.scrollLeft = scrolled;
  // a step that is no more possible has lost its link: its keys go on working in the chart
  if (focus !== null) (part(focus) ?? chart)?.focus({ preventScroll: true });
  const here = fresh.dataset["here"];
  if (history === "push" && here !== undefined) window.history.pushState(null, "", here);
  shown = window.location.pathname + window.location.search;
  hint();
}

/** A first look, of which the address says nothing yet, can be passed on and come back to like any other. */
function sayWhatIsSeen(): void {
  const here = part("[data-timeline]")?.dataset["here"];
  const given = new URL(window.location.href).searchParams;
  if (here === undefined || given.has("page") || (given.has("since") && given.has("until"))) return;
  window.history.replaceState(null, "", here + window.location.hash);
  shown = window.location.pathname + window.location.search;
}

/** Say what can be done here that a page without a script cannot; its room is kept free. */
function hint(): void {
  for (const words of document.querySelectorAll("[data-hint]")) words.classList.add("on");
}

/** How to find again what has the focus: a step's button, or the chart. */
function markOfFocus(root: HTMLElement): string | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement || active instanceof SVGElement) || !root.contains(active)) return null;
  const step = active.dataset["step"];
  if (step !== undefined) return `[data-step="${step}"]`;
  return active.closest("[data-chart]") === null ? null : "[data-chart]";
}

function copyField(page: Document, name: string): void {
  const selector = `[data-filters] input[name=${name}]`;
  const field = document.querySelector<HTMLInputElement>(selector);
  const fresh = page.querySelector<HTMLInputElement>(selector);
  if (field !== null && fresh !== null) field.value = fresh.value;
}

// keys and buttons ---------------------------------------------------------------------------------------------

const KEYS: Readonly<Record<string, string>> = { "=": "+", _: "-" };

function onKey(event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof Element)) return;
  if (event.target.closest("[data-chart], .steps") === null) return;
  const name = KEYS[event.key] ?? event.key;
  const chart = part("[data-chart]");
  // in a narrow window arrows scroll the chart's own box
  if (name.startsWith("Arrow") && chart !== null && chart.scrollWidth > chart.clientWidth) return;
  const step = Array.from(document.querySelectorAll<HTMLAnchorElement>("[data-step]")).find(
    (link) => link.dataset["step"] === name,
  );
  if (step === undefined) return;
  event.preventDefault();
  void show(step.href, "push");
}

function onClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (link === null || link.closest(".steps, [data-strip], [data-status]") === null) return;
  const address = link.getAttribute("href");
  if (address === null) return;
  event.preventDefault();
  void show(address, "push");
}

// the wheel ----------------------------------------------------------------------------------------------------

/** Zoom around what the pointer is at: with a key held as maps have it, or freely while the chart has the focus. */
function onWheel(event: WheelEvent): void {
  const chart = part("[data-chart]");
  const plot = part("[data-plot] .lane-plot");
  const now = wanted ?? seen();
  if (chart === null || plot === null || now === undefined) return;
  if (!(event.target instanceof Node) || !chart.contains(event.target)) return;
  const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
  if (!sideways && !event.ctrlKey && !event.metaKey && !chart.contains(document.activeElement)) return;
  if (sideways && chart.scrollWidth > chart.clientWidth) return;
  event.preventDefault();
  const box = plot.getBoundingClientRect();
  const span = now.high - now.low;
  if (sideways) {
    const by = (event.deltaX / box.width) * span;
    wanted = within(now.low + by, now.high + by);
  } else {
    const at = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    const next = Math.max(span * (event.deltaY > 0 ? WHEEL_STEP : 1 / WHEEL_STEP), LEAST_SPAN);
    const low = now.low + (span - next) * at;
    wanted = within(low, low + next);
  }
  window.clearTimeout(rest);
  rest = window.setTimeout(settle, WHEEL_REST);
}

function settle(): void {
  const span = wanted;
  wanted = undefined;
  if (span !== undefined) void show(addressOf(span), "push");
}

// drag: the lanes move, on the strip a new stretch is chosen ------------------------------------------------------

function onPress(event: PointerEvent): void {
  if (event.button !== 0 || event.pointerType === "touch" || !(event.target instanceof Element)) return;
  const strip = event.target.closest<SVGElement>("[data-strip]");
  const lanes = event.target.closest<HTMLElement>("[data-plot]");
  const plot = lanes?.querySelector<SVGElement>(".lane-plot");
  if (strip !== null) follow(event, strip, (from, to) => brush(strip, from, to), choose);
  else if (lanes !== null && plot && event.target.closest(".lane-plot") !== null) follow(event, plot, slide(lanes), pan);
}

/** Follow the pointer from a press to its end, in shares of an element's width; a click stays a click. */
function follow(
  press: PointerEvent,
  element: SVGElement,
  move: (from: number, to: number) => void,
  end: (element: SVGElement, from: number, to: number) => void,
): void {
  const box = element.getBoundingClientRect();
  const share = (event: PointerEvent): number => (event.clientX - box.left) / box.width;
  const from = share(press);
  let moved = false;
  const onMove = (event: PointerEvent): void => {
    moved ||= Math.abs(event.clientX - press.clientX) > CLICK;
    if (moved) move(from, share(event));
  };
  const onEnd = (event: PointerEvent): void => {
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointerup", onEnd);
    window.removeEventListener("pointercancel", onEnd);
    if (!moved) return;
    window.addEventListener("click", swallow, { capture: true, once: true });
    window.setTimeout(() => window.removeEventListener("click", swallow, { capture: true }));
    if (event.type === "pointerup") end(element, from, share(event));
    else void show(window.location.href, "keep");
  };
  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", onEnd);
  window.addEventListener("pointercancel", onEnd);
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

function slide(lanes: HTMLElement): (from: number, to: number) => void {
  return (from, to) => {
    lanes.classList.add("grabbed");
    for (const plot of lanes.querySelectorAll<SVGElement>(".lane-plot")) {
      plot.style.transform = `translateX(${(to - from) * 100}%)`;
    }
  };
}

function pan(_element: SVGElement, from: number, to: number): void {
  const now = seen();
  if (now === undefined) return;
  const by = (from - to) * (now.high - now.low);
  void show(addressOf(within(now.low + by, now.high + by)), "push");
}

function brush(strip: SVGElement, from: number, to: number): void {
  const rect = strip.querySelector("[data-brush]");
  const [low, high] = [Math.max(Math.min(from, to), 0), Math.min(Math.max(from, to), 1)];
  rect?.setAttribute("x", `${low * 100}%`);
  rect?.setAttribute("width", `${(high - low) * 100}%`);
}

function choose(strip: SVGElement, from: number, to: number): void {
  const low = Number(strip.dataset["low"]);
  const span = Number(strip.dataset["high"]) - low;
  const [first, last] = [Math.max(Math.min(from, to), 0), Math.min(Math.max(from, to), 1)];
  void show(addressOf(within(low + first * span, low + last * span)), "push");
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", onClick);
document.addEventListener("wheel", onWheel, { passive: false });
document.addEventListener("pointerdown", onPress);
document.addEventListener("dragstart", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-plot], [data-strip]") !== null) event.preventDefault();
});
window.addEventListener("popstate", () => {
  // a jump within the page asks for nothing else
  if (shown !== window.location.pathname + window.location.search) void show(window.location.href, "keep");
});
sayWhatIsSeen();
hint();
