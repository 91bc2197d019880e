import type { CellImage } from '../../compiler/cell-image.js';
import type { Monitor, SimPort } from '../../verilator-harness/engine.js';
import { StimulusBuilder } from '../../verilator-harness/stimulus-builder.js';
import type { MatrixPhase, PhaseJob, Shape } from '../system.js';

/** Clocks that a vector may take beyond its stated time before the run counts as a hang: room for a design that
 *  was changed by hand, small enough that a dead one ends soon. */
const patience = (cyclesPerVector: number) => 4 * cyclesPerVector + 256;

/** The pins that matrix units have in common, driven for one phase: the cells row by row, then for each vector its
 *  inputs, `start`, the wait for `done`, and the outputs column by column (docs/mvmu.md).
 *  @param captures outputs read for each column */
export function arrayJob(
  ports: readonly SimPort[],
  shape: Shape,
  image: CellImage,
  { inputs }: Pick<MatrixPhase, 'inputs'>,
  options: {
    readonly cyclesPerVector: number;
    readonly captures: readonly string[];
    readonly monitors: readonly Monitor[];
    /** Pin that chooses the output which is read. */
    readonly outputPin?: string;
    /** What a layer needs beside its cells: the stream's name, and its pins with a value for each word. */
    readonly settings?: {
      readonly stream: string;
      readonly words: number;
      readonly pins: Readonly<Record<string, Uint32Array>>;
    };
  },
): PhaseJob {
  const { rows, columns } = shape;
  const { settings, outputPin = 'out_column_i' } = options;
  const limit = patience(options.cyclesPerVector);
  const stimulus = new StimulusBuilder(ports);
  program(stimulus, ports, image);
  if (settings !== undefined) {
    const valid = `${settings.stream}_valid_i`;
    stimulus.poke(valid, 1).table(settings.words, settings.pins).poke(valid, 0);
  }

  const vectors = inputs.length / rows;
  const rowNumbers = Uint32Array.from({ length: rows }, (_, i) => i);
  const columnNumbers = Uint32Array.from({ length: columns }, (_, j) => j);
  for (let v = 0; v < vectors; v += 1) {
    const words = inputs.subarray(v * rows, (v + 1) * rows);
    stimulus
      .mark(v)
      .poke('in_valid_i', 1)
      .table(rows, { in_row_i: rowNumbers, in_data_i: words })
      .poke('in_valid_i', 0)
      .poke('start_i', 1)
      .step()
      .poke('start_i', 0)
      .wait('done_o', limit)
      .table(columns, { [outputPin]: columnNumbers }, options.captures);
  }
  const programming =
    image.slices.reduce((n, slice) => n + slice.rows.length + (slice.flags ? 1 : 0), 0) +
    (settings?.words ?? 0);
  return {
    stimulus: stimulus.build(),
    monitors: options.monitors,
    cycleLimit: programming + vectors * (rows + 1 + limit + columns) + 16,
    programmingCycles: programming,
  };
}

function program(stimulus: StimulusBuilder, ports: readonly SimPort[], image: CellImage): void {
  const sliced = ports.some((port) => port.name === 'prog_slice_i');
  stimulus.poke('prog_valid_i', 1);
  for (const [s, slice] of image.slices.entries()) {
    if (sliced) stimulus.poke('prog_slice_i', s).poke('prog_flags_i', 0);
    stimulus.table(slice.rows.length, {
      prog_row_i: Uint32Array.from(slice.rows.keys()),
      prog_data_i: concatenate(slice.rows, image.wordsPerRow),
    });
    if (slice.flags) {
      stimulus.poke('prog_flags_i', 1).table(1, { prog_data_i: slice.flags });
    }
  }
  stimulus.poke('prog_valid_i', 0);
}

function concatenate(rows: readonly Uint32Array[], wordsPerRow: number): Uint32Array {
  const words = new Uint32Array(rows.length * wordsPerRow);
  for (const [i, row] of rows.entries()) words.set(row, i * wordsPerRow);
  return words;
}
