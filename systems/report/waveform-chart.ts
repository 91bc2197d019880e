import { type Markup, markup } from './markup.js';
import type { Waveform, WaveSignal } from './report-data.js';

const left = 250;
const width = 850;
const row = 30;
const high = 18;

/** Signals over cycles: one-bit signals as levels, wider ones as labelled lanes; the mark is the divergence. */
export function waveformChart(waveform: Waveform): Markup {
  const { fromCycle, toCycle, markCycle, signals } = waveform;
  const span = Math.max(1, toCycle - fromCycle + 1);
  const x = (cycle: number) =>
    left + ((Math.min(Math.max(cycle, fromCycle), toCycle + 1) - fromCycle) / span) * width;
  const bottom = 34 + signals.length * row;
  const step = Math.max(1, Math.ceil(span / 16));
  const ticks = Array.from({ length: Math.ceil(span / step) }, (_, k) => fromCycle + k * step).map(
    (cycle) => markup`<line class="grid" x1="${x(cycle)}" x2="${x(cycle)}" y1="26" y2="${bottom}"/>
<text class="tick" x="${x(cycle)}" y="18">${cycle}</text>`,
  );
  const mark =
    markCycle === undefined
      ? markup``
      : markup`<rect class="mark" x="${x(markCycle)}" y="26" width="${Math.max(2, x(markCycle + 1) - x(markCycle))}" height="${bottom - 26}"/>`;
  const lanes = signals.map((signal, k) => {
    const y = 38 + k * row;
    return markup`<text class="signal" x="${left - 12}" y="${y + 14}">${shorten(signal)}</text>
${drawSignal(signal, y, x, toCycle)}`;
  });
  return markup`<svg class="chart wave" viewBox="0 0 1120 ${bottom + 10}" role="img" aria-label="Signals around the divergence">
${ticks}${mark}${lanes}
</svg>`;
}

function drawSignal(signal: WaveSignal, y: number, x: (cycle: number) => number, toCycle: number): Markup[] {
  return signal.changes.map(({ cycle, value }, k) => {
    const next = signal.changes[k + 1]?.cycle ?? toCycle + 1;
    const from = x(cycle);
    const to = x(next);
    if (to <= from) return markup``;
    if (signal.width === 1 && value !== 'x')
      return drawLevel(Number(value), signal.changes[k - 1]?.value, from, to, y);
    const slope = Math.min(3, (to - from) / 2);
    const text = value === 'x' ? 'x' : hexadecimal(value, signal.width);
    const fits = text.length * 7 < to - from - 4;
    return markup`<path class="${value === 'x' ? 'lane unknown' : 'lane'}" d="M${from} ${y + high / 2}L${from + slope} ${y}H${to - slope}L${to} ${y + high / 2}L${to - slope} ${y + high}H${from + slope}Z"><title>${`${text} from cycle ${cycle}`}</title></path>
${fits ? markup`<text class="value" x="${(from + to) / 2}" y="${y + 13}">${text}</text>` : undefined}`;
  });
}

function drawLevel(
  value: number,
  before: number | bigint | 'x' | undefined,
  from: number,
  to: number,
  y: number,
): Markup {
  const level = value === 0 ? y + high : y;
  const start =
    before === undefined || before === 'x' || Number(before) === value ? level : value === 0 ? y : y + high;
  return markup`<path class="level" d="M${from} ${start}V${level}H${to}"/>`;
}

function hexadecimal(value: number | bigint, bits: number): string {
  const digits = Math.ceil(bits / 4);
  const text = BigInt.asUintN(bits, BigInt(value)).toString(16).padStart(digits, '0');
  return text.length > 16 ? `${text.slice(0, 6)}..${text.slice(-6)}` : text;
}

function shorten(signal: WaveSignal): string {
  const range = signal.width === 1 ? '' : `[${signal.width - 1}:0]`;
  const room = 30 - range.length;
  return `${signal.name.length > room ? `..${signal.name.slice(2 - room)}` : signal.name}${range}`;
}
