import { machineGeometry } from './puma/geometry.js';
import type { PumaMachineConfig } from './puma-machine.js';
import type { RaellaImaConfig, RaellaTileConfig } from './raella-machine.js';
import { type Config, isMachine } from './systems.js';

/** One line on what a configuration makes. */
export function summarise(config: Config): string {
  const noise = config.nonideal === undefined ? '' : ', with noise';
  if (isMachine(config)) return `${machine(config)}${noise}`;
  if (config.system === 'raella-tile' || config.system === 'raella-ima') return `${raella(config)}${noise}`;
  const array = `${config.rows} x ${config.columns}`;
  const adcs = `${config.adcs} ${config.adcBits}-bit ADC${config.adcs === 1 ? '' : 's'}`;
  if (config.system === 'mixed-signal-array') {
    const { style, weightBits, inputBits } = config;
    return `${array} ${weightBits}-bit weights (${style}), ${inputBits}-bit inputs, ${adcs}${noise}`;
  }
  if (config.system === 'signed-array') {
    return `${array} signed ${config.cellBits}-bit cells, ${config.dacBits}-bit inputs, ${adcs}${noise}`;
  }
  if (config.system === 'raella-crossbar') {
    const widths = config.speculation.join('-');
    return `${array} signed ${config.cellBits}-bit cells, speculation ${widths}, ${adcs}${noise}`;
  }
  const inputs = `${config.signedInputs ? 'signed' : 'unsigned'} ${config.inputBits}-bit inputs`;
  const weights = `${config.weightBits}-bit weights in ${config.cellBits}-bit cells (${config.encoding})`;
  return `${array} ${weights}, ${inputs}, ${adcs} a slice${noise}`;
}

function raella(config: RaellaImaConfig | RaellaTileConfig): string {
  const { crossbars, rows, columns, adcs, adcBits, cellBits } = config;
  const some = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
  const each = `${some(crossbars, 'crossbar')} of ${rows} x ${columns} signed ${cellBits}-bit cells`;
  const ima = `${each}, ${some(adcs, `${adcBits}-bit ADC`)} a crossbar`;
  if (config.system === 'raella-ima') return ima;
  return `${some(config.imas, 'IMA')} of ${ima}; ${config.activationBytes} bytes of activations, ${some(config.channels, 'channel')}`;
}

function machine(config: PumaMachineConfig): string {
  const { cores, mvmus, dimension, lanes, registers, memoryWords } = machineGeometry(config);
  const some = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
  const core = `${some(mvmus, 'MVMU')} of ${dimension} x ${dimension}, ${some(lanes, 'lane')}, ${registers} registers`;
  const held = config.system === 'puma-tile' ? `${some(cores, 'core')} of ${core}` : core;
  return `${held}; data memory of ${memoryWords} words`;
}
