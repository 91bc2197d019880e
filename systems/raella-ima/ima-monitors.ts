import type { RaellaImaConfig } from '../../config/raella-machine.js';
import type { Module } from '../../hdl-dsl/ir/index.js';
import type { Monitor } from '../../verilator-harness/engine.js';
import { burstMonitor } from '../common/burst-monitor.js';
import type { Level } from '../system.js';

/** What a run of this level listens to: the answers to reads, by crossbar their y and flag, then the codes of each. */
export function imaMonitors({ crossbars, adcs }: RaellaImaConfig, top: Module, level: Level): Monitor[] {
  const answer = (name: string, data: string, elementBits: number, signed: boolean): Monitor => ({
    ...{ name, valid: 'out_valid_o', tags: [], data, elements: crossbars, elementBits, signed },
  });
  return [
    answer('part', 'out_part_o', 32, true),
    answer('overflow', 'out_overflow_o', 1, false),
    ...Array.from({ length: level === 'codes' ? crossbars : 0 }, (_, x) =>
      burstMonitor(top, 'code', { elements: adcs, signed: true, part: `crossbar${x}` }),
    ),
  ];
}
