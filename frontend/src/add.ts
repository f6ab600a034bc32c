/**
 * The page of adding: files are dropped anywhere on their form. The page of an import: what becomes of each report is
 * written as the server tells it, and at the end the server's own page is shown.
 *
 * Both are complete without this script: files are chosen by a button, and the import's page is looked at again by a link.
 */

interface Row {
  status: string;
  title: string;
  url: string | null;
  note: string;
}

interface Told {
  state: string;
  added: number;
  known: number;
  skipped: number;
  claims: number;
  rows: Row[];
}

const COUNTS = ["added", "known", "skipped", "claims"] as const;
const STATES: Record<string, string> = { waiting: "Waits for the imports before it.", running: "Is being read …" };
const THIN_SPACE = "\u202f";

function watchDrops(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  const area = form.querySelector<HTMLElement>(".drop");
  if (input === null || area === null) return;
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    area.classList.add("over");
  });
  form.addEventListener("dragleave", () => area.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    area.classList.remove("over");
    if (event.dataTransfer !== null && event.dataTransfer.files.length > 0) input.files = event.dataTransfer.files;
  });
}

function lineOf(row: Row): HTMLLIElement {
  const line = document.createElement("li");
  const title = document.createElement(row.url === null ? "span" : "a");
  title.className = "long";
  title.textContent = row.title;
  if (row.url !== null) title.setAttribute("href", row.url);
  const note = document.createElement("span");
  note.className = "note";
  note.textContent = row.note;
  line.append(title, " ", note);
  return line;
}

function tell(page: HTMLElement, told: Told): void {
  for (const name of COUNTS) {
    const place = page.querySelector(`[data-count=${name}]`);
    if (place !== null) place.textContent = String(told[name]).replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  }
  const state = page.querySelector("[data-state]");
  const said = STATES[told.state];
  if (state !== null && said !== undefined && state.textContent !== said) state.textContent = said;
  for (const row of told.rows) {
    const part = row.status === "skipped" ? "skipped" : "kept";
    page.querySelector(`[data-rows=${part}]`)?.append(lineOf(row));
    page.querySelector(`[data-part=${part}]`)?.removeAttribute("hidden");
  }
}

function watchImport(page: HTMLElement): void {
  const source = new EventSource(page.dataset["events"] ?? "");
  source.addEventListener("message", (event: MessageEvent<string>) => tell(page, JSON.parse(event.data) as Told));
  source.addEventListener("over", () => {
    source.close();
    location.reload();
  });
}

document.querySelectorAll<HTMLFormElement>("form[data-drop]").forEach(watchDrops);
document.querySelectorAll<HTMLElement>("[data-events]").forEach(watchImport);
