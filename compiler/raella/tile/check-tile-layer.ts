import { CrossweaveError } from '../../../base/crossweave-error.js';
import type { Diagnostic } from '../../../base/diagnostic.js';
import { crossbarsOf } from '../../../config/raella/geometry.js';
import type { RaellaTileConfig } from '../../../config/raella-machine.js';
import { mapLayer } from '../map-layer.js';
import type { LayerGeometry, LayerPlacement, TileMatrix, TilePool } from './tile-layer.js';

const codeBits = 8;
const mostSlices = 8;
const largestRegister = 0xffff;

/** Refuses a matrix layer that a tile cannot run as a whole.
 *  @throws {CrossweaveError} CW-W204 a filter is wider than a crossbar, CW-W211 the layer does not fit the tile,
 *  CW-W212 a slicing that its cells cannot hold; every finding at once but CW-W204 */
export function checkMatrix(config: RaellaTileConfig, matrix: TileMatrix, placement: LayerPlacement): void {
  const { layer, geometry, name } = matrix;
  const findings = [...slicingFindings(config, matrix), ...placeFindings(config, name, geometry, placement)];
  const { kernelHeight, kernelWidth, inChannels, outHeight, outWidth } = geometry;
  const elements = kernelHeight * kernelWidth * inChannels;
  if (elements !== layer.rows) {
    findings.push(
      misfit(
        name,
        'a window has another size than its weights',
        `${layer.rows} elements`,
        `${kernelHeight} x ${kernelWidth} x ${inChannels} = ${elements} elements`,
        'weights are outputs x (kernel rows x kernel columns x channels)',
      ),
    );
  }
  if (findings.length === 0) {
    findings.push(...crossbarFindings(config, matrix));
    findings.push(...outputFindings(config, name, geometry, outHeight * outWidth * layer.outputs, placement));
  }
  if (layer.outputs > config.channels) {
    findings.push(
      misfit(
        name,
        'the layer has more outputs than the quantiser has channels',
        `at most \`channels\` = ${config.channels} outputs`,
        `${layer.outputs} outputs`,
        'raise `channels`, or split the layer by its outputs',
      ),
    );
  }
  if (findings.length > 0) throw new CrossweaveError(findings);
}

/** Refuses a max-pool layer that a tile cannot run.
 *  @throws {CrossweaveError} CW-W211, every finding at once */
export function checkPool(
  config: RaellaTileConfig,
  { name, geometry }: TilePool,
  placement: LayerPlacement,
): void {
  const findings = placeFindings(config, name, geometry, placement);
  const { outHeight, outWidth, inChannels } = geometry;
  if (findings.length === 0) {
    findings.push(...outputFindings(config, name, geometry, outHeight * outWidth * inChannels, placement));
  }
  if (findings.length > 0) throw new CrossweaveError(findings);
}

function misfit(name: string, message: string, expected: string, actual: string, hint: string): Diagnostic {
  const where = { kind: 'json', path: name } as const;
  return { code: 'CW-W211', severity: 'error', message, where, expected, actual, hint };
}

function slicingFindings({ cellBits }: RaellaTileConfig, { name, slicing }: TileMatrix): Diagnostic[] {
  const sum = slicing.reduce((total, width) => total + width, 0);
  const widths = slicing.every((width) => Number.isInteger(width) && width >= 1 && width <= cellBits);
  if (widths && sum === codeBits && slicing.length >= 2 && slicing.length <= mostSlices) return [];
  return [
    {
      code: 'CW-W212',
      severity: 'error',
      message: 'the slicing does not cut a weight into cells',
      where: { kind: 'json', path: name },
      expected: `2 .. ${mostSlices} widths of 1 .. \`cellBits\` = ${cellBits} bits that sum to ${codeBits}`,
      actual: `[${slicing.join(', ')}]`,
      hint: `cells have ${cellBits} bits and a sign`,
    },
  ];
}

/** Crossbars: one for each block of rows of each block of outputs. */
function crossbarFindings(config: RaellaTileConfig, { name, layer, slicing }: TileMatrix): Diagnostic[] {
  const mapping = mapLayer({ rows: layer.rows, columns: layer.outputs }, config, slicing.length);
  const needed = mapping.crossbars.length;
  const total = crossbarsOf(config);
  if (needed <= total) return [];
  const rows = Math.ceil(layer.rows / config.rows);
  const outputs = Math.ceil(layer.outputs / mapping.filtersPerCrossbar);
  return [
    misfit(
      name,
      'the layer needs more crossbars than the tile has',
      `at most ${config.imas} x ${config.crossbars} = ${total} crossbars`,
      `ceil(${layer.rows} / ${config.rows}) x ceil(${layer.outputs} / ${mapping.filtersPerCrossbar}) = ` +
        `${rows} x ${outputs} = ${needed} crossbars`,
      'raise `imas` or `crossbars`, or split the layer by its outputs',
    ),
  ];
}

function placeFindings(
  { activationBytes }: RaellaTileConfig,
  name: string,
  geometry: LayerGeometry,
  { toBuffer, toRouter }: LayerPlacement,
): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const large = Object.entries(geometry).find(([, value]) => value > largestRegister);
  if (large !== undefined) {
    const [key, value] = large;
    findings.push(
      misfit(
        name,
        `\`${key}\` does not fit its register`,
        `at most ${largestRegister}`,
        String(value),
        'split the layer',
      ),
    );
  }
  const { inHeight, inWidth, inChannels } = geometry;
  const bytes = inHeight * inWidth * inChannels;
  if (bytes > activationBytes) {
    findings.push(
      misfit(
        name,
        'the input does not fit the activation buffer',
        `at most \`activationBytes\` = ${activationBytes} bytes`,
        `${inHeight} x ${inWidth} x ${inChannels} = ${bytes} bytes`,
        'raise `activationBytes`',
      ),
    );
  }
  if (!toBuffer && !toRouter) {
    findings.push(
      misfit(name, 'the outputs go nowhere', 'to the buffer, the router, or both', 'neither', 'choose one'),
    );
  }
  return findings;
}

function outputFindings(
  { activationBytes }: RaellaTileConfig,
  name: string,
  { inHeight, inWidth, inChannels }: LayerGeometry,
  outputs: number,
  { toBuffer, inBase, outBase }: LayerPlacement,
): Diagnostic[] {
  if (!toBuffer) return [];
  const inputs = inHeight * inWidth * inChannels;
  const apart = (((outBase - inBase) % activationBytes) + activationBytes) % activationBytes;
  if (apart >= inputs && apart + outputs <= activationBytes) return [];
  return [
    misfit(
      name,
      'inputs and outputs do not lie apart in the activation buffer',
      `two ranges that do not meet in \`activationBytes\` = ${activationBytes} bytes`,
      `inputs ${inBase} .. ${inBase + inputs - 1}, outputs ${outBase} .. ${outBase + outputs - 1}`,
      'raise `activationBytes`, or send the outputs to the router only',
    ),
  ];
}
