import { type Markup, markup } from './markup.js';
import type { Histogram } from './report-data.js';

const plot = { left: 64, top: 34, width: 1020, height: 220 };

/** Column sums against the ADC range: counts on a logarithmic scale, bins out of range in the warning colour. */
export function histogramChart(histogram: Histogram): Markup {
  const { least, binWidth, counts, range, saturated } = histogram;
  const end = least + binWidth * counts.length;
  const low = Math.min(least, range.least);
  const high = Math.max(end, range.most + 1);
  const x = (sum: number) => plot.left + ((sum - low) / (high - low)) * plot.width;
  const decades = Math.max(1, Math.ceil(Math.log10(Math.max(1, ...counts) + 1)));
  const y = (n: number) => plot.top + plot.height * (1 - Math.log10(n + 1) / decades);
  const base = plot.top + plot.height;

  const bars = counts.map((n, k) => {
    if (n === 0) return markup``;
    const from = least + k * binWidth;
    const outside = from > range.most || from + binWidth - 1 < range.least;
    const barWidth = Math.max(0.6, x(from + binWidth) - x(from) - 0.3);
    return markup`<rect class="${outside ? 'bar out' : 'bar'}" x="${x(from)}" y="${y(n)}" width="${barWidth}" height="${base - y(n)}"><title>${`${from}${binWidth > 1 ? `..${from + binWidth - 1}` : ''}: ${n}`}</title></rect>`;
  });
  const grid = Array.from({ length: decades + 1 }, (_, k) => {
    const at = k === 0 ? base : y(10 ** k - 1);
    const label = k === 0 ? '0' : shortCount(10 ** k);
    return markup`<line class="grid" x1="${plot.left}" x2="${plot.left + plot.width}" y1="${at}" y2="${at}"/>
<text class="tick right" x="${plot.left - 8}" y="${at + 4}">${label}</text>`;
  });
  const ticks = ticksOf(low, high - 1).map(
    (sum) => markup`<text class="tick" x="${x(sum + 0.5)}" y="${base + 20}">${sum}</text>`,
  );
  const limits = [range.least, range.most + 1].map((edge, k) => {
    const at = x(edge);
    if (k === 0 && range.least >= low && range.least === 0) return markup``;
    const onRight = k === 1 && at > plot.left + plot.width - 150;
    return markup`<line class="limit" x1="${at}" x2="${at}" y1="${plot.top - 12}" y2="${base}"/>
<text class="${onRight ? 'limit-label right' : 'limit-label'}" x="${at + (onRight ? -6 : 6)}" y="${plot.top - 3}">${k === 0 ? `ADC minimum ${range.least}` : `ADC maximum ${range.most}`}</text>`;
  });
  return markup`<svg class="chart" viewBox="0 0 1120 300" role="img" aria-label="Histogram of column sums">
${grid}${bars}${limits}${ticks}
<text class="tick" x="${plot.left + plot.width / 2}" y="${base + 40}">column sum of one slice and step</text>
<text class="tick left" x="8" y="14">conversions</text>
</svg>
<p>${saturated === 0 ? 'No conversion is out of the ADC range.' : `${percent(saturated)} of the conversions are out of the ADC range.`}</p>`;
}

function ticksOf(low: number, high: number): number[] {
  const raw = (high - low) / 10;
  const unit = 10 ** Math.floor(Math.log10(Math.max(raw, 1)));
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((factor) => factor * unit).find((candidate) => candidate >= raw)!,
  );
  const first = Math.ceil(low / step) * step;
  return Array.from({ length: Math.floor((high - first) / step) + 1 }, (_, k) => first + k * step);
}

function shortCount(n: number): string {
  if (n >= 1e9) return `${n / 1e9} G`;
  if (n >= 1e6) return `${n / 1e6} M`;
  return n >= 1e3 ? `${n / 1e3} k` : String(n);
}

function percent(fraction: number): string {
  const value = 100 * fraction;
  return `${value < 0.01 ? value.toExponential(1) : value.toFixed(2)}\u00a0%`;
}
