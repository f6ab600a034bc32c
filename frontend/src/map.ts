// The page of the map: the data is fetched once; the day and the window are chosen here, and map, list and panel follow.
import { boundsOf, densest, MapChart } from "./map/chart";
import { Clock, WINDOWS } from "./map/clock";
import { dayLabel, plural, showDay, type Group, type Held, type MapData, type Shown } from "./map/data";
import { List, make } from "./map/list";
import { drawFlag, readColours, readFamilies } from "./map/marks";
import { Panel } from "./map/panel";

const MOST_HOLDERS = 16; // in the key; the list names them all
const REACH_KM = 400; // what is less precise does not widen the first view
const stillness = matchMedia("(prefers-reduced-motion: reduce)");
const darkness = matchMedia("(prefers-color-scheme: dark)");

function part<Kind extends HTMLElement>(selector: string): Kind {
  const found = document.querySelector<Kind>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

function hasWebGL(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

async function fetchData(address: string): Promise<MapData> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the archive answered ${answer.status}`);
  return (await answer.json()) as MapData;
}

async function start(): Promise<void> {
  const figure = part("#map");
  const status = part("[data-status]");
  if (!hasWebGL()) {
    status.textContent = "This browser has no WebGL, which the moving map needs: the drawing and the list show the day.";
    return;
  }
  const [data, library] = await Promise.all([fetchData(figure.dataset.map ?? ""), import("./maplibre")]);
  const families = readFamilies(part("#families"));
  const limits = { places: Number(figure.dataset.mostPlaces), rows: Number(figure.dataset.mostRows) };
  const canvas = make("div", { class: "map-canvas" });
  figure.prepend(canvas);

  let chart: MapChart | null = null;
  let shown: Shown | null = null;
  const openPlace = (group: Group): void => {
    chart?.goTo(group, stillness.matches);
    panel.openPlaces(group.name, [group]);
  };
  const openHeld = (held: Held): void => panel.openHeld(held);
  const list = new List(part("[data-list]"), families, limits, openPlace, openHeld);
  const panel = new Panel(part("[data-panel]"), list, figure.dataset.asOf ?? "");

  const follow = (day: string, window: string): void => {
    shown = showDay(data, day, WINDOWS[window]?.days ?? null);
    list.show(shown);
    chart?.show(shown);
    if (!clock.isPlaying) settle(shown, window);
  };
  const settle = (now: Shown, window: string): void => {
    status.textContent = `${plural(now.total, "incident")}, ${plural(now.places.length, "place")} on the map, ${dayLabel(now.day)}`;
    const address = new URL(location.href);
    address.searchParams.set("day", now.day);
    address.searchParams.set("days", window);
    history.replaceState(null, "", address);
  };
  const drawHolders = (): void => {
    const colours = readColours();
    part("[data-holders]").replaceChildren(
      ...(chart?.holdersShown ?? []).slice(0, MOST_HOLDERS).map((holder) => {
        const flag = make("canvas", { width: "60", height: "60", "aria-hidden": "true" }) as HTMLCanvasElement;
        flag.getContext("2d")?.putImageData(drawFlag([holder], "holds", colours).image, 0, 0);
        return make("li", {}, flag, ` ${holder.initials}: ${holder.name}`);
      }),
    );
  };
  const clock = new Clock(
    part("[data-live]"),
    data,
    { day: figure.dataset.day ?? "", days: figure.dataset.days ?? "all" },
    follow,
  );
  const drawChart = (): void => {
    const view = chart?.chart.getBounds().toArray() ?? null;
    chart?.chart.remove();
    const precise = showDay(data, "9999-12-31", null).places.filter((group) => group.km <= REACH_KM);
    const held = data.features.filter((one) => one.properties.kind === "holding");
    const flagged = held.map((one) => ({ key: "", name: "", at: one.geometry?.coordinates ?? null, km: 0, incidents: [] }));
    const bounds = view ?? boundsOf(densest([...precise, ...flagged.filter((group) => group.at)]));
    const openPlaces = (title: string, groups: Group[], held?: Held): void => panel.openPlaces(title, groups, held);
    const opened = { places: openPlaces, held: openHeld };
    const options = { ground: figure.dataset.ground ?? "", bounds, still: stillness.matches };
    chart = new MapChart(library, canvas, families, readColours(), opened, options);
    if (shown) chart.show(shown);
    chart.chart.on("idle", () => {
      figure.dataset.drawn = shown?.day ?? "";
      drawHolders();
    });
  };
  drawChart();
  part("[data-still]").hidden = true;
  part("[data-plain]").hidden = true;
  clock.tell();
  darkness.addEventListener("change", () => {
    drawChart();
    clock.tell();
  });
}

if (document.getElementById("map")) {
  start().catch((error: unknown) => {
    part("[data-status]").textContent = `The moving map cannot be shown (${String(error)}); the drawing and the list show the day.`;
  });
}
