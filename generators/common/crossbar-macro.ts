import type { DesignFile } from '../../base/design-file.js';
import { activeNonideal } from '../../config/nonideal.js';
import { analogFile } from './analog-file.js';
import { type CrossbarChain, type CrossbarConfig, crossbarChain } from './crossbar-chain.js';
import { nonidealData } from './nonideal-data.js';
import { converterPins, type MacroPin, pinLines, programPins, samplePins } from './pin-lines.js';
import { indexBits } from './sizes.js';

/** Files of the crossbar macro of a design. */
export interface CrossbarMacro {
  /** Behavioural model. */
  readonly model: DesignFile;
  /** Same pins and parameters, empty, for synthesis. */
  readonly stub: DesignFile;
  /** C++ behind the model's DPI calls; empty for an ideal macro, which is plain SystemVerilog. */
  readonly dpi: readonly DesignFile[];
}

/** Renders the analog macro `<name>_xbar` of a design: one slice array with its DACs, sample-and-hold and ADCs.
 *
 *  The ideal model is portable SystemVerilog; with any non-ideality it is a shell around C++ that
 *  computes in the fixed-point integers of docs/analog.md. Pins: docs/analog-macros.md.
 *
 *  @param header.command printed in the files' headers as the way to make them again
 *  @param header.numbered the design has several macro units: the pin `macro_i` tells each its number, 0 without it */
export function renderCrossbarMacro(
  config: CrossbarConfig,
  { command, numbered = false }: { readonly command: string; readonly numbered?: boolean },
): CrossbarMacro {
  const chain = crossbarChain(config);
  const module = `${config.name}_xbar`;
  const data = {
    ...chain,
    module,
    command,
    numbered,
    sliced: true,
    summary: `${chain.rows} word lines x ${chain.columns} columns of ${cellKind(chain)}; ${chain.dacBits}-bit DACs; ${chain.adcs} ADC(s) of ${chain.adcBits} bits.`,
    ports: pinLines(pins(chain, numbered)),
    words: Math.ceil(chain.rows / 64),
  };
  const stub = analogFile(`${module}_stub.sv`, 'xbar_stub.sv.hbs', data);
  const nonideal = activeNonideal(config.nonideal);
  if (nonideal === undefined) {
    return { model: analogFile(`${module}.sv`, 'xbar.sv.hbs', data), stub, dpi: [] };
  }
  const array = { ...chain, rowBits: chain.dacBits, agree: false, ramp: false, capacitive: false };
  const noisy = { ...data, ...array, ...nonidealData(array, nonideal) };
  return {
    model: analogFile(`${module}.sv`, 'xbar_noisy.sv.hbs', noisy),
    stub,
    dpi: [analogFile(`${module}_dpi.cpp`, 'xbar_dpi.cpp.hbs', noisy)],
  };
}

function cellKind({ devices, cellBits }: CrossbarChain): string {
  return devices === 2 ? `signed 2T2R cells, ${cellBits}-bit magnitude` : `unsigned ${cellBits}-bit cells`;
}

function pins(
  { rows, columns, planes, dacBits, adcs, adcBits, gatedAdcs }: CrossbarChain,
  numbered: boolean,
) {
  const number: MacroPin = {
    direction: 'input',
    bits: 8,
    name: 'macro_i',
    meaning: 'number of the macro unit in the design, constant',
  };
  const enable: MacroPin = {
    direction: 'input',
    bits: adcs,
    name: 'convert_enable_i',
    meaning: 'ADCs that convert; the codes of the others are 0',
    vector: true,
  };
  const column: MacroPin = {
    direction: 'input',
    bits: indexBits(columns),
    name: 'column_i',
    meaning: 'column of ADC 0; ADC a converts column_i + a',
    vector: true,
  };
  return [
    ...(numbered ? [number] : []),
    ...programPins(indexBits(rows), columns, planes),
    ...samplePins(rows, dacBits),
    column,
    ...converterPins(adcs * adcBits, gatedAdcs ? [enable] : []),
  ];
}
