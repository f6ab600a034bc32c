// The map itself: rings as wide as a place may reach, a letter for what happened there, a flag for who holds it, clusters.
import type { Feature, FeatureCollection, Position } from "geojson";
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { GeoJSONSource, Map as Chart } from "../maplibre";
import type { Group, Held, Shown } from "./data";
import { FONT, Ground, groundStyle } from "./ground";
import { drawBadge, drawFlag, holderOf, type Colours, type Family, type Holder } from "./marks";

type Library = typeof import("../maplibre");

const EARTH_KM = 6371;
const RING_POINTS = 96;
const FINE_KM = 60; // a place that reaches farther has no point to mark: its letter stands bare in its ring
const NEAR_KM = 600; // places no farther apart lie in one part of the world
const WIDE_KM = 1000; // a place that reaches farther than this is no circle but half the map
const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };

export interface Opened {
  places(title: string, groups: Group[], held?: Held): void;
  held(held: Held): void;
}

export class MapChart {
  readonly chart: Chart;
  private shown: Shown | null = null;
  private readonly holders = new Map<string, Holder>();

  constructor(
    library: Library,
    box: HTMLElement,
    private readonly families: Map<string, Family>,
    private readonly colours: Colours,
    private readonly opened: Opened,
    options: { ground: string; bounds: [Position, Position] | null; still: boolean },
  ) {
    this.chart = new library.Map({
      container: box,
      style: styleOf(colours),
      bounds: options.bounds as [[number, number], [number, number]] | undefined ?? undefined,
      fitBoundsOptions: { padding: 48, maxZoom: 8 },
      attributionControl: false,
      fadeDuration: options.still ? 0 : 150,
      dragRotate: false,
      pitchWithRotate: false,
      maxZoom: 11,
      renderWorldCopies: true,
    });
    this.chart.touchZoomRotate.disableRotation();
    this.chart.addControl(new library.NavigationControl({ showCompass: false }), "top-left");
    this.chart.addControl(new library.ScaleControl({}), "bottom-left");
    this.chart.once("load", () => {
      if (options.ground) void new Ground(this.chart, options.ground).follow();
      if (this.shown) this.draw(this.shown);
    });
    this.listen();
  }

  /** Show what stands at a day. */
  show(shown: Shown): void {
    this.shown = shown;
    if (this.chart.isStyleLoaded() || this.chart.getSource("places")) this.draw(shown);
  }

  /** Bring a place into view. */
  goTo(group: Group, still: boolean): void {
    if (!group.at) return;
    const bounds = boundsOf([group]);
    if (bounds) this.chart.fitBounds(bounds as [[number, number], [number, number]], { padding: 60, maxZoom: 8, animate: !still });
  }

  /** The holders that the flags stand for, the first told of first. */
  get holdersShown(): Holder[] {
    return [...this.holders.values()];
  }

  private draw(shown: Shown): void {
    const drawn = shown.places.filter((group) => group.km <= WIDE_KM);
    this.set("rings", drawn.filter((group) => group.km > 0).map((group) => this.ring(group)));
    this.set("places", drawn.map((group) => this.badge(group)));
    this.set("held", shown.held.filter(({ feature }) => feature.geometry).map((held, at) => this.flag(held, at)));
  }

