import type { MixedSignalArrayConfig } from '../../config/mixed-signal-array.js';
import { activeNonideal } from '../../config/nonideal.js';
import { analogFile } from '../common/analog-file.js';
import type { CrossbarMacro } from '../common/crossbar-macro.js';
import { nonidealData } from '../common/nonideal-data.js';
import { converterPins, type MacroPin, pinLines, programPins, samplePins } from '../common/pin-lines.js';
import { indexBits } from '../common/sizes.js';
import { type MixedSignalChain, mixedSignalChain } from './chain.js';

/** Renders the analog macro `<name>_xbar` of a mixed-signal array: cells, sample-and-hold, and converters, or the
 *  comparators of a ramp.
 *
 *  The ideal model is portable SystemVerilog; with any non-ideality it is a shell around C++ that computes in the
 *  fixed-point integers of docs/analog.md. Pins: docs/analog-macros.md.
 *
 *  @param header.command printed in the files' headers as the way to make them again */
export function renderMixedSignalMacro(
  config: MixedSignalArrayConfig,
  { command }: { readonly command: string },
): CrossbarMacro {
  const chain = mixedSignalChain(config);
  const module = `${config.name}_xbar`;
  const { adcBits, style } = config;
  const nonideal = activeNonideal(config.nonideal);
  const data = {
    ...chain,
    module,
    command,
    adcBits,
    sliced: false,
    serial: chain.perOutput > 1,
    readers: chain.ramp ? 'comparators' : 'converters',
    readAs: chain.ramp ? 'compared' : 'converted',
    summary: `${chain.rows} word lines x ${chain.columns} columns of ${cellKinds[style](chain.cellBits)}; ${readOut(chain, adcBits)}.`,
    ports: pinLines(pins(config, chain)),
    words: Math.ceil(chain.rows / 64),
  };
  const stub = analogFile(`${module}_stub.sv`, 'xbar_stub.sv.hbs', data);
  if (nonideal === undefined) {
    return { model: analogFile(`${module}.sv`, 'mixed_signal.sv.hbs', data), stub, dpi: [] };
  }
  const array = {
    ...chain,
    planes: chain.cellBits,
    devices: 1,
    capacitive: style !== 'resistive-ramp',
  } as const;
  const noisy = { ...data, ...array, numbered: false, ...nonidealData(array, nonideal) };
  return {
    model: analogFile(`${module}.sv`, 'mixed_signal_noisy.sv.hbs', noisy),
    stub,
    dpi: [analogFile(`${module}_dpi.cpp`, 'xbar_dpi.cpp.hbs', noisy)],
  };
}

const cellKinds: Readonly<Record<MixedSignalArrayConfig['style'], (cellBits: number) => string>> = {
  'xnor-capacitor': () => 'one-bit cells, each an XNOR gate and a capacitor',
  'multibit-capacitor': (cellBits) => `unsigned ${cellBits}-bit capacitors`,
  'bit-serial-sram': () => 'one-bit cells, each an AND gate and a capacitor',
  'resistive-ramp': (cellBits) => `unsigned ${cellBits}-bit devices`,
};

function readOut({ ramp, lanes }: MixedSignalChain, adcBits: number): string {
  return ramp ? `${lanes} comparator(s) on a ramp of ${adcBits} bits` : `${lanes} ADC(s) of ${adcBits} bits`;
}

function pins(config: MixedSignalArrayConfig, chain: MixedSignalChain): MacroPin[] {
  const { adcBits, columns } = config;
  const { perOutput, lanes } = chain;
  const column: MacroPin = {
    direction: 'input',
    bits: indexBits(columns),
    name: 'column_i',
    meaning:
      perOutput === 1
        ? 'column of lane 0; lane a takes column_i + a'
        : `output of lanes 0 to ${perOutput - 1}`,
    vector: true,
  };
  const compared: MacroPin[] = [
    {
      direction: 'input',
      bits: 1,
      name: 'compare_i',
      meaning: 'compares the sums held before this clock edge with a threshold',
    },
    { direction: 'input', bits: adcBits, name: 'threshold_i', meaning: 'its number, from 1', vector: true },
    {
      direction: 'output',
      bits: lanes,
      name: 'above_o',
      meaning: 'the cycle after compare_i: column a reached it; 0 past the end',
      vector: true,
    },
    { direction: 'output', bits: 1, name: 'done_o', meaning: '1 the cycle after compare_i' },
  ];
  return [
    ...programPins(indexBits(chain.rows), chain.columns, chain.cellBits),
    ...samplePins(chain.rows, chain.rowBits),
    column,
    ...(chain.ramp ? compared : converterPins(lanes * adcBits)),
  ];
}
