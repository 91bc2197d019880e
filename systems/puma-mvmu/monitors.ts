import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import type { Monitor } from '../../verilator-harness/engine.js';
import { burstMonitor, portWidth } from '../common/burst-monitor.js';
import type { Level, Unit } from '../system.js';

/** Trace ports that a run of this level listens to, in the causal order of their events. */
export function mvmuMonitors(
  config: PumaMvmuConfig,
  unit: Unit,
  level: Level,
): readonly (Monitor & { readonly name: 'code' | 'sum' })[] {
  const sums = burstMonitor(unit.top, 'sum', { elements: config.adcs, signed: true });
  if (level === 'sums') return [sums];
  if (level === 'outputs') return [];
  const slices = portWidth(unit.top, 'trace_code_data_o') / (config.adcs * config.adcBits);
  const codes = burstMonitor(unit.top, 'code', {
    elements: config.adcs * slices,
    signed: config.encoding === 'differential',
  });
  return [codes, sums];
}