  private set(source: string, features: Feature[]): void {
    (this.chart.getSource(source) as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features });
  }

  private ring(group: Group): Feature {
    const family = this.leading(group);
    const geometry = { type: "Polygon" as const, coordinates: [circle(group.at!, group.km)] };
    return { type: "Feature", properties: { colour: this.colours[`t${family.tint}`], vague: group.km > FINE_KM, km: group.km }, geometry };
  }

  private badge(group: Group): Feature {
    const family = this.leading(group);
    const bare = group.km > FINE_KM;
    const disputed = group.incidents.some((one) => one.properties.disputes);
    const icon = `${family.key}-${bare ? "bare" : "box"}-${disputed ? "disputed" : "plain"}`;
    if (!this.chart.hasImage(icon)) {
      const { image, pixelRatio } = drawBadge(family, this.colours, { bare, disputed });
      this.chart.addImage(icon, image, { pixelRatio });
    }
    const count = group.incidents.length;
    const label = count > 1 ? `${group.name} (${count})` : group.name;
    const properties = { key: group.key, label, icon, n: count, disputed: disputed ? 1 : 0 };
    return { type: "Feature", properties, geometry: { type: "Point", coordinates: group.at! } };
  }

  private flag({ feature, span }: Held, at: number): Feature {
    const holders = span.lines.map((line) => line.holder).filter((name): name is string => name !== null);
    const marks = [...new Set(holders)].map((name) => this.holder(name));
    const icon = `flag-${span.state}-${marks.map((mark) => mark.name).slice(0, 2).join("|")}`;
    if (!this.chart.hasImage(icon)) {
      const { image, pixelRatio } = drawFlag(marks, span.state, this.colours);
      this.chart.addImage(icon, image, { pixelRatio });
    }
    const label = feature.properties.place;
    return { type: "Feature", properties: { at, icon, label }, geometry: feature.geometry! };
  }

  private holder(name: string): Holder {
    const key = name.toLowerCase().replace(/^the /, "");
    const known = this.holders.get(key) ?? holderOf(name, this.holders.size);
    this.holders.set(key, known);
    return known;
  }

  private leading(group: Group): Family {
    const counts = new Map<string, number>();
    for (const one of group.incidents) counts.set(one.properties.family, (counts.get(one.properties.family) ?? 0) + 1);
    const [first] = [...counts].sort((a, b) => b[1] - a[1]);
    return this.families.get(first?.[0] ?? "other") ?? { key: "other", letter: "O", label: "Other", tint: 7 };
  }

  private listen(): void {
    const { chart } = this;
    chart.on("click", (event) => {
      const [flag] = chart.queryRenderedFeatures(event.point, { layers: ["held"] });
      const held = flag && this.shown?.held.filter(({ feature }) => feature.geometry)[Number(flag.properties.at)];
      const [found] = chart.queryRenderedFeatures(event.point, { layers: ["clusters", "badges"] });
      if (found) void this.openAt(found, held);
      else if (held) this.opened.held(held);
    });
    for (const layer of ["held", "clusters", "badges"]) {
      chart.on("mouseenter", layer, () => (chart.getCanvas().style.cursor = "pointer"));
      chart.on("mouseleave", layer, () => (chart.getCanvas().style.cursor = ""));
    }
  }

  private async openAt(found: Feature, held: Held | undefined): Promise<void> {
    const properties = found.properties ?? {};
    let keys = [String(properties.key)];
    if (properties.cluster) {
      const source = this.chart.getSource("places") as GeoJSONSource;
      const leaves = await source.getClusterLeaves(Number(properties.cluster_id), 200, 0);
      keys = leaves.map((leaf) => String(leaf.properties?.key));
    }
    const groups = (this.shown?.places ?? []).filter((group) => keys.includes(group.key));
    const [first] = groups;
    if (first) this.opened.places(groups.length > 1 ? `${first.name} and ${groups.length - 1} more` : first.name, groups, held);
  }
}

/** The box around some places, as wide as they may reach; null for none. */
export function boundsOf(groups: Group[]): [Position, Position] | null {
  const corners = groups.flatMap(({ at, km }) => (at ? circle(at, Math.max(km, 15)) : []));
  if (!corners.length) return null;
  const [lons, lats] = [corners.map((corner) => corner[0]!), corners.map((corner) => corner[1]!)];
  return [
    [Math.min(...lons), Math.max(Math.min(...lats), -80)],
    [Math.max(...lons), Math.min(Math.max(...lats), 80)],
  ];
}

/** The places of the part of the world of which most is told: those that lie near one another. */
export function densest(groups: Group[]): Group[] {
  let parts: Group[][] = [];
  for (const group of groups) {
    const near = parts.filter((part) => part.some((other) => distanceKm(group.at!, other.at!) <= NEAR_KM));
    parts = [...parts.filter((part) => !near.includes(part)), [...near.flat(), group]];
  }
  const told = (part: Group[]): number => part.reduce((sum, group) => sum + group.incidents.length, 0);
  return parts.sort((a, b) => told(b) - told(a) || b.length - a.length)[0] ?? [];
}

