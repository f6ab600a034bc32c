// The map's data as /api/v1/map gives it, and what of it stands on a day: the same rules as dateline/web/atlas.py.

export interface IncidentProperties {
  kind: "incident";
  family: string;
  title: string;
  type: string | null;
  place: string | null;
  place_id: string | null;
  precision_km: number | null;
  first_day: string | null;
  last_day: string | null;
  when: string | null;
  claims: number;
  origins_low: number | null;
  origins_high: number | null;
  killed_low: number | null;
  killed_high: number | null;
  killed_or_more: boolean;
  disputes: number | null;
}

export interface Line {
  holder: string | null;
  state: string;
  origins: string[];
  claim: string;
}

export interface Span {
  from: string;
  to: string | null;
  when: string;
  state: string;
  lines: Line[];
}

export interface HeldProperties {
  kind: "holding";
  place: string;
  place_id: string | null;
  precision_km: number | null;
  spans: Span[];
}

type Point = { type: "Point"; coordinates: [number, number] } | null;
export type IncidentFeature = { type: "Feature"; id: string; geometry: Point; properties: IncidentProperties };
export type HeldFeature = { type: "Feature"; geometry: Point; properties: HeldProperties };

export interface MapData {
  features: (IncidentFeature | HeldFeature)[];
  days: string[];
}

export interface Group {
  key: string;
  name: string;
  at: [number, number] | null;
  km: number;
  incidents: IncidentFeature[];
}

export interface Held {
  feature: HeldFeature;
  span: Span;
}

export interface Shown {
  day: string;
  days: number | null;
  total: number;
  places: Group[];
  unlocated: Group[];
  placeless: IncidentFeature[];
  held: Held[];
}

const DAY_MS = 86_400_000;
const WORDS = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** A day in words, as the pages print it. */
export function dayLabel(day: string): string {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? day : WORDS.format(time);
}

export function plural(count: number, noun: string): string {
  return `${count.toLocaleString("en").replaceAll(",", "\u202f")} ${noun}${count === 1 ? "" : "s"}`;
}

export function isIncident(feature: IncidentFeature | HeldFeature): feature is IncidentFeature {
  return feature.properties.kind === "incident";
}

/** Does an incident stand in the window of days that ends at a day? null: everything up to the day, and what has no day. */
export function isShown({ first_day, last_day }: IncidentProperties, day: string, days: number | null): boolean {
  const first = first_day ?? last_day;
  const last = last_day ?? first_day;
  if (first === null || last === null) return days === null;
  if (first > day) return false;
  return days === null || last >= daysBefore(day, days - 1);
}

export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
}

/** What stands at a day: places with a point, named places without, incidents that name none, and who held what. */
export function showDay(data: MapData, day: string, days: number | null): Shown {
  const incidents = data.features.filter(isIncident).filter((one) => isShown(one.properties, day, days));
  const named = incidents.filter((one) => one.geometry || one.properties.place !== null);
  const groups = groupsOf(named);
  const held: Held[] = [];
  for (const feature of data.features) {
    if (isIncident(feature)) continue;
    const span = feature.properties.spans.find((s) => s.from <= day && (s.to === null || day <= s.to));
    if (span) held.push({ feature, span });
  }
  return {
    day,
    days,
    total: incidents.length,
    places: groups.filter((group) => group.at),
    unlocated: groups.filter((group) => !group.at),
    placeless: incidents.filter((one) => !one.geometry && one.properties.place === null),
    held,
  };
}

function groupsOf(incidents: IncidentFeature[]): Group[] {
  const groups = new Map<string, Group>();
  for (const one of incidents) {
    const { place, place_id, precision_km } = one.properties;
    const key = place_id ?? `name:${(place ?? "").toLowerCase()}`;
    const at = one.geometry?.coordinates ?? null;
    const group = groups.get(key) ?? { key, name: place ?? "", at, km: 0, incidents: [] };
    group.km = Math.max(group.km, precision_km ?? 0);
    group.at ??= at;
    group.incidents.push(one);
    groups.set(key, group);
  }
  const all = [...groups.values()];
  for (const group of all) {
    group.incidents.sort((a, b) => compare(a.properties.first_day ?? "9999", b.properties.first_day ?? "9999"));
  }
  return all.sort((a, b) => b.incidents.length - a.incidents.length || compare(a.name, b.name));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
