// The list beside the map holds what the map holds, and the panel says who says so.
import { dayLabel, plural, type Group, type Held, type IncidentFeature, type Line, type Shown } from "./data";
import type { Family } from "./marks";

export interface Limits {
  places: number;
  rows: number;
}

type Child = Node | string | null | undefined | false;

/** Make an element. Text is always text: nothing of the data is ever read as markup. */
export function make(tag: string, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

function between(low: number, high: number | null): string {
  if (high === null) return `${low} or more`;
  return low === high ? `${low}` : `${low}–${high}`;
}

/** What is known of an incident, in a line: as the page without a script says it. */
export function facts({ properties: p }: IncidentFeature): string {
  const parts = [p.when ?? "no day told"];
  if (p.killed_low !== null) parts.push(`killed ${between(p.killed_low, p.killed_or_more ? null : p.killed_high)}`);
  if (p.origins_low !== null) {
    parts.push(`${between(p.origins_low, p.origins_high)} ${p.origins_high === 1 ? "origin" : "origins"}`);
  }
  parts.push(plural(p.claims, "claim"));
  return parts.join(" · ");
}

export function kmLabel(km: number): string {
  return km >= 1 ? `${Math.round(km).toLocaleString("en").replaceAll(",", "\u202f")} km` : `${km} km`;
}

export class List {
  constructor(
    private readonly box: Element,
    private readonly families: Map<string, Family>,
    private readonly limits: Limits,
    private readonly open: (group: Group) => void,
    private readonly openHeld: (held: Held) => void,
  ) {}

  /** Show what stands at a day. */
  show(shown: Shown): void {
    const { day, days } = shown;
    const window = days === null ? "up to" : days === 1 ? "on" : `in the ${days} days to`;
    const parts: (Node | null)[] = [heading(plural(shown.total, "incident"), `${window} ${dayLabel(day)}`)];
    parts.push(this.places(shown.places, true));
    parts.push(this.more(shown.places.length, "place", "on the map: choose a shorter window or a filter."));
    if (shown.unlocated.length) {
      parts.push(heading("Places without a point", `${shown.unlocated.length}`), this.places(shown.unlocated, false));
      parts.push(this.more(shown.unlocated.length, "place", "without a point."));
    }
    if (shown.placeless.length) {
      const summary = make("summary", {}, `No place is told: ${plural(shown.placeless.length, "incident")}`);
      const rows = shown.placeless.slice(0, this.limits.places).map((one) => this.incident(one));
      parts.push(make("details", { class: "placeless" }, summary, make("ul", {}, ...rows), this.more(shown.placeless.length, "incident", "")));
    }
    if (shown.held.length) {
      parts.push(heading("Who held what", `${plural(shown.held.length, "place")} on ${dayLabel(day)}`));
      parts.push(make("ul", { class: "held-places" }, ...shown.held.map((held) => this.heldItem(held))));
    }
    this.box.replaceChildren(...parts.filter((part): part is Node => part instanceof Node));
  }

  incident(one: IncidentFeature): HTMLElement {
    const family = this.families.get(one.properties.family);
    const text = make("span", {}, make("a", { href: `/incidents/${encodeURIComponent(one.id)}` }, one.properties.title), " ");
    text.append(make("span", { class: "soft" }, facts(one)));
    if (one.properties.disputes) text.append(" ", make("strong", { class: "disputed" }, "◆ disputed"));
    const tint = `letter tint-${family?.tint ?? 7}`;
    return make("li", { class: "told" }, make("span", { class: tint, title: family?.label ?? "" }, family?.letter ?? "O"), text);
  }

  private places(groups: Group[], located: boolean): HTMLElement {
    return make("ol", { class: "told-places" }, ...groups.slice(0, this.limits.places).map((group) => this.place(group, located)));
  }

  private place(group: Group, located: boolean): HTMLElement {
    const name = make(located ? "button" : "span", located ? { type: "button", "data-place": group.key } : {}, group.name);
    if (located) name.addEventListener("click", () => this.open(group));
    const reach = located ? `± ${kmLabel(group.km)}` : "no point";
    const size = make("span", { class: "soft" }, `${reach} · ${plural(group.incidents.length, "incident")}`);
    const rows = group.incidents.slice(0, this.limits.rows).map((one) => this.incident(one));
    const item = make("li", { class: "place" }, make("h3", {}, make("span", { class: "place-name" }, name), size), make("ul", {}, ...rows));
    const rest = group.incidents.length - rows.length;
    if (rest > 0) {
      const link = make("a", { href: `/incidents?place=${encodeURIComponent(group.name)}` }, `all of ${group.name}`);
      item.append(make("p", { class: "soft" }, `and ${rest} more: `, link));
    }
    return item;
  }

  private heldItem(held: Held): HTMLElement {
    const { feature, span } = held;
    const name = make("button", { type: "button", class: "plain" }, feature.properties.place);
    name.addEventListener("click", () => this.openHeld(held));
    const state = make("span", { class: `state state-${span.state}` }, span.state);
    const lines = make("ul", {}, ...span.lines.map((line) => lineItem(line, span.state)));
    return make("li", { class: "held" }, make("span", { class: "place-name" }, name), " ", state, lines, make("span", { class: "soft" }, span.when));
  }

  private more(count: number, noun: string, rest: string): HTMLElement | null {
    const left = count - this.limits.places;
    return left > 0 ? make("p", { class: "soft" }, `and ${plural(left, noun)} more ${rest}`.trim()) : null;
  }
}

function heading(text: string, beside: string): HTMLElement {
  return make("h2", {}, `${text} `, make("span", { class: "n" }, beside));
}

/** A holder, on whose word; the word leads to its claim. */
export function lineItem(line: Line, state: string): HTMLElement {
  const told = `${line.holder ?? "nobody named"}${line.state === state ? "" : ` (${line.state})`} `;
  const origins = make("a", { href: `/claims/${encodeURIComponent(line.claim)}` }, line.origins.join(", "));
  return make("li", {}, told, make("span", { class: "soft" }, "according to ", origins));
}
