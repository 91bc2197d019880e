import type { BlackBoxInstance, PortValue } from '../../../hdl-dsl/sim/black-box-model.js';
import { crossbarTwin } from '../../../systems/twins/crossbar-twin.js';
import { mixedSignalTwin } from '../../../systems/twins/mixed-signal-twin.js';
import type { MacroCase, MacroConfig } from './macro-case.js';
import { type MacroSample, readsOf } from './macro-run.js';

/** The same run of a macro's twin in the built-in engine, which is the golden chain behind the macro's pins. */
export function runTwin(
  config: MacroConfig,
  it: MacroCase,
  cells: readonly number[],
  samples: readonly MacroSample[],
): number[] {
  const model = config.system === 'mixed-signal-array' ? mixedSignalTwin(config) : crossbarTwin(config);
  const twin = model.create({ name: 'u_xbar', parameters: {} });
  twin.reset();
  const { rows, columns, lanes, ramp } = it;
  const width = it.pairs ? it.cellBits + 1 : it.cellBits;
  for (let row = 0; row < rows; row++) {
    const line = packed(cells.slice(row * columns, (row + 1) * columns), width);
    clock(twin, { prog_en_i: 1, prog_row_i: row, prog_data_i: line });
  }
  return samples.flatMap(({ codes, operation, pass, step }) => {
    const planes = Array.from({ length: it.rowBits }, (_, bit) => codes.map((code) => (code >> bit) & 1));
    clock(twin, {
      sample_i: 1,
      row_code_i: packed(planes.flat(), 1),
      sample_operation_i: operation,
      sample_pass_i: pass,
      sample_step_i: step,
    });
    return readsOf(it).flatMap(({ column, threshold = 0 }) => {
      const read = { column_i: column, threshold_i: threshold, [ramp ? 'compare_i' : 'convert_i']: 1 };
      const value = clock(twin, read)[ramp ? 'above_o' : 'code_o']!;
      const bits = ramp ? 1 : it.codeBits;
      const field = (lane: number) => BigInt(value) >> BigInt(lane * bits);
      return Array.from({ length: lanes }, (_, lane) =>
        Number(it.range[0] < 0 ? BigInt.asIntN(bits, field(lane)) : BigInt.asUintN(bits, field(lane))),
      );
    });
  });
}

function clock(twin: BlackBoxInstance, pins: Readonly<Record<string, PortValue>>) {
  return twin.clock({ rst_ni: 1, ...pins }, ['main']);
}

function packed(fields: readonly number[], width: number): PortValue {
  let bits = 0n;
  fields.forEach((field, at) => {
    bits |= BigInt.asUintN(width, BigInt(field)) << BigInt(at * width);
  });
  return fields.length * width > 32 ? bits : Number(bits);
}
