import type { Module } from '../../hdl-dsl/ir/index.js';
import { printedPorts } from '../../hdl-dsl/print/printed-ports.js';
import type { Monitor } from '../../verilator-harness/engine.js';

/** A monitor on the trace port `trace_<kind>_*` of a unit; tags are step and first column.
 *  @param options `elements`: packed elements of `trace_<kind>_data_o`; `part`: the port is `trace_<part>_<kind>_*` */
export function burstMonitor<K extends 'code' | 'sum'>(
  top: Module,
  kind: K,
  options: { readonly elements: number; readonly signed: boolean; readonly part?: string },
): Monitor & { readonly name: K } {
  const pins = options.part === undefined ? `trace_${kind}` : `trace_${options.part}_${kind}`;
  const data = `${pins}_data_o`;
  return {
    name: kind,
    valid: `${pins}_valid_o`,
    tags: [`${pins}_step_o`, `${pins}_column_o`],
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
