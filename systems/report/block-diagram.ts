import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { SignedArrayConfig } from '../../config/signed-array.js';
import type { PhasedConfig } from '../../config/systems.js';
import { type Block, bits, count } from './blocks.js';
import { type Markup, markup } from './markup.js';
import { mixedSignalBlocks, mixedSignalSequence } from './mixed-signal-blocks.js';
import { raellaBlocks, raellaSequence } from './raella-blocks.js';
import { raellaTileBlocks } from './raella-tile-blocks.js';

const leastWidth = 1120;
const blockWidth = 128;
const gap = 66;
const top = 62;
const height = 132;

/** The unit as blocks from input to output, with the widths of the configuration. */
export function blockDiagram(config: PhasedConfig): Markup {
  const blocks = blocksOf(config);
  const used = blocks.length * blockWidth + (blocks.length - 1) * gap;
  const width = Math.max(leastWidth, used + 24);
  const left = (width - used) / 2;
  const x = (k: number) => left + k * (blockWidth + gap);
  const first = blocks.findIndex((block) => block.analog);
  const last = blocks.findLastIndex((block) => block.analog);
  return markup`<svg class="diagram" viewBox="0 0 ${width} 262" role="img" aria-label="Block diagram of the unit">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 0.5L8 4L0 7.5z"/></marker></defs>
<rect class="analog-area" x="${x(first) - 12}" y="${top - 40}" width="${x(last) - x(first) + blockWidth + 31}" height="${height + 66}" rx="10"/>
<text class="area-title" x="${x(first)}" y="${top - 24}">analog macro, behind digital pins</text>
${blocks.slice(1).map((_, k) => arrow(x(k) + blockWidth, x(k + 1), blocks[k]!))}
${blocks.map((block, k) => drawBlock(block, x(k)))}
<text class="caption" x="${left}" y="${top + height + 54}">${sequenceText(config)}</text>
</svg>`;
}

function blocksOf(config: PhasedConfig): Block[] {
  switch (config.system) {
    case 'puma-mvmu':
      return mvmuBlocks(config);
    case 'signed-array':
      return signedArrayBlocks(config);
    case 'raella-crossbar':
      return raellaBlocks(config);
    case 'raella-ima':
    case 'raella-tile':
      return raellaTileBlocks(config);
    case 'mixed-signal-array':
      return mixedSignalBlocks(config);
  }
}

function drawBlock(block: Block, x: number): Markup {
  const sheets = Math.min(4, block.sheets ?? 1);
  const kind = block.analog ? 'block analog' : 'block';
  const behind = Array.from({ length: sheets - 1 }, (_, k) => {
    const shift = (sheets - 1 - k) * 5;
    return markup`<rect class="${kind} behind" x="${x + shift}" y="${top - shift}" width="${blockWidth}" height="${height}" rx="6"/>`;
  });
  const texts = block.lines.map(
    (line, k) => markup`<text class="line" x="${x + blockWidth / 2}" y="${top + 56 + 18 * k}">${line}</text>`,
  );
  return markup`${behind}<rect class="${kind}" x="${x}" y="${top}" width="${blockWidth}" height="${height}" rx="6"/>
<text class="title" x="${x + blockWidth / 2}" y="${top + 29}">${block.title}</text>
${texts}`;
}

function arrow(from: number, to: number, block: Block): Markup {
  const y = top + height / 2;
  const start = from + 5 * Math.max(0, Math.min(4, block.sheets ?? 1) - 1);
  const [upper, lower] = (block.wire ?? '').split('\n');
  const middle = (start + to) / 2;
  return markup`<line class="wire" x1="${start}" y1="${y}" x2="${to - 1}" y2="${y}" marker-end="url(#arrow)"/>
<text class="width" x="${middle}" y="${y - 9}">${upper}</text>
<text class="width" x="${middle}" y="${y + 19}">${lower}</text>`;
}

