import { type Markup, markup } from './markup.js';
import type { DigitCard } from './report-data.js';

const pixel = 13;
const brightest = 16;
const barLeft = 138;
const barWidth = 120;

/** Images with their scores; the class found has the strong bar. */
export function digitCards(cards: readonly DigitCard[]): Markup {
  return markup`<div class="digits">${cards.map(drawCard)}</div>`;
}

function drawCard(card: DigitCard): Markup {
  const pixels = card.pixels.map((value, k) => {
    const level = Math.max(0, Math.min(1, value / brightest));
    return markup`<rect class="ink" x="${(k % 8) * pixel}" y="${Math.floor(k / 8) * pixel}" width="${pixel}" height="${pixel}" fill-opacity="${level}"/>`;
  });
  const low = Math.min(0, ...card.scores);
  const high = Math.max(0, ...card.scores);
  const scale = (score: number) => (high === low ? 0 : ((score - low) / (high - low)) * barWidth);
  const bars = card.scores.map((score, digit) => {
    const from = Math.min(scale(0), scale(score));
    const length = Math.max(0.8, Math.abs(scale(score) - scale(0)));
    const kind = digit === card.predicted ? 'bar found' : 'bar';
    return markup`<text class="tick right" x="${barLeft - 7}" y="${digit * 10.6 + 8.4}">${digit}</text>
<rect class="${kind}" x="${barLeft + from}" y="${digit * 10.6 + 1}" width="${length}" height="7.6"><title>${`score ${score}`}</title></rect>`;
  });
  const right = card.label === card.predicted;
  return markup`<figure class="${right ? 'digit' : 'digit wrong'}">
<svg viewBox="0 0 264 108" role="img" aria-label="${`digit ${card.label}, classified as ${card.predicted}`}">
<rect class="paper" x="0" y="0" width="${8 * pixel}" height="${8 * pixel}"/>
${pixels}${bars}
</svg>
<figcaption>${right ? `${card.label}, recognised` : `${card.label}, taken for ${card.predicted}`}</figcaption>
</figure>`;
}
