import type { LayerProgram } from '../../config/raella/layer-program.js';
import type { TilePhase } from './tile-phase.js';

/** The phase without what follows run `last`; runs are counted over all layers. */
export function upToRun(phase: TilePhase, last: number): TilePhase {
  let left = last + 1;
  const layers = phase.layers.flatMap((layer) => {
    const runs = layer.runs.slice(0, left);
    left -= runs.length;
    return runs.length === 0 ? [] : [{ ...layer, runs }];
  });
  return { ...phase, layers };
}

/** All that decides a phase. */
export function phaseContent({ firstRun, layers, stalls }: TilePhase): ArrayBufferView[] {
  return [
    Float64Array.of(firstRun, stalls.seed, stalls.rate),
    ...layers.flatMap(({ program, runs }) => [
      ...programContent(program),
      ...runs.flatMap(({ activations, wait }) => [
        Float64Array.of(activations.length, Number(wait === 'poll')),
        ...activations.flatMap(({ address, bytes, through }) => [
          Float64Array.of(address, bytes.length, Number(through === 'router')),
          bytes,
        ]),
      ]),
    ]),
  ];
}

function programContent({ registers, crossbars, scales, biases }: LayerProgram): ArrayBufferView[] {
  return [
    Float64Array.from(Object.values(registers)),
    scales,
    biases,
    ...crossbars.flatMap(
      ({ number, firstElement, elements, firstOutput, filters, codes, centres, zeroCodes }) => [
        Float64Array.of(number, firstElement, elements, firstOutput, filters),
        codes,
        centres,
        zeroCodes,
      ],
    ),
  ];
}
