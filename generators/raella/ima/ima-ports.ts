import type { RaellaCrossbarConfig } from '../../../config/raella-crossbar.js';
import {
  bits,
  bool,
  flow,
  input,
  output,
  type PortSpec,
  stream,
  struct,
  uint,
  uintBelow,
} from '../../../hdl-dsl/index.js';
import { mostFilters, RaellaCrossbar } from '../crossbar/index.js';
import { layerWord } from './layer-word.js';

/** Bits of the result y of a crossbar. */
export const partBits = 32;

/** Bits of the sum of the results of so many crossbars. */
export function sumBits(crossbars: number): number {
  return partBits + Math.ceil(Math.log2(crossbars));
}

/** The answer to a read: what the crossbars have of one output. */
function joined(crossbars: number) {
  return struct({
    /** y of crossbar x at [32 x +: 32], 0 where it has no part in the output. */
    part: bits(crossbars * partBits),
    overflow: bits(crossbars),
    /** Two's complement, as `part`. */
    sum: bits(sumBits(crossbars)),
  });
}

/** Name at the pins of the IMA of a crossbar's trace pin `trace...`. */
export function traceOfCrossbar(crossbar: number, pin: string): string {
  return `traceCrossbar${crossbar}${pin.slice('trace'.length)}`;
}

/** The trace pins of a crossbar. */
export function crossbarTrace(config: RaellaCrossbarConfig): [string, PortSpec][] {
  const ports = RaellaCrossbar.spec.ports({ config, numbered: true, traced: true });
  return Object.entries<PortSpec>(ports).filter(([pin]) => pin.startsWith('trace'));
}

/** The pins of an IMA; docs/raella-tile.md, "Pins of the IMA". None is of a signed type, so that Verilator can build an IMA
 *  as a block.
 *  @param inTile with a pin for the number of its first crossbar */
export function imaPorts(
  config: RaellaCrossbarConfig,
  crossbars: number,
  { inTile, traced }: { readonly inTile: boolean; readonly traced: boolean },
) {
  const { rows, columns, cellBits } = config;
  const traces = Array.from({ length: traced ? crossbars : 0 }, (_, x) =>
    crossbarTrace(config).map(([pin, spec]) => [traceOfCrossbar(x, pin), spec]),
  );
  return {
    ...(inTile ? { firstMacro: input(uint(8), 'number of the first crossbar, constant') } : {}),
    prog: input(
      stream(
        struct({
          crossbar: uintBelow(crossbars),
          row: uintBelow(rows),
          data: bits(columns * (cellBits + 1)),
        }),
      ),
      'cells of a word line',
    ),
    layer: input(stream(layerWord(crossbars, mostFilters(config))), 'settings and ranges'),
    in: input(stream(struct({ element: uint(16), data: bits(9) })), "inputs, two's complement"),
    used: input(bits(crossbars), 'crossbars that take inputs, run and are read'),
    clear: input(bool, 'all inputs become 0; taken when not busy'),
    start: input(bool, 'taken when not busy'),
    busy: output(bool),
    done: output(bool, 'from the end of a run to the next start'),
    read: input(bool, 'asks for read_output'),
    readOutput: input(uint(16)),
    out: output(flow(joined(crossbars)), 'two cycles after a read'),
    ...(Object.fromEntries(traces.flat()) as Record<`traceCrossbar${number}`, never>),
  };
}