function mvmuBlocks(config: PumaMvmuConfig): Block[] {
  const slices = sliceCount(config);
  const differential = config.encoding === 'differential';
  const noisy = config.nonideal === undefined ? [] : ['with noise'];
  return [
    {
      title: 'XbarIn',
      lines: [
        count(config.rows, 'register'),
        `of ${config.inputBits} bits`,
        config.signedInputs ? 'signed' : 'unsigned',
      ],
      wire: `${config.rows} x\n${bits(config.dacBits)}`,
    },
    {
      title: count(config.rows, 'DAC'),
      lines: [
        bits(config.dacBits),
        count(Math.ceil(config.inputBits / config.dacBits), 'step'),
        count(passCount(config), 'pass', 'es'),
      ],
      analog: true,
      wire: 'word\nlines',
    },
    {
      title: count(slices, 'slice array'),
      lines: [
        `${config.rows} x ${config.columns}`,
        differential ? `signed ${config.cellBits}-bit` : `${config.cellBits}-bit cells`,
        config.encoding,
        ...noisy,
      ],
      analog: true,
      sheets: slices,
      wire: 'column\nsums',
    },
    {
      title: count(config.adcs * slices, 'ADC'),
      lines: [`${config.adcs} a slice`, differential ? 'signed' : 'unsigned', config.adcOverflow],
      analog: true,
      sheets: config.adcs * slices,
      wire: `codes\n${bits(config.adcBits)}`,
    },
    {
      title: 'Shift and add',
      lines: ['slices and steps', differential ? 'no offset' : 'less the offset', 'exact'],
      wire: `exact\n${bits(exactBits(config))}`,
    },
    {
      title: 'Narrowing',
      lines: [`shift right ${config.output.fraction}`, config.output.rounding, config.output.overflow],
      wire: bits(config.output.bits),
    },
    {
      title: 'XbarOut',
      lines: [
        count(config.columns, 'register'),
        `of ${config.output.bits} bits`,
        `Q(${config.output.bits - config.output.fraction}.${config.output.fraction})`,
      ],
    },
  ];
}

function signedArrayBlocks(config: SignedArrayConfig): Block[] {
  return [
    {
      title: 'Inputs',
      lines: [count(config.rows, 'register'), `of ${config.dacBits} bits`, 'unsigned'],
      wire: `${config.rows} x\n${bits(config.dacBits)}`,
    },
    {
      title: count(config.rows, 'DAC'),
      lines: [bits(config.dacBits), '1 step'],
      analog: true,
      wire: 'word\nlines',
    },
    {
      title: 'Cell array',
      lines: [`${config.rows} x ${config.columns}`, `signed ${config.cellBits}-bit`, '2T2R pairs'].concat(
        config.nonideal === undefined ? [] : ['with noise'],
      ),
      analog: true,
      wire: 'column\nsums',
    },
    {
      title: count(config.adcs, 'ADC'),
      lines: ['signed', 'saturating'],
      analog: true,
      sheets: config.adcs,
      wire: `codes\n${bits(config.adcBits)}`,
    },
    {
      title: 'Outputs',
      lines: [count(config.columns, 'register'), `of ${config.adcBits} bits`, '+ saturated flag'],
    },
  ];
}

function sequenceText(config: PhasedConfig): string {
  if (config.system === 'mixed-signal-array') return mixedSignalSequence(config);
  if (config.system === 'raella-tile') return 'what it computes is programmed layer by layer';
  const turns = Math.ceil(config.columns / config.adcs);
  const conversion = `${count(turns, 'conversion')} a step for ${count(config.columns, 'column')}`;
  if (config.system === 'signed-array') return conversion;
  if (config.system === 'raella-crossbar' || config.system === 'raella-ima')
    return `${conversion}, ${raellaSequence(config)}`;
  const steps = Math.ceil(config.inputBits / config.dacBits) * passCount(config);
  return `${conversion}, ${count(steps, 'step')} a product`;
}

/** Two's complement width of the largest product of the configuration. */
function exactBits(config: PumaMvmuConfig): number {
  const largestInput = 2 ** (config.signedInputs ? config.inputBits - 1 : config.inputBits);
  return Math.floor(Math.log2(config.rows * largestInput * 2 ** (config.weightBits - 1))) + 2;
}

/** Slices that the weights of a configuration take. */
function sliceCount(config: PumaMvmuConfig): number {
  return Math.ceil(
    (config.encoding === 'differential' ? config.weightBits - 1 : config.weightBits) / config.cellBits,
  );
}

function passCount(config: PumaMvmuConfig): number {
  return config.signedInputs && config.dacBits > 1 ? 2 : 1;
}
