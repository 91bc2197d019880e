import type { DesignFile } from '../../../base/design-file.js';
import type { Engine, SimPort } from '../../../verilator-harness/engine.js';
import { StimulusBuilder } from '../../../verilator-harness/stimulus-builder.js';
import type { MacroCase } from './macro-case.js';

/** Row codes of a sample, with the address of its noise. */
export interface MacroSample {
  readonly codes: readonly number[];
  readonly operation: number;
  readonly pass: number;
  readonly step: number;
}

/** Runs macros of one shape side by side and without the digital part: programs every word line, then reads every column
 *  of every sample. The next sample is taken in the cycle of the last read. One build serves all of them.
 *  @param cells rows x columns
 *  @returns for each macro what its lanes gave, read by read: codes, or of a ramp 1 where a column has reached its
 *  threshold. A read is a group of columns, and in a ramp a threshold of it, the first threshold first. */
export async function runMacros(
  engine: Engine,
  macros: readonly MacroCase[],
  cells: readonly number[],
  samples: readonly MacroSample[],
): Promise<number[][]> {
  const it = macros[0]!;
  const { rows, columns, lanes, ramp } = it;
  const side = sideBySide(macros);
  const ports = portsOf(side.text);
  const cellBits = it.pairs ? it.cellBits + 1 : it.cellBits;
  const stimulus = new StimulusBuilder(ports);
  stimulus.poke('prog_en_i', 1);
  for (let row = 0; row < rows; row++) {
    const line = packed(cells.slice(row * columns, (row + 1) * columns), cellBits);
    stimulus.poke('prog_row_i', row).poke('prog_data_i', line).step();
  }
  stimulus.poke('prog_en_i', 0);
  const take = (sample: MacroSample | undefined): void => {
    stimulus.poke('sample_i', sample === undefined ? 0 : 1);
    if (sample === undefined) return;
    const { codes, operation, pass, step } = sample;
    const planes = Array.from({ length: it.rowBits }, (_, bit) => codes.map((code) => (code >> bit) & 1));
    stimulus.poke('row_code_i', packed(planes.flat(), 1)).poke('sample_operation_i', operation);
    stimulus.poke('sample_pass_i', pass).poke('sample_step_i', step);
  };
  take(samples[0]);
  stimulus.step();
  const reads = readsOf(it);
  if (it.enables) stimulus.poke('convert_enable_i', packed(new Array<number>(lanes).fill(1), 1));
  for (const [number] of samples.entries()) {
    for (const [k, { column, threshold }] of reads.entries()) {
      take(k === reads.length - 1 ? samples[number + 1] : undefined);
      stimulus.poke('column_i', column).poke(ramp ? 'compare_i' : 'convert_i', 1);
      if (threshold !== undefined) stimulus.poke('threshold_i', threshold);
      stimulus.step();
    }
    stimulus.poke(ramp ? 'compare_i' : 'convert_i', 0);
  }
  stimulus.poke('sample_i', 0).step(2);
  const result = await engine.run({
    design: {
      top: 'side_by_side',
      ports,
      sources: [...macros.map(({ macro }) => macro.model), side],
      dpi: macros.flatMap(({ macro }) => macro.dpi),
    },
    stimulus: stimulus.build(),
    monitors: [
      {
        name: 'read',
        valid: 'done_o',
        tags: [],
        data: ramp ? 'above_o' : 'code_o',
        elements: macros.length * lanes,
        elementBits: ramp ? 1 : it.codeBits,
        signed: it.range[0] < 0,
      },
    ],
    cycleLimit: 2 * rows + samples.length * (reads.length + 2) + 16,
  });
  if (result.end.reason !== 'finished') throw new Error(`the run ended as ${JSON.stringify(result.end)}`);
  if (result.warnings.length > 0) throw new Error(result.warnings.join('\n'));
  const values = Array.from(result.monitors[0]!.values);
  return macros.map((_, number) =>
    values.filter((_, at) => Math.floor(at / lanes) % macros.length === number),
  );
}

/** A module around macros of one shape: shared inputs, outputs one after another. */
function sideBySide(macros: readonly MacroCase[]): DesignFile {
  const output = macros[0]!.ramp ? 'above_o' : 'code_o';
  const pins = portsOf(macros[0]!.macro.model.text);
  const width = pins.find(({ name }) => name === output)!.width;
  const inputs = pins.filter(({ direction }) => direction === 'input');
  const declared = inputs.map((pin) => `  input  logic [${pin.width - 1}:0] ${pin.name},`);
  const instances = macros.map(({ macro }, k) => {
    const connected = inputs.map(({ name }) => `.${name}, `).join('');
    const outputs = `.${output}(${output}[${k * width} +: ${width}]), .done_o(done[${k}])`;
    return `  ${topOf(macro.model.text)} u_${k} (.clk_i, .rst_ni, ${connected}${outputs});`;
  });
  const text = [
    'module side_by_side (',
    '  input  logic clk_i,',
    '  input  logic rst_ni,',
    ...declared,
    `  output logic [${macros.length * width - 1}:0] ${output},`,
    '  output logic done_o',
    ');',
    `  logic [${macros.length - 1}:0] done;`,
    '  assign done_o = &done;',
    ...instances,
    'endmodule',
    '',
  ].join('\n');
  return { path: 'side_by_side.sv', text };
}

/** Reads of one sample. */
export function readsOf({ columns, lanes, perColumn, ramp, codeBits }: MacroCase): {
  readonly column: number;
  readonly threshold?: number;
}[] {
  const groups = Array.from({ length: Math.ceil(columns / lanes) }, (_, group) => ({
    column: (group * lanes) / perColumn,
  }));
  if (!ramp) return groups;
  const thresholds = Array.from({ length: 2 ** codeBits - 1 }, (_, n) => n + 1);
  return groups.flatMap(({ column }) => thresholds.map((threshold) => ({ column, threshold })));
}

/** Pins in the header of a macro, clock and reset left out. */
function portsOf(text: string): SimPort[] {
  const declarations = text.matchAll(/^ {2}(input|output) +logic (?:\[(\d+):0\] )?(\w+)/gm);
  return Array.from(declarations, ([, direction, high = '0', name]) => ({
    direction: direction as SimPort['direction'],
    name: name!,
    width: Number(high) + 1,
    signed: false,
  })).filter(({ name }) => name !== 'clk_i' && name !== 'rst_ni');
}

function topOf(text: string): string {
  return /^module (\w+)/m.exec(text)![1]!;
}

/** Fields of equal width, field 0 low, as words or, where one will do, a number. */
function packed(fields: readonly number[], width: number): Uint32Array | number {
  const words = new Uint32Array(Math.ceil((fields.length * width) / 32));
  fields.forEach((field, at) => {
    for (let bit = 0; bit < width; bit++) {
      const place = at * width + bit;
      words[place >> 5] = words[place >> 5]! | (((field >> bit) & 1) << (place & 31));
    }
  });
  return words.length === 1 ? words[0]! : words;
}
