import type { ElkEdgeSection } from 'elkjs';
import type { Netlist } from '../../hdl-dsl/netlist/index.js';
import { type Markup, markup } from './markup.js';
import { type Bundle, netlistBlocks, type Part } from './netlist-blocks.js';
import { type Layout, placeBlocks } from './place-blocks.js';

/** The top module of a netlist as blocks: its instances, its own registers and logic as one, its ports, and the widths
 *  between them. */
export async function netlistDiagram(netlist: Netlist): Promise<Markup> {
  const { name, parts, bundles } = netlistBlocks(netlist);
  return draw(name, parts, bundles, await placeBlocks(parts, bundles));
}

function draw(
  name: string,
  parts: readonly Part[],
  bundles: readonly Bundle[],
  { width, height, boxes, lines }: Layout,
): Markup {
  const margin = 14;
  const size = { width: width + 2 * margin, height: height + 2 * margin };
  const wires = bundles.map((bundle, i) => drawWire(bundle, lines[i] ?? []));
  const blocks = parts.flatMap((part) => {
    const box = boxes.get(part.id);
    return box === undefined ? [] : [drawPart(part, box)];
  });
  return markup`<svg class="diagram netlist" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${`Blocks of ${name}, from its netlist`}">
<defs><marker id="netlist-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path class="head" d="M0 0.5L8 4L0 7.5z"/></marker></defs>
<g transform="translate(${margin} ${margin})">
${wires}${blocks}
</g>
</svg>`;
}

function drawPart(part: Part, box: { x: number; y: number; width: number; height: number }): Markup {
  const { x, y, width, height } = box;
  const middle = x + width / 2;
  const { kind, title, subtitle } = part;
  if (kind === 'input' || kind === 'output') {
    return markup`<rect class="pin" x="${x}" y="${y}" width="${width}" height="${height}" rx="${height / 2}"/>
<text class="line" x="${middle}" y="${y + 16.5}">${title}</text>`;
  }
  const look = kind === 'black-box' ? 'block analog' : kind === 'own' ? 'block glue' : 'block';
  const behind = Array.from({ length: Math.min(3, part.count - 1) }, (_, i) => {
    const shift = 5 * (Math.min(3, part.count - 1) - i);
    return markup`<rect class="${look} behind" x="${x + shift}" y="${y - shift}" width="${width}" height="${height}" rx="6"/>`;
  });
  return markup`${behind}<rect class="${look}" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>
<text class="title" x="${middle}" y="${y + 28}">${title}</text>
<text class="line" x="${middle}" y="${y + 47}">${subtitle}</text>`;
}

function drawWire({ names, bits }: Bundle, sections: readonly ElkEdgeSection[]): Markup {
  const shown = `${names.length === 0 ? 'logic' : names.join(', ')}: ${bits} bit${bits === 1 ? '' : 's'}`;
  const paths = sections.map(({ startPoint, bendPoints = [], endPoint }) => {
    const points = [startPoint, ...bendPoints, endPoint];
    const d = points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${tidy(x)} ${tidy(y)}`).join('');
    return markup`<path class="wire${bits > 1 ? ' bus' : ''}" d="${d}" marker-end="url(#netlist-arrow)"><title>${shown}</title></path>`;
  });
  const [first] = sections;
  // The width stands where the wire leaves, beside the block and clear of the others.
  const label =
    first === undefined || bits === 1
      ? undefined
      : markup`<text class="bits" x="${first.startPoint.x + 4}" y="${first.startPoint.y - 4}">${bits}</text>`;
  return markup`${paths}${label}`;
}

function tidy(value: number): number {
  return Math.round(value * 10) / 10;
}
