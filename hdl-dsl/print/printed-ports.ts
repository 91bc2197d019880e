import type { Module } from '../ir/index.js';
import { portName } from '../names/wanted-names.js';

/** A pin as printed. */
export interface PrintedPort {
  readonly name: string;
  readonly direction: 'input' | 'output';
  /** Bits. */
  readonly width: number;
  readonly signed: boolean;
}

/** The pins of a module in printed order, clock and reset left out. */
export function printedPorts(module: Module): PrintedPort[] {
  return module.ports.map((port) => ({
    name: portName(port),
    direction: port.direction,
    width: port.type.width,
    signed: port.type.signed,
  }));
}
