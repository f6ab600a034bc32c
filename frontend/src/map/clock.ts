// The days: a slider with buttons and keys, bars of how much is told of each day, and the day in words.
import { dayLabel, isIncident, type MapData } from "./data";
import { make } from "./list";

const STEP_MS = 800;
const SVG = "http://www.w3.org/2000/svg";
export const WINDOWS: Record<string, { label: string; days: number | null }> = {
  "1": { label: "1 day", days: 1 },
  "7": { label: "7 days", days: 7 },
  "30": { label: "30 days", days: 30 },
  all: { label: "All up to the day", days: null },
};

export class Clock {
  private readonly slider = make("input", { type: "range", min: "0", step: "1", "aria-label": "Day" }) as HTMLInputElement;
  private readonly output = make("output", { class: "clock-day" });
  private readonly play = make("button", { type: "button", "data-play": "" }, "▶ Play");
  private readonly window = make("select", { "aria-label": "Window of days" }) as HTMLSelectElement;
  private readonly bars = document.createElementNS(SVG, "svg");
  private timer = 0;

  constructor(
    box: HTMLElement,
    private readonly data: MapData,
    start: { day: string; days: string },
    private readonly changed: (day: string, window: string) => void,
  ) {
    this.slider.max = String(Math.max(this.days.length - 1, 0));
    const at = this.days.filter((day) => day <= start.day).length - 1;
    this.slider.value = String(at < 0 ? this.days.length - 1 : at);
    for (const [value, { label }] of Object.entries(WINDOWS)) this.window.append(make("option", { value }, label));
    this.window.value = start.days;
    this.drawBars();
    const earlier = make("button", { type: "button", "aria-label": "Earlier day" }, "←");
    const later = make("button", { type: "button", "aria-label": "Later day" }, "→");
    const line = make("div", { class: "clock-line" }, this.output, this.bars, this.slider);
    box.append(make("div", { class: "clock-buttons" }, earlier, this.play, later), line, this.window);
    box.hidden = false;
    earlier.addEventListener("click", () => this.step(-1));
    later.addEventListener("click", () => this.step(1));
    this.play.addEventListener("click", () => this.toggle());
    this.window.addEventListener("change", () => this.tell());
    this.slider.addEventListener("input", () => this.tell());
    this.slider.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      this.toggle();
    });
  }

  get days(): string[] {
    return this.data.days;
  }

  get isPlaying(): boolean {
    return this.timer !== 0;
  }

  /** Say the day in words, and everybody else that it changed. */
  tell(): void {
    const day = this.days[Number(this.slider.value)];
    if (!day) return;
    this.output.textContent = dayLabel(day);
    this.slider.setAttribute("aria-valuetext", dayLabel(day));
    [...this.bars.children].forEach((bar, at) => bar.classList.toggle("in", at === Number(this.slider.value)));
    this.changed(day, this.window.value);
  }

  private step(by: number): void {
    this.slider.value = String(Number(this.slider.value) + by);
    this.tell();
  }

  /** Play on to the last day, or pause. At the last day play begins anew. */
  private toggle(): void {
    const playing = !this.isPlaying;
    clearInterval(this.timer);
    this.timer = 0;
    if (playing) {
      if (this.slider.value === this.slider.max) this.slider.value = "0";
      this.timer = window.setInterval(() => {
        this.step(1);
        if (this.slider.value === this.slider.max) this.toggle();
      }, STEP_MS);
    }
    this.play.textContent = playing ? "⏸ Pause" : "▶ Play";
    this.tell();
  }

  /** One bar a stop, as high as much is told of the day. */
  private drawBars(): void {
    const counts = new Map(this.days.map((day) => [day, 0]));
    for (const { properties } of this.data.features.filter(isIncident)) {
      if (properties.first_day && properties.first_day === properties.last_day) {
        counts.set(properties.first_day, (counts.get(properties.first_day) ?? 0) + 1);
      }
    }
    const most = Math.max(...counts.values(), 1);
    this.bars.setAttribute("class", "clock-bars");
    this.bars.setAttribute("viewBox", `0 0 ${this.days.length} 1`);
    this.bars.setAttribute("preserveAspectRatio", "none");
    this.bars.setAttribute("aria-hidden", "true");
    this.days.forEach((day, at) => {
      const height = Math.max((counts.get(day) ?? 0) / most, 0.04);
      const bar = document.createElementNS(SVG, "rect");
      const edges = { x: at + 0.15, y: 1 - height, width: 0.7, height };
      for (const [name, value] of Object.entries(edges)) bar.setAttribute(name, String(value));
      this.bars.append(bar);
    });
  }
}
