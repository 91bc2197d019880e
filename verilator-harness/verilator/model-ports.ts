import type { Diagnostic } from '../../base/diagnostic.js';
import type { SimPort } from '../engine.js';

/** A pin of the top module as Verilator declares it in the model's header. */
export interface ModelPort {
  readonly name: string;
  readonly direction: 'input' | 'output' | 'inout';
  readonly width: number;
}

const declaration = /\bVL_(IN|OUT|INOUT)(?:8|16|64|W)?\(&?\(?(\w+)\)?,\s*(\d+),\s*(\d+)/g;

/** Reads the pins from the header of a model (`Vdut.h`). */
export function readModelPorts(header: string): ModelPort[] {
  return [...header.matchAll(declaration)].map(([, direction, name, msb, lsb]) => ({
    name: name!.replaceAll('___05F', '__'),
    direction: direction === 'IN' ? 'input' : direction === 'OUT' ? 'output' : 'inout',
    width: Number(msb) - Number(lsb) + 1,
  }));
}

/** C++ member of a pin; Verilator encodes double underscores. */
export function memberName(port: string): string {
  return port.replaceAll('__', '___05F');
}

/** Compares the pins of the RTL with those of the configuration: CW-T006 for each that differs. */
export function checkModelPorts(
  top: string,
  wanted: readonly SimPort[],
  found: readonly ModelPort[],
): Diagnostic[] {
  const byName = new Map(found.map((port) => [port.name, port]));
  const diagnostics: Diagnostic[] = [];
  for (const port of wanted) {
    const got = byName.get(port.name);
    if (got?.direction === port.direction && got.width === port.width) continue;
    diagnostics.push(pinDiffers(top, port.name, describe(port), got ? describe(got) : 'no such pin'));
  }
  const known = new Set(['clk_i', 'rst_ni', ...wanted.map((port) => port.name)]);
  for (const port of found) {
    if (port.direction !== 'output' && !known.has(port.name)) {
      diagnostics.push(pinDiffers(top, port.name, 'no such pin', describe(port)));
    }
  }
  return diagnostics;
}

/** The diagnostic CW-T006. */
export function pinDiffers(top: string, pin: string, expected: string, actual: string): Diagnostic {
  return {
    code: 'CW-T006',
    severity: 'error',
    message: `pin \`${pin}\` of \`${top}\` differs from the configuration`,
    expected,
    actual,
    hint: 'the RTL must be that of this configuration; generate it again, or take back the change of the port',
  };
}

function describe(port: { direction: string; width: number }): string {
  return `${port.direction} of ${port.width} ${port.width === 1 ? 'bit' : 'bits'}`;
}
