import { crossbarsOf } from '../../config/raella/geometry.js';
import type { RaellaTileConfig } from '../../config/raella-machine.js';
import type { Monitor } from '../../verilator-harness/engine.js';
import type { Level } from '../system.js';

type Name = 'answers' | 'out' | 'sum' | 'part';

/** Pins of the bench that are listened to. */
export function tileMonitors(config: RaellaTileConfig, level: Level): (Monitor & { readonly name: Name })[] {
  const monitor = (name: Name, pins: string, elements: number, elementBits: number, signed: boolean) => ({
    name,
    valid: `${pins}_valid_o`,
    tags: name === 'out' ? ['out_address_o', 'out_last_o'] : [],
    data: `${pins}_data_o`,
    ...{ elements, elementBits, signed },
  });
  return [
    monitor('answers', 'answer', 1, 32, false),
    monitor('out', 'out', 1, 8, false),
    ...(level === 'outputs' ? [] : [monitor('sum', 'trace_sum', 1, 40, true)]),
    ...(level === 'codes' ? [monitor('part', 'trace_part', crossbarsOf(config), 32, true)] : []),
  ];
}
