import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import type { Bits, Bool, ModuleBuilder, OuterIo, UInt } from '../../hdl-dsl/index.js';
import { anyOf } from '../common/any-of.js';
import { Sequencer } from '../common/sequencer.js';
import type { Parts } from './datapath.js';
import { mixedSignalGeometry } from './geometry.js';
import { converterPins, rampPins } from './macro-pins.js';
import { RampCode } from './ramp-code.js';
import { RampSequencer } from './ramp-sequencer.js';

/** A run as the rest of the unit sees it, and the codes that it makes. */
interface Codes {
  readonly crossbar: Crossbar;
  readonly busy: Bool;
  readonly done: Bool;
  /** Codes of each ADC in the stage of the pipeline's `codeValid`, low bit of the weight first. */
  readonly lanes: readonly Bits[];
  /** Comparisons of the last run, under a ramp. */
  readonly ramps?: UInt;
}

/** Codes of the converters: one group a cycle. */
export function converterCodes(
  m: ModuleBuilder,
  p: MixedSignalArrayConfig,
  parts: Parts,
  start: Bool,
): Codes {
  const { steps, codesPerOutput } = mixedSignalGeometry(p);
  const { pipeline } = parts;
  const crossbar = m.blackBox('xbar_0', { module: `${p.name}_xbar`, ports: converterPins(p) });
  const sequencer = m.instance('sequencer', Sequencer, {
    unit: p.name,
    columns: p.columns,
    adcs: p.adcs,
    planes: steps,
  });
  sequencer.start.drive(start);
  sequencer.inFlight.drive(pipeline.inFlight);
  walkArray(m, parts, crossbar, sequencer);
  crossbar.convert.drive(sequencer.convert);
  pipeline.convert.drive(sequencer.convert);
  pipeline.convertStep.drive(sequencer.convertStep);
  pipeline.convertGroup.drive(sequencer.group);
  m.assert(
    'CodesFollowConversions',
    crossbar.done.eq(pipeline.codeValid),
    'the array answers exactly one cycle after a conversion starts',
  );
  const width = codesPerOutput * p.adcBits;
  const lanes = Array.from({ length: p.adcs }, (_, a) => crossbar.code.slice(a * width, width));
  return { crossbar, busy: sequencer.busy, done: sequencer.done, lanes };
}

/** Codes of comparators under a ramp, which ends as soon as no column of its group goes on. */
export function rampCodes(m: ModuleBuilder, p: MixedSignalArrayConfig, parts: Parts, start: Bool): Codes {
  const { steps } = mixedSignalGeometry(p);
  const { pipeline } = parts;
  const crossbar = m.blackBox('xbar_0', { module: `${p.name}_xbar`, ports: rampPins(p) });
  const sequencer = m.instance('sequencer', RampSequencer, {
    unit: p.name,
    columns: p.columns,
    adcs: p.adcs,
    steps,
    adcBits: p.adcBits,
  });
  sequencer.start.drive(start);
  sequencer.inFlight.drive(pipeline.inFlight);
  walkArray(m, parts, crossbar, sequencer);
  crossbar.compare.drive(sequencer.compare);
  crossbar.threshold.drive(sequencer.threshold.asBits());
  pipeline.convert.drive(sequencer.rampEnds);
  pipeline.convertStep.drive(sequencer.step);
  pipeline.convertGroup.drive(sequencer.group);
  m.assert(
    'AnswersFollowComparisons',
    crossbar.done.eq(sequencer.compared),
    'the array answers exactly one cycle after a comparison',
  );
  const columns = Array.from({ length: p.adcs }, (_, a) => {
    const code = m.instance(`ramp_code_${a}`, RampCode, { unit: p.name, adcBits: p.adcBits });
    code.compared.drive(sequencer.compared);
    code.first.drive(sequencer.first);
    code.threshold.drive(sequencer.comparedThreshold);
    code.above.drive(crossbar.above.bit(a));
    return code;
  });
  sequencer.reached.drive(anyOf(columns.map((column) => column.reached)));
  const lanes = columns.map((column) => column.code.asBits());
  return { crossbar, busy: sequencer.busy, done: sequencer.done, lanes, ramps: sequencer.ramps };
}

/** The pins that the macros of all styles have. */
type Crossbar = OuterIo<ReturnType<typeof converterPins>> | OuterIo<ReturnType<typeof rampPins>>;

/** What either sequencer tells drivers and array. */
interface Walk {
  readonly busy: Bool;
  readonly load: Bool;
  readonly loadStep: UInt;
  readonly rest: Bool;
  readonly sample: Bool;
  readonly sampleStep: UInt;
  readonly operation: UInt;
  readonly column: UInt;
}

function walkArray(m: ModuleBuilder, { inputs, inputSum }: Parts, crossbar: Crossbar, walk: Walk): void {
  inputs.load.drive(walk.load);
  inputs.loadStep.drive(walk.loadStep);
  inputs.rest.drive(walk.rest);
  crossbar.rowCode.drive(inputs.rowCode);
  crossbar.sample.drive(walk.sample);
  crossbar.sampleOperation.drive(walk.operation);
  crossbar.samplePass.drive(false);
  crossbar.sampleStep.drive(m.wires({ sampleStep: walk.sampleStep.extend(8) }).sampleStep);
  crossbar.column.drive(walk.column);
  inputSum?.rowCode.drive(inputs.rowCode);
  inputSum?.sample.drive(walk.sample);
  inputSum?.sampleStep?.drive(walk.sampleStep);
}
