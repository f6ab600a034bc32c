// The ground of the map: the world roughly at once, finer cells where one looks closer, all from this server.
import type { Feature, FeatureCollection } from "geojson";
import type { LayerSpecification, SourceSpecification } from "maplibre-gl";
import type { GeoJSONSource, Map as Chart } from "../maplibre";
import type { Colours } from "./marks";

interface Level {
  name: string;
  degrees: number;
  least: number; // the zoom from which it is drawn
}

const LEVELS: Level[] = [
  { name: "world", degrees: 360, least: 0 },
  { name: "wide", degrees: 30, least: 2.6 },
  { name: "near", degrees: 6, least: 5.6 },
];
const RIVERS_TO = 7; // closer, the rivers are coarser than the borders that follow them
const MOST_CELLS = 24; // in a view; of a wider one the level before is fine enough
const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };
export const FONT = ["sans-serif"]; // drawn by the browser: no font is fetched

/** Sources and layers of the ground, the lowest first. */
export function groundStyle(colours: Colours): { sources: Record<string, SourceSpecification>; layers: LayerSpecification[] } {
  const sources: Record<string, SourceSpecification> = {};
  const layers: LayerSpecification[] = [];
  for (const { name, least } of LEVELS) {
    const source = `ground-${name}`;
    sources[source] = { type: "geojson", data: EMPTY, tolerance: 0.2 };
    const shared = { source, minzoom: least };
    const fill = ["match", ["get", "k"], "land", colours.land!, colours.water!];
    const areas = ["match", ["get", "k"], ["land", "water", "lake"], true, false];
    // the sea's edge is that of the cell, and must not be seen: it is drawn without a soft edge, and under the land
    const sea = { "fill-color": colours.water!, "fill-antialias": false };
    layers.push(
      { id: `${source}-sea`, type: "fill", ...shared, filter: ["==", ["get", "k"], "sea"], paint: sea } as LayerSpecification,
      { id: `${source}-area`, type: "fill", ...shared, filter: areas, paint: { "fill-color": fill } } as LayerSpecification,
      line(`${source}-river`, { ...shared, maxzoom: RIVERS_TO }, "river", { "line-color": colours.shore!, "line-width": 0.8 }),
      line(`${source}-border`, shared, "border", { "line-color": colours.border!, "line-width": 1, "line-dasharray": [5, 2, 1, 2] }),
    );
  }
  layers.push({
    id: "country-names",
    type: "symbol",
    source: "ground-world",
    filter: ["==", ["get", "k"], "name"],
    maxzoom: 8,
    layout: {
      "text-field": ["upcase", ["get", "name"]],
      "text-font": FONT,
      "text-size": 10.5,
      "text-letter-spacing": 0.12,
      "text-max-width": 7,
      "symbol-sort-key": ["-", 0, ["get", "size"]],
    },
    paint: { "text-color": colours["faint-name"]!, "text-halo-color": colours.halo!, "text-halo-width": 1.2 },
  });
  return { sources, layers };
}

function line(id: string, shared: object, kind: string, paint: object): LayerSpecification {
  return { id, type: "line", ...shared, filter: ["==", ["get", "k"], kind], paint } as unknown as LayerSpecification;
}

/** Fetches the cells that a view needs, each once; the chart must have loaded its style. */
export class Ground {
  private readonly cells = new Map<string, Feature[]>();

  constructor(
    private readonly chart: Chart,
    private readonly version: string,
  ) {
    chart.on("moveend", () => void this.follow());
  }

  async follow(): Promise<void> {
    await Promise.all(LEVELS.filter((level) => this.chart.getZoom() >= level.least).map((level) => this.fetchLevel(level)));
  }

  private async fetchLevel(level: Level): Promise<void> {
    const wanted = this.cellsInView(level).filter((cell) => !this.cells.has(cell));
    if (!wanted.length || wanted.length > MOST_CELLS) return;
    for (const cell of wanted) this.cells.set(cell, []); // asked for: not again
    await Promise.all(wanted.map((cell) => this.fetchCell(cell)));
    const features = [...this.cells].filter(([cell]) => cell.startsWith(`${level.name}/`)).flatMap(([, found]) => found);
    const source = this.chart.getSource(`ground-${level.name}`) as GeoJSONSource | undefined;
    source?.setData({ type: "FeatureCollection", features });
  }

  private async fetchCell(cell: string): Promise<void> {
    const answer = await fetch(`/api/v1/map/ground/${cell}?v=${this.version}`).catch(() => null);
    if (answer?.ok) this.cells.set(cell, ((await answer.json()) as FeatureCollection).features);
    else this.cells.delete(cell);
  }

  private cellsInView({ name, degrees }: Level): string[] {
    const view = this.chart.getBounds();
    const [across, up] = [360 / degrees, Math.ceil(180 / degrees)];
    const found = new Set<string>();
    const column = (lon: number): number => Math.floor((lon + 180) / degrees);
    const row = (lat: number): number => Math.min(Math.max(Math.floor((lat + 90) / degrees), 0), up - 1);
    const east = Math.min(column(view.getEast()), column(view.getWest()) + across - 1);
    for (let x = column(view.getWest()); x <= east; x++) {
      for (let y = row(view.getSouth()); y <= row(view.getNorth()); y++) {
        found.add(`${name}/${((x % across) + across) % across}/${y}`);
      }
    }
    return [...found];
  }
}
