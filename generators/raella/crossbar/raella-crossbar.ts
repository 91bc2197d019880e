import { z } from 'zod';
import type { RaellaCrossbarConfig } from '../../../config/raella-crossbar.js';
import {
  type Bool,
  bits,
  bool,
  input,
  literal,
  module,
  mux,
  output,
  sint,
  stream,
  struct,
  uint,
  uintBelow,
} from '../../../hdl-dsl/index.js';
import { firstColumn } from '../../common/column-address.js';
import { concatLow } from '../../common/concat-low.js';
import { crossbarPins } from '../../common/crossbar-pins.js';
import { AdcLane } from './adc-lane.js';
import { positionOn } from './column-position.js';
import { ColumnWalk } from './column-walk.js';
import { InputRegisters } from './input-registers.js';
import { inputSlots, magnitudeBits } from './input-slots.js';
import { LayerTable, layerIndex } from './layer-table.js';
import { lookUp } from './look-up.js';
import { PsumBuffer } from './psum-buffer.js';
import { Sequencer } from './sequencer.js';

/** Bits of y = psum + (phi - zw) X. */
export const outputBits = 32;

/** Most filters of a layer, which have at least two slices. */
export const mostFilters = ({ columns }: Pick<RaellaCrossbarConfig, 'columns'>): number =>
  Math.floor(columns / 2);

/** A crossbar of RAELLA with all that is digital around it: speculation and recovery, psums, and the centre term.
 *  Source: docs/raella.md, "The crossbar as hardware". */
