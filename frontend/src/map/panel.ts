// What opens when a mark is chosen: its incidents or holders, and on whose word each is told.
import { dayLabel, plural, type Group, type Held, type IncidentFeature } from "./data";
import { kmLabel, lineItem, make, type List } from "./list";

interface Said {
  told: {
    claim: string;
    report: string;
    local_id: string;
    chain: string[];
    stance: string;
    words: string;
    published: string | null;
    reports: number;
  }[];
  left_out: number;
  disputes: { id: string; kind: string; about: string }[];
}

const AT_ONCE = 2; // so many incidents are told in full when the panel opens; of more, each when it is asked for

export class Panel {
  private cameFrom: HTMLElement | null = null;

  constructor(
    private readonly box: HTMLElement,
    private readonly list: List,
    private readonly asOf: string,
  ) {
    box.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  /** Show the incidents of some places. */
  openPlaces(title: string, groups: Group[], held?: Held): void {
    const incidents = groups.flatMap((group) => group.incidents);
    const [only] = groups.length === 1 ? groups : [];
    const reach = only ? `within ${kmLabel(only.km)} of the point · ` : "";
    this.open(title, `${reach}${plural(incidents.length, "incident")}`);
    for (const one of incidents.slice(0, 60)) this.addIncident(one, incidents.length <= AT_ONCE);
    if (incidents.length > 60) this.box.append(make("p", { class: "soft" }, `and ${incidents.length - 60} more in the list`));
    if (held) this.addHeld(held);
  }

  /** Show who held a place, before and after too. */
  openHeld({ feature, span }: Held): void {
    this.open(feature.properties.place, "who held it, on whose word");
    this.addHeld({ feature, span });
  }

  private addHeld({ feature, span }: Held): void {
    for (const one of feature.properties.spans) {
      this.box.append(make("h3", {}, `${feature.properties.place}, ${one.when}: ${one.state}${one === span ? " (this day)" : ""}`));
      this.box.append(make("ul", {}, ...one.lines.map((line) => lineItem(line, one.state))));
    }
  }

  close(): void {
    this.box.hidden = true;
    this.cameFrom?.focus();
  }

  private open(title: string, beside: string): void {
    if (document.activeElement instanceof HTMLElement && !this.box.contains(document.activeElement)) {
      this.cameFrom = document.activeElement;
    }
    const close = make("button", { type: "button", class: "close" }, "Close");
    close.addEventListener("click", () => this.close());
    this.box.replaceChildren(close, make("h2", {}, `${title} `, make("span", { class: "n" }, beside)));
    this.box.hidden = false;
    this.box.scrollTop = 0;
    this.box.focus({ preventScroll: window.innerWidth > 960 });
  }

  private addIncident(one: IncidentFeature, atOnce: boolean): void {
    const said = make("div");
    this.box.append(make("ul", {}, this.list.incident(one)), said);
    if (atOnce) {
      void this.say(one.id, said);
      return;
    }
    const button = make("button", { type: "button", class: "ask" }, "Who says so");
    button.addEventListener("click", () => void this.say(one.id, said));
    said.append(button);
  }

  private async say(incident: string, into: HTMLElement): Promise<void> {
    const asked = this.asOf ? `?as_of=${encodeURIComponent(this.asOf)}` : "";
    const answer = await fetch(`/api/v1/map/said/${encodeURIComponent(incident)}${asked}`).catch(() => null);
    if (!answer?.ok) {
      into.replaceChildren(make("p", { class: "soft" }, "The archive does not answer."));
      return;
    }
    const said = (await answer.json()) as Said;
    into.replaceChildren(...said.told.map(saidItem));
    if (said.left_out) into.append(make("p", { class: "soft" }, `and ${said.left_out} more`));
    for (const dispute of said.disputes) {
      const link = make("a", { href: `/disputes/${encodeURIComponent(dispute.id)}` }, dispute.about);
      into.append(make("p", {}, make("strong", { class: "disputed" }, "◆ disputed"), " ", link));
    }
  }
}

function saidItem(told: Said["told"][number]): HTMLElement {
  const chain = make("span", {}, told.chain.join(" › "), " ", make("span", { class: `stance stance-${told.stance}` }, told.stance));
  const words = make("q", {}, make("a", { href: `/claims/${encodeURIComponent(told.claim)}` }, told.words));
  const report = make("a", { href: `/reports/${encodeURIComponent(told.report)}#c-${told.local_id}` }, "in the report");
  const day = told.published ? ` of ${dayLabel(told.published.slice(0, 10))}` : "";
  const reprints = told.reports > 1 ? `, and ${plural(told.reports - 1, "reprint")}` : "";
  return make("div", { class: "said" }, chain, words, make("span", { class: "soft" }, report, day, reprints));
}
