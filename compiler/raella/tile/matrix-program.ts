import { operations } from '../../../config/raella/configuration-map.js';
import type { CrossbarProgram, LayerProgram } from '../../../config/raella/layer-program.js';
import type { RaellaTileConfig } from '../../../config/raella-machine.js';
import { decodeScale } from '../../../sim-models/raella/index.js';
import { crossbarWeights } from '../crossbar-layer.js';
import { type MappedCrossbar, mapLayer } from '../map-layer.js';
import { checkMatrix } from './check-tile-layer.js';
import { placeRegisters, slicingRegisters } from './layer-registers.js';
import type { LayerPlacement, TileMatrix } from './tile-layer.js';

export interface MatrixOptions {
  readonly speculate: boolean;
  /** Numbers of the crossbars to use, in the order of blocks; absent: from 0 up. */
  readonly crossbars?: readonly number[];
}

/** Programs a tile with a matrix layer.
 *
 *  @throws {CrossweaveError} CW-W204, CW-W211, CW-W212 a layer that the tile cannot run, CW-M006 a scale that is none */
export function matrixProgram(
  config: RaellaTileConfig,
  matrix: TileMatrix,
  placement: LayerPlacement,
  { speculate, crossbars: numbers }: MatrixOptions,
): LayerProgram {
  checkMatrix(config, matrix, placement);
  const { name, geometry, layer, slicing, padCode } = matrix;
  for (const scale of layer.scales) decodeScale(scale);
  const mapping = mapLayer({ rows: layer.rows, columns: layer.outputs }, config, slicing.length);
  const crossbars = mapping.crossbars
    .map((mapped, k) => crossbarProgram(config, matrix, mapped, numbers?.[k] ?? k))
    .sort((a, b) => a.number - b.number);
  const registers = {
    operation: operations.matrix,
    ...placeRegisters(geometry, placement),
    ...slicingRegisters(slicing),
    padCode,
    outputs: layer.outputs,
    signedInputs: Number(layer.signedInputs),
    speculate: Number(speculate),
    relu: Number(layer.relu),
    zeroPoint: layer.zeroPoint,
  };
  return { name, registers, crossbars, scales: layer.scales, biases: layer.biases };
}

function crossbarProgram(
  { rows }: RaellaTileConfig,
  { layer, centres }: TileMatrix,
  mapped: MappedCrossbar,
  number: number,
): CrossbarProgram {
  const own = crossbarWeights(layer, centres, mapped, rows);
  return {
    number,
    firstElement: mapped.row,
    elements: mapped.rows,
    firstOutput: mapped.output,
    filters: mapped.outputs,
    codes: own.codes.slice(0, mapped.rows * mapped.outputs),
    centres: own.centres,
    zeroCodes: layer.zeroPoints.slice(mapped.output, mapped.output + mapped.outputs),
  };
}
