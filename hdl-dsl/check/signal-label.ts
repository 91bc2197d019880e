import type { Memory, Signal } from '../ir/index.js';

/** A signal or memory as messages name it: `add.code_data` for a port of an instance. */
export function labelOf(signal: Signal | Memory): string {
  return signal.kind === 'instance-port' ? `${signal.instance}.${signal.name}` : signal.name;
}

/** `output`, `wire`, `register`, `instance input`, `memory` ... */
export function roleOf(signal: Signal | Memory): string {
  switch (signal.kind) {
    case 'port':
      return signal.direction;
    case 'instance-port':
      return `instance ${signal.direction}`;
    default:
      return signal.kind;
  }
}
