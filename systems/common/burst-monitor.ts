import type { Module } from '../../hdl-dsl/ir/index.js';
import { printedPorts } from '../../hdl-dsl/print/printed-ports.js';
import type { Monitor } from '../../verilator-harness/engine.js';

/** A monitor on the trace port `trace_<kind>_*` of a unit; tags are step and first column.
 *  @param elements packed elements of `trace_<kind>_data_o` */
export function burstMonitor<K extends 'code' | 'sum'>(
  top: Module,
  kind: K,
  options: { readonly elements: number; readonly signed: boolean },
): Monitor & { readonly name: K } {
  const data = `trace_${kind}_data_o`;
  return {
    name: kind,
    valid: `trace_${kind}_valid_o`,
    tags: [`trace_${kind}_step_o`, `trace_${kind}_column_o`],
    data,
    elements: options.elements,
    elementBits: portWidth(top, data) / options.elements,
    signed: options.signed,
  };
}

/** Bits of a printed port.
 *  @throws {RangeError} if the module has no such port: a fault of ours */
export function portWidth(top: Module, name: string): number {
  const port = printedPorts(top).find((candidate) => candidate.name === name);
  if (port === undefined) throw new RangeError(`${top.name} has no port ${name}`);
  return port.width;
}
