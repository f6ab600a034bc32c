// MapLibre GL in a chunk of its own: only the page of the map fetches it. Its worker is a file of this server, so that the
// content security policy needs no blob: and no eval.
import { setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";

setWorkerUrl(new URL(workerUrl, document.baseURI).href);

export { Map, ScaleControl, NavigationControl } from "maplibre-gl";
export type { GeoJSONSource, StyleSpecification } from "maplibre-gl";
