import { z } from 'zod';
import type { SignedArrayConfig } from '../../config/signed-array.js';
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
import { crossbarPins } from '../common/crossbar-pins.js';
import { InputRegisters } from '../common/input-registers.js';
import { Sequencer } from '../common/sequencer.js';
import { CodeBank } from './code-bank.js';

/** One array of signed cells whose ADC codes are the results: one input step, no shift-and-add. */
export const SignedArray = module({
  name: (p) => p.name,
  comment: (p) =>
    `Signed array: ${p.rows} inputs of ${p.dacBits} bits, ${p.columns} columns of signed ${p.cellBits}-bit cells, ` +
    `read out as ${p.adcBits}-bit codes.`,
  params: z.custom<SignedArrayConfig>((config) => typeof config === 'object' && config !== null),
  ports: (p) => {
    const word = struct({ row: uintBelow(p.rows), data: bits(p.columns * (p.cellBits + 1)) });
    return {
      prog: input(stream(word), 'cells of a word line'),
      in: input(stream(struct({ row: uintBelow(p.rows), data: uint(p.dacBits) })), 'inputs'),
      start: input(bool, 'taken when not busy'),
      busy: output(bool),
      done: output(bool, 'from the end of a run to the next start'),
      outColumn: input(uintBelow(p.columns)),
      outData: output(sint(p.adcBits), 'code of out_column_i'),
      outSaturated: output(bool, 'that code is an end of the range'),
      traceCodeValid: output(bool),
      traceCodeStep: output(uint(1)),
      traceCodeColumn: output(uintBelow(p.columns), 'column of ADC 0'),
      traceCodeData: output(bits(p.adcs * p.adcBits), 'ADC a is element a'),
    };
  },
  build(m, p, io) {
    const groups = Math.ceil(p.columns / p.adcs);
    const sequencer = m.instance('sequencer', Sequencer, {
      unit: p.name,
      columns: p.columns,
      adcs: p.adcs,
      planes: 1,
    });
    sequencer.start.drive(io.start);
    // A code is stored in the cycle in which it arrives.
    sequencer.inFlight.drive(false);
    m.ignore(sequencer.convertStep, 'there is one step');
    m.ignore(sequencer.sampleStep, 'there is one step');
    io.busy.drive(sequencer.busy);
    io.done.drive(sequencer.done);

    const inputs = m.instance('input_registers', InputRegisters, {
      unit: p.name,
      rows: p.rows,
      inputBits: p.dacBits,
      dacBits: p.dacBits,
      steps: 1,
      passes: 1,
    });
    io.in.ready.drive(sequencer.busy.not());
    inputs.write.drive(io.in.fire);
    inputs.row.drive(io.in.data.row);
    inputs.data.drive(io.in.data.data);
    inputs.load.drive(sequencer.load);
    inputs.loadStep.drive(sequencer.loadStep);
    inputs.rest.drive(sequencer.rest);

    const crossbar = m.blackBox('xbar_0', {
      module: `${p.name}_xbar`,
      ports: crossbarPins(p),
      parameters: { Slice: 0, SliceBits: p.cellBits },
    });
    io.prog.ready.drive(sequencer.busy.not());
    crossbar.progEn.drive(io.prog.fire);
    crossbar.progRow.drive(io.prog.data.row);
    crossbar.progData.drive(io.prog.data.data);
    crossbar.rowCode.drive(inputs.rowCode);
    crossbar.sample.drive(sequencer.sample);
    crossbar.sampleOperation.drive(sequencer.operation);
    crossbar.samplePass.drive(false);
    crossbar.sampleStep.drive(0);
    crossbar.column.drive(sequencer.column);
    crossbar.convert.drive(sequencer.convert);

    const { codeValid, codeGroup } = m.regs({
      codeValid: bool({ reset: false }),
      codeGroup: uintBelow(groups),
    });
    codeValid.next(sequencer.convert);
    codeGroup.next(sequencer.group);
    m.assert(
      'NothingInFlightWhenIdle',
      sequencer.busy.or(codeValid.not()),
      'a run ends when its last code is stored',
    );
    m.assert(
      'CodesFollowConversions',
      crossbar.done.eq(codeValid),
      'the array answers exactly one cycle after a conversion starts',
    );

    const out = columnAddress(io.outColumn, p.columns, p.adcs);
    const { outGroup } = m.wires({ outGroup: out.group });
    const lanes = Array.from({ length: p.adcs }, (_, a) => {
      const bank = m.instance(`code_bank_${a}`, CodeBank, { unit: p.name, groups, adcBits: p.adcBits });
      // The last group has no column for this ADC where adcs does not divide columns.
      const isFull = (groups - 1) * p.adcs + a < p.columns;
      bank.store.drive(isFull ? codeValid : codeValid.and(codeGroup.ne(groups - 1)));
      bank.storeGroup.drive(codeGroup);
      bank.code.drive(crossbar.code.slice(a * p.adcBits, p.adcBits).asSInt());
      bank.readGroup.drive(outGroup);
      return bank;
    });
    const { outCode } = m.wires({ outCode: sint(p.adcBits, { default: 0 }) });
    if (p.adcs === 1) for (const lane of lanes) outCode.drive(lane.data);
    else m.switch(out.lane, Object.fromEntries(lanes.map((lane, a) => [a, () => outCode.drive(lane.data)])));
    const largest = 2 ** (p.adcBits - 1) - 1;
    io.outData.drive(outCode);
    io.outSaturated.drive(outCode.eq(largest).or(outCode.eq(-largest - 1)));

    io.traceCodeValid.drive(codeValid);
    io.traceCodeStep.drive(0);
    io.traceCodeColumn.drive(firstColumn(codeGroup, p.columns, p.adcs));
    io.traceCodeData.drive(crossbar.code);
  },
});