export const RaellaCrossbar = module({
  name: (p) => p.config.name,
  comment: ({ config: { rows, columns, cellBits, adcs, adcBits } }) =>
    `Crossbar of RAELLA: ${rows} inputs, ${columns} columns of signed ${cellBits}-bit cells, ${adcs} ADC(s) of ${adcBits} ` +
    'bits, with speculation, recovery and centre term.',
  params: z.object({
    config: z.custom<RaellaCrossbarConfig>((config) => typeof config === 'object' && config !== null),
    /** One of several in a design: a pin tells its number, for the noise. */
    numbered: z.boolean().default(false),
    /** Shows every code on the trace port. */
    traced: z.boolean().default(true),
  }),
  ports: ({ config, numbered, traced }) => {
    const { rows, columns, cellBits, adcs, adcBits, speculation } = config;
    const filters = mostFilters(config);
    return {
      ...(numbered ? { macro: input(uint(8), 'number of the macro unit, constant') } : {}),
      prog: input(
        stream(struct({ row: uintBelow(rows), data: bits(columns * (cellBits + 1)) })),
        'cells of a word line',
      ),
      layer: input(
        stream(struct({ kind: uint(2), index: layerIndex(filters), data: bits(16) })),
        'settings of a layer',
      ),
      in: input(stream(struct({ row: uintBelow(rows), data: sint(magnitudeBits + 1) })), 'inputs'),
      clear: input(bool, 'all inputs become 0; taken when not busy'),
      start: input(bool, 'taken when not busy'),
      busy: output(bool),
      done: output(bool, 'from the end of a run to the next start'),
      outFilter: input(uintBelow(filters)),
      outData: output(sint(outputBits), 'y of out_filter_i'),
      outPsum: output(sint(16), 'its psum'),
      outOverflow: output(bool, 'an addition to it left 16 bits'),
      ...(traced
        ? {
            traceCodeValid: output(bool),
            traceCodeStep: output(uintBelow(2 * inputSlots(speculation).length), 'step of both passes'),
            traceCodeColumn: output(uintBelow(columns), 'column of ADC 0'),
            traceCodeData: output(
              bits(adcs * (adcBits + 1)),
              `ADC a is element a; ${-(2 ** adcBits)} where it did not convert`,
            ),
          }
        : {}),
    };
  },
  build(m, { config, numbered }, io) {
    const { name: unit, rows, columns, cellBits, dacBits, adcs, adcBits } = config;
    const speculation = [...config.speculation];
    const slots = inputSlots(speculation);
    const filters = mostFilters(config);
    const groups = Math.ceil(columns / adcs);
    const lanes = Array.from({ length: adcs }, (_, a) => a);

    const sequencer = m.instance('sequencer', Sequencer, { unit, columns, adcs, speculation });
    const layer = m.instance('layer_table', LayerTable, { unit, columns, filters, lanes: adcs });
    const inputs = m.instance('input_registers', InputRegisters, { unit, rows, dacBits, speculation });
    const walk = m.instance('column_walk', ColumnWalk, { unit, adcs, filters });
    const psums = m.instance('psum_buffer', PsumBuffer, { unit, adcs, adcBits, filters });
    const crossbar = m.blackBox('xbar_0', {
      module: `${unit}_xbar`,
      ports: crossbarPins(config, numbered),
      parameters: { Slice: 0, SliceBits: cellBits },
    });
    const idle = sequencer.busy.not();

    sequencer.start.drive(io.start);
    sequencer.speculate.drive(layer.speculate);
    sequencer.signedInputs.drive(layer.signedInputs);
    io.busy.drive(sequencer.busy);
    io.done.drive(sequencer.done);
    m.assert(
      'LayerFits',
      sequencer.begin.not().or(layer.slices.ge(2).and(layer.slices.le(8)).and(layer.usedColumns.le(columns))),
      'a run has a layer of 2 to 8 slices and no more columns than there are',
    );

    io.layer.ready.drive(idle);
    layer.write.drive(io.layer.fire);
    layer.kind.drive(io.layer.data.kind);
    layer.index.drive(io.layer.data.index);
    layer.data.drive(io.layer.data.data);

    io.in.ready.drive(idle);
    inputs.write.drive(io.in.fire);
    inputs.row.drive(io.in.data.row);
    inputs.data.drive(io.in.data.data);
    inputs.clear.drive(io.clear.and(idle));
    inputs.begin.drive(sequencer.begin);
    inputs.load.drive(sequencer.load);
    inputs.loadStep.drive(sequencer.loadStep);
    inputs.rest.drive(sequencer.rest);

    io.prog.ready.drive(idle);
    if (io.macro !== undefined) crossbar.macro?.drive(io.macro);
    crossbar.progEn.drive(io.prog.fire);
    crossbar.progRow.drive(io.prog.data.row);
    crossbar.progData.drive(io.prog.data.data);
    crossbar.rowCode.drive(inputs.rowCode);
    crossbar.sample.drive(sequencer.sample);
    crossbar.sampleOperation.drive(sequencer.operation);
    crossbar.samplePass.drive(sequencer.samplePass);
    crossbar.sampleStep.drive(sequencer.sampleNumber);
    crossbar.column.drive(sequencer.column);
    crossbar.convert.drive(sequencer.convert);

    walk.slices.drive(layer.slices);
    walk.convert.drive(sequencer.convert);
    walk.groupEnds.drive(sequencer.groupEnds);

    // The group that is converted, and the slot of its step.
    const tableOf = (of: (slot: (typeof slots)[number]) => number) =>
      new Map(slots.map((slot, s) => [s, of(slot)] as const));
    const { convertSpeculative, recovery } = m.wires({
      convertSpeculative: lookUp(
        m,
        'is_speculative',
        sequencer.convertStep.slot,
        tableOf(({ speculative }) => Number(speculative)),
        1,
      ).bit(0),
      recovery: bool,
    });
    recovery.drive(layer.speculate.and(convertSpeculative.not()));
    const inputLow = lookUp(
      m,
      'input_low',
      sequencer.convertStep.slot,
      tableOf(({ low }) => low),
      7,
    );

    // What follows a conversion to its codes.
    const code = m.regs({
      codeValid: bool({ reset: false }),
      codeSpeculative: bool,
      codeFirst: bool,
      codePass: bool,
      codeNumber: uintBelow(slots.length),
      codeInputLow: uint(3),
      codeGroup: uintBelow(groups),
      codeFilter: uintBelow(filters),
      codeSlice: uint(3),
      codeUsed: bits(adcs),
      codeEnabled: bits(adcs, { reset: 0 }),
    });
    m.ignore(
      [code.codeSpeculative, code.codeFirst, code.codePass],
      'read where code_valid holds: they need no reset',
    );
    code.codeValid.next(sequencer.convert);
    const enables: Bool[] = [];
    const used: Bool[] = [];

    const position = { filter: code.codeFilter, slice: code.codeSlice };
    const adcLanes = lanes.map((a) => {
      const lane = m.instance(`adc_lane_${a}`, AdcLane, { unit, groups, adcBits });
      const { [`used_${a}`]: isUsed } = m.wires({
        [`used_${a}`]: sequencer.column.add(a).lt(layer.usedColumns),
      });
      if (isUsed === undefined) throw new Error('the wire just declared');
      used.push(isUsed);
      lane.group.drive(sequencer.group);
      lane.used.drive(isUsed);
      lane.recovery.drive(recovery);
      enables.push(lane.enable);
      lane.codeValid.drive(code.codeValid);
      lane.codeGroup.drive(code.codeGroup);
      lane.codeSpeculative.drive(code.codeSpeculative);
      lane.codeEnabled.drive(code.codeEnabled.bit(a));
      lane.code.drive(crossbar.code.slice(a * adcBits, adcBits).asSInt());
      lane.shift.drive(code.codeInputLow.add(layer.lowBits.slice(3 * a, 3).asUInt()));
      return { lane, at: positionOn(m, `lane_${a}`, position, a, layer.slices) };
    });
    const enable = concatLow(enables.map((one) => one.asBits()));
    crossbar.convertEnable?.drive(enable);
    code.codeEnabled.next(mux(sequencer.convert, enable, 0));
    m.when(sequencer.convert, () => {
      code.codeSpeculative.next(convertSpeculative);
      code.codeFirst.next(sequencer.first);
      code.codePass.next(sequencer.convertStep.pass);
      code.codeNumber.next(sequencer.convertNumber);
      code.codeInputLow.next(inputLow);
      code.codeGroup.next(sequencer.group);
      code.codeFilter.next(walk.filter);
      code.codeSlice.next(walk.slice);
      code.codeUsed.next(concatLow(used.map((one) => one.asBits())));
    });
    const slices = concatLow(adcLanes.map(({ at }) => at.slice.asBits()));
    layer.slice.drive(slices);

    psums.slices.drive(layer.slices);
    psums.valid.drive(code.codeValid);
    psums.first.drive(code.codeFirst);
    psums.negative.drive(code.codePass);
    psums.filters.drive(concatLow(adcLanes.map(({ at }) => at.filter.asBits())));
    psums.slice.drive(slices);
    psums.used.drive(code.codeUsed);
    psums.adds.drive(concatLow(adcLanes.map(({ lane }) => lane.adds.asBits())));
    psums.terms.drive(concatLow(adcLanes.map(({ lane }) => lane.term.asBits())));
    sequencer.inFlight.drive(code.codeValid);
    m.assert(
      'NothingInFlightWhenIdle',
      sequencer.busy.or(code.codeValid.or(psums.adding).not()),
      'a run ends when its last psum is stored',
    );
    m.assert(
      'CodesFollowConversions',
      crossbar.done.eq(code.codeValid),
      'the array answers exactly one cycle after a conversion starts',
    );

    psums.outFilter.drive(io.outFilter);
    layer.filter.drive(io.outFilter);
    io.outData.drive(psums.outPsum.add(layer.centre.mul(inputs.inputSum)).wrap(outputBits));
    io.outPsum.drive(psums.outPsum);
    io.outOverflow.drive(psums.outOverflow);

    if (io.traceCodeData === undefined) {
      m.ignore(code.codeNumber, 'there is no trace');
      return;
    }
    // Steps of the pass before.
    const passed = mux(layer.speculate, slots.length, literal(uint(5), magnitudeBits));
    io.traceCodeValid?.drive(code.codeValid);
    io.traceCodeStep?.drive(
      code.codeNumber.add(mux(code.codePass, passed, 0)).wrap(uintBelow(2 * slots.length).width),
    );
    io.traceCodeColumn?.drive(firstColumn(code.codeGroup, columns, adcs));
    const none = literal(sint(adcBits + 1), -(2 ** adcBits));
    io.traceCodeData.drive(
      concatLow(
        lanes.map((a) => {
          const value = crossbar.code
            .slice(a * adcBits, adcBits)
            .asSInt()
            .extend(adcBits + 1);
          return mux(code.codeValid, mux(code.codeEnabled.bit(a), value, none), 0).asBits();
        }),
      ),
    );
  },
});
