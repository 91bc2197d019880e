import { z } from 'zod';
import { crossbarOf } from '../../../config/raella/geometry.js';
import type { RaellaImaConfig, RaellaTileConfig } from '../../../config/raella-machine.js';
import { all, type Bits, type BitsType, bool, type Drivable, module, mux } from '../../../hdl-dsl/index.js';
import { weightedSum } from '../../../hdl-dsl/std/index.js';
import { anyOf } from '../../common/any-of.js';
import { concatLow } from '../../common/concat-low.js';
import { mostFilters, RaellaCrossbar } from '../crossbar/index.js';
import { ElementRange } from './element-range.js';
import { crossbarTrace, imaPorts, sumBits, traceOfCrossbar } from './ima-ports.js';
import { layerKinds } from './layer-word.js';
import { OutputRange } from './output-range.js';

/** What an IMA is made for. */
interface ImaParameters {
  readonly config: RaellaImaConfig | RaellaTileConfig;
  /** Its crossbars show their codes. */
  readonly traced: boolean;
}

/** Name of the IMA's module: that of the design, or of a part of a tile. */
function imaName({ system, name }: ImaParameters['config']): string {
  return system === 'raella-tile' ? `${name}_ima` : name;
}

/** An IMA: crossbars side by side that run in lock-step, fed with the elements of a window and read by outputs. All
 *  crossbars are instances of one module. Source: docs/raella-tile.md, "IMA". */
export const RaellaIma = module({
  name: ({ config }) => imaName(config),
  comment: ({ config }) =>
    `IMA of RAELLA: ${config.crossbars} crossbar(s) of ${config.rows} x ${config.columns} in lock-step.`,
  params: z.custom<ImaParameters>((p) => typeof p === 'object' && p !== null && 'config' in p),
  ports: ({ config, traced }) =>
    imaPorts(crossbarOf(config), config.crossbars, { inTile: config.system === 'raella-tile', traced }),
  build(m, { config, traced }, io) {
    const { crossbars: count, rows } = config;
    const crossbar = crossbarOf(config);
    const unit = imaName(config);
    const filters = mostFilters(crossbar);
    const crossbars = m.instances('crossbar', count, RaellaCrossbar, () => ({
      config: crossbar,
      numbered: true,
      traced,
    }));
    const elementRanges = m.instances('elements', count, ElementRange, () => ({ unit, rows }));
    const outputRanges = m.instances('outputs', count, OutputRange, () => ({ unit, filters }));

    const { ran, reading, answers } = m.regs({
      ran: bool({ reset: false, comment: 'there was a run' }),
      reading: bool({ reset: false }),
      answers: bool({ reset: false }),
    });
    const { busy } = m.wires({ busy: anyOf(crossbars.map((one) => one.busy)) });
    const { starts, writes } = m.wires({
      starts: all(io.start, busy.not()),
      writes: io.layer.fire,
    });
    m.when(starts, () => ran.next(true));
    io.busy.drive(busy);
    io.done.drive(all(ran, busy.not()));
    for (const taken of [io.prog, io.layer, io.in]) taken.ready.drive(busy.not());

    const { kind, index, data } = io.layer.data;
    const { forCrossbars } = m.wires({ forCrossbars: all(writes, kind.le(layerKinds.centre)) });
    for (const [x, one] of crossbars.entries()) {
      const [elements, outputs] = [elementRanges[x], outputRanges[x]];
      if (!elements || !outputs) throw new RangeError(`crossbar ${x} has no ranges`);
      const used = io.used.bit(x);
      const addressed = io.layer.data.crossbars.bit(x);
      one.macro?.drive(io.firstMacro === undefined ? x : io.firstMacro.addWrap(x));

      one.prog.valid.drive(count === 1 ? io.prog.fire : all(io.prog.fire, io.prog.data.crossbar.eq(x)));
      one.prog.data.drive({ row: io.prog.data.row, data: io.prog.data.data });
      for (const range of [elements, outputs]) {
        range.write.drive(all(writes, addressed));
        range.kind.drive(kind);
      }
      elements.data.drive(data.truncate(16));
      outputs.data.drive(data);
      one.layer.valid.drive(all(forCrossbars, addressed));
      one.layer.data.drive({
        kind: kind.truncate(2),
        index,
        data: mux(kind.eq(layerKinds.settings), outputs.settings, data.truncate(16)),
      });

      elements.element.drive(io.in.data.element);
      one.in.valid.drive(all(io.in.fire, used, elements.takes));
      one.in.data.drive({ row: elements.row, data: io.in.data.data.asSInt() });
      one.clear.drive(io.clear);
      one.start.drive(all(starts, used));

      outputs.read.drive(all(io.read, used));
      outputs.output.drive(io.readOutput);
      one.outFilter.drive(outputs.filter);
      outputs.result.drive(one.outData);
      outputs.resultOverflow.drive(one.outOverflow);
      m.ignore(one.done, 'a crossbar that is not busy is done');
      m.ignore(one.outPsum, 'the result has the centre term too');
      m.assert(
        `TakesWhenNotBusy${x}`,
        all(
          one.prog.ready.or(one.prog.valid.not()),
          one.layer.ready.or(one.layer.valid.not()),
          one.in.ready.or(one.in.valid.not()),
        ),
        'a crossbar takes what an IMA that is not busy gives it',
      );
      if (traced) forwardTrace(x, crossbarTrace(crossbar), one, io);
    }
    if (count === 1) m.ignore(io.prog.data.crossbar, 'there is one');
    m.assert('NoReadWhileBusy', all(io.read, busy).not(), 'results are read between runs');

    reading.next(io.read);
    answers.next(reading);
    const parts: readonly Bits[] = outputRanges.map(({ part }) => part.asBits());
    const ones = outputRanges.map(() => 1);
    io.out.valid.drive(answers);
    io.out.data.drive({
      part: concatLow(parts),
      overflow: concatLow(outputRanges.map(({ overflow }) => overflow.asBits())),
      sum: weightedSum(
        outputRanges.map(({ part }) => part),
        ones,
      )
        .asSInt()
        .extend(sumBits(count))
        .asBits(),
    });
  },
});

/** Leads the trace pins of a crossbar to the IMA's, under its number. */
function forwardTrace(
  crossbar: number,
  trace: ReturnType<typeof crossbarTrace>,
  from: object,
  to: object,
): void {
  const pins = from as Record<string, Bits>;
  const tops = to as Record<string, Drivable<BitsType>>;
  for (const [pin] of trace) {
    const [value, top] = [pins[pin], tops[traceOfCrossbar(crossbar, pin)]];
    if (value === undefined || top === undefined)
      throw new RangeError(`crossbar ${crossbar} has no pin \`${pin}\``);
    top.drive(value);
  }
}