function distanceKm([lon, lat]: [number, number], [otherLon, otherLat]: [number, number]): number {
  const radians = Math.PI / 180;
  const up = Math.sin(((otherLat - lat) * radians) / 2) ** 2;
  const across = Math.cos(lat * radians) * Math.cos(otherLat * radians) * Math.sin(((otherLon - lon) * radians) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(up + across)));
}

/** A circle on the globe: what lies some kilometres around a point. */
export function circle([lon, lat]: [number, number], km: number): Position[] {
  const [reach, middle] = [km / EARTH_KM, (lat * Math.PI) / 180];
  return Array.from({ length: RING_POINTS + 1 }, (_, at) => {
    const turn = (2 * Math.PI * at) / RING_POINTS;
    const up = Math.asin(Math.sin(middle) * Math.cos(reach) + Math.cos(middle) * Math.sin(reach) * Math.cos(turn));
    const across = Math.atan2(Math.sin(turn) * Math.sin(reach) * Math.cos(middle), Math.cos(reach) - Math.sin(middle) * Math.sin(up));
    return [lon + (across * 180) / Math.PI, (up * 180) / Math.PI];
  });
}

function styleOf(colours: Colours): StyleSpecification {
  const ground = groundStyle(colours);
  const cluster = { n: ["+", ["get", "n"]], disputed: ["max", ["get", "disputed"]] };
  const sources = {
    ...ground.sources,
    rings: { type: "geojson", data: EMPTY, tolerance: 0.05 },
    places: { type: "geojson", data: EMPTY, cluster: true, clusterRadius: 34, clusterMaxZoom: 7, clusterProperties: cluster },
    held: { type: "geojson", data: EMPTY },
  };
  const background = { id: "background", type: "background", paint: { "background-color": colours.water } };
  return { version: 8, sources, layers: [background, ...ground.layers, ...markLayers(colours)] } as StyleSpecification;
}

function markLayers(colours: Colours): LayerSpecification[] {
  const text = { "text-color": colours.ink, "text-halo-color": colours.halo, "text-halo-width": 1.6 };
  const single = ["!", ["has", "point_count"]];
  const layers = [
    { id: "ring-fill", type: "fill", source: "rings", paint: { "fill-color": ["get", "colour"], "fill-opacity": ["case", ["get", "vague"], 0.03, 0.16] } },
    { id: "ring-edge", type: "line", source: "rings", filter: ["!", ["get", "vague"]], paint: { "line-color": ["get", "colour"], "line-width": 1.5 } },
    { id: "ring-vague", type: "line", source: "rings", filter: ["get", "vague"], paint: { "line-color": ["get", "colour"], "line-width": 1.5, "line-dasharray": [4, 3] } },
    {
      id: "clusters", type: "circle", source: "places", filter: ["has", "point_count"],
      paint: {
        "circle-color": colours.ink, "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "n"]], 1, 12, 12, 26],
        "circle-stroke-width": 3, "circle-stroke-color": ["case", [">", ["get", "disputed"], 0], colours.accent, colours.halo],
      },
    },
    {
      id: "cluster-count", type: "symbol", source: "places", filter: ["has", "point_count"],
      layout: { "text-field": ["to-string", ["get", "n"]], "text-font": FONT, "text-size": 13, "text-allow-overlap": true },
      paint: { "text-color": colours.paper },
    },
    {
      id: "held", type: "symbol", source: "held",
      layout: { "icon-image": ["get", "icon"], "icon-anchor": "bottom-left", "icon-offset": [2, -5], "icon-allow-overlap": ["step", ["zoom"], false, 4, true], "icon-padding": 0 },
    },
    {
      id: "badges", type: "symbol", source: "places", filter: single,
      layout: {
        "icon-image": ["get", "icon"], "icon-allow-overlap": true, "text-field": ["get", "label"], "text-font": FONT, "text-size": 12,
        "text-variable-anchor": ["top", "left", "bottom"], "text-radial-offset": 1.1, "text-optional": true,
        "symbol-sort-key": ["-", 0, ["get", "n"]],
      },
      paint: text,
    },
  ];
  return layers as unknown as LayerSpecification[];
}
