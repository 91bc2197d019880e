import type { Config } from './systems.js';

/** One line on what a configuration makes. */
export function summarise(config: Config): string {
  const noise = config.nonideal === undefined ? '' : ', with noise';
  const array = `${config.rows} x ${config.columns}`;
  const adcs = `${config.adcs} ${config.adcBits}-bit ADC${config.adcs === 1 ? '' : 's'}`;
  if (config.system === 'signed-array') {
    return `${array} signed ${config.cellBits}-bit cells, ${config.dacBits}-bit inputs, ${adcs}${noise}`;
  }
  const inputs = `${config.signedInputs ? 'signed' : 'unsigned'} ${config.inputBits}-bit inputs`;
  const weights = `${config.weightBits}-bit weights in ${config.cellBits}-bit cells (${config.encoding})`;
  return `${array} ${weights}, ${inputs}, ${adcs} a slice${noise}`;
}
