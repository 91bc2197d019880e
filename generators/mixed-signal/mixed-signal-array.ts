import { z } from 'zod';
import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import {
  bits,
  bool,
  input,
  module,
  output,
  sint,
  stream,
  struct,
  uint,
  uintBelow,
} from '../../hdl-dsl/index.js';
import { columnAddress, firstColumn } from '../common/column-address.js';
import { drivePartsWhen } from '../common/drive-parts.js';
import { mixedSignalChain } from './chain.js';
import { converterCodes, rampCodes } from './codes.js';
import { mixedSignalLanes, mixedSignalParts } from './datapath.js';
import { mixedSignalGeometry } from './geometry.js';

/** A mixed-signal array: its pins, and the parts that docs/mixed-signal-arrays.md lists put together. */
export const MixedSignalArray = module({
  name: (p) => p.name,
  comment: (p) =>
    `Mixed-signal array (${p.style}): ${p.rows} inputs of ${p.inputBits} bits, ${p.columns} outputs, ` +
    `${p.weightBits}-bit weights.`,
  params: z.custom<MixedSignalArrayConfig>((config) => typeof config === 'object' && config !== null),
  ports: (p) => {
    const { steps, codesPerOutput, resultBits } = mixedSignalGeometry(p);
    const chain = mixedSignalChain(p);
    const word = struct({ row: uintBelow(p.rows), data: bits(chain.columns * chain.cellBits) });
    return {
      prog: input(stream(word), 'cells of a word line'),
      in: input(stream(struct({ row: uintBelow(p.rows), data: uint(p.inputBits) })), 'inputs'),
      start: input(bool, 'taken when not busy'),
      busy: output(bool),
      done: output(bool, 'from the end of a run to the next start'),
      outColumn: input(uintBelow(p.columns)),
      outData: output(sint(resultBits, { default: 0 }), 'y of out_column_i'),
      ...(p.style === 'resistive-ramp' ? { ramps: output(uint(32), 'comparisons of the last run') } : {}),
      traceCodeValid: output(bool),
      traceCodeStep: output(uintBelow(steps)),
      traceCodeColumn: output(uintBelow(p.columns), 'output of ADC 0'),
      traceCodeData: output(
        bits(p.adcs * codesPerOutput * p.adcBits),
        codesPerOutput === 1 ? 'ADC a is element a' : `ADC a, bit m is element a * ${codesPerOutput} + m`,
      ),
    };
  },
  build(m, p, io) {
    const parts = mixedSignalParts(m, p);
    const codesOf = p.style === 'resistive-ramp' ? rampCodes : converterCodes;
    const codes = codesOf(m, p, parts, io.start);
    io.busy.drive(codes.busy);
    io.done.drive(codes.done);
    if (codes.ramps !== undefined) io.ramps?.drive(codes.ramps);

    const { inputs, pipeline } = parts;
    const { crossbar } = codes;
    io.in.ready.drive(codes.busy.not());
    inputs.write.drive(io.in.fire);
    inputs.row.drive(io.in.data.row);
    inputs.data.drive(io.in.data.data);
    io.prog.ready.drive(codes.busy.not());
    crossbar.progEn.drive(io.prog.fire);
    crossbar.progRow.drive(io.prog.data.row);
    crossbar.progData.drive(io.prog.data.data);
    m.assert(
      'NothingInFlightWhenIdle',
      codes.busy.or(pipeline.inFlight.or(pipeline.resultValid).not()),
      'a run ends when its last result is stored',
    );

    const out = columnAddress(io.outColumn, p.columns, p.adcs);
    const { outGroup } = m.wires({ outGroup: out.group });
    const results = mixedSignalLanes(m, p, parts, codes.lanes, outGroup);
    if (p.adcs === 1) for (const result of results) io.outData.drive(result);
    else
      m.switch(out.lane, Object.fromEntries(results.map((result, a) => [a, () => io.outData.drive(result)])));

    io.traceCodeValid.drive(pipeline.codeValid);
    io.traceCodeStep.drive(pipeline.codeStep);
    io.traceCodeColumn.drive(firstColumn(pipeline.codeGroup, p.columns, p.adcs));
    drivePartsWhen(m, pipeline.codeValid, io.traceCodeData, codes.lanes);
  },
});
