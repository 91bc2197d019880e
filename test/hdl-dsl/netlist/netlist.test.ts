import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Netlist, netlistOf, netlistText } from '../../../hdl-dsl/netlist/index.js';
import { hasTool } from '../../support/tools.js';
import { painter } from '../bindings/sample.js';
import { randomDesign } from '../print/support/random-design.js';
import { everything, twoClocks } from './designs.js';
import { printBothWays, proveEqual, yosysJson } from './yosys.js';

const scratch = mkdtempSync(join(tmpdir(), 'crossweave-netlist-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe.runIf(hasTool('yosys'))('the netlist, read by Yosys', () => {
  test('behaves as the printed SystemVerilog does: a design with everything, and random ones', () => {
    // Small ones, as a proof over wide products takes for ever.
    const random = [0, 1, 3].map((seed) => randomDesign(seed, `random${seed}`, { size: 3, clocks: false }));
    const designs = [everything(), painter(), ...random];
    proveEqual(
      designs.map((top) => printBothWays(top, join(scratch, top.name))),
      3,
    );
  });

  test('is seen to differ where one cell is another', () => {
    const spoilt = printBothWays(everything(), join(scratch, 'spoilt'), (netlist) =>
      replaceCell(netlist, '$sub', '$add'),
    );
    expect(() => proveEqual([spoilt], 3)).toThrow(/Called with -verify and proof did fail/);
  });

  test.each([everything, twoClocks, painter])(
    'has the ports, instances and registers that Yosys finds (%#)',
    (make) => {
      const both = printBothWays(make(), join(scratch, `ports-${make.name}`));
      const theirs = yosysJson(both);
      expect(Object.keys(both.netlist.modules).sort()).toEqual(Object.keys(theirs.modules).sort());
      for (const [name, module] of Object.entries(both.netlist.modules)) {
        const other = theirs.modules[name];
        expect(portsOf(module.ports)).toEqual(portsOf(other?.ports ?? {}));
        expect(instancesOf(both.netlist, name)).toEqual(instancesOf(theirs, name));
        for (const [register, bits] of registersOf(module.cells)) {
          expect(other?.netnames[register]?.bits.length).toBe(bits);
          expect(flopBits(other?.cells ?? {})).toEqual(
            expect.arrayContaining([...(other?.netnames[register]?.bits ?? [])]),
          );
        }
      }
    },
  );
});

test('names and places of what is declared', () => {
  const { modules } = netlistOf(everything());
  const cells = Object.values(modules.everything?.cells ?? {});
  const of = (type: string) => cells.filter((cell) => cell.type === type).map(({ attributes }) => attributes);
  expect(of('$adff')).toContainEqual({
    register: 'count_q',
    src: expect.stringMatching(/^test\/hdl-dsl\/netlist\/designs\.ts:\d+\.\d+$/),
  });
  expect(of('$mem_v2')).toEqual([
    { memory: 'words_q', src: expect.stringMatching(/designs\.ts:\d+\.\d+$/) },
    { memory: 'table_q', src: expect.stringMatching(/designs\.ts:\d+\.\d+$/) },
  ]);
  expect(modules.everything?.attributes.top).toBe('1'.padStart(32, '0'));
  expect(modules.everything?.netnames.sum?.attributes.src).toMatch(/designs\.ts:\d+\.\d+$/);
  expect(modules.everything?.cells.u_half?.type).toBe('half');
});

test('the same design gives the same text, which is JSON', () => {
  const text = netlistText(netlistOf(everything()));
  expect(netlistText(netlistOf(everything()))).toBe(text);
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(netlistOf(everything()))));
});

function replaceCell(netlist: Netlist, type: string, by: string): Netlist {
  let left = 1;
  const text = JSON.stringify(netlist).replace(new RegExp(`"type":"\\${type}"`), (found) =>
    left-- > 0 ? `"type":"${by}"` : found,
  );
  return JSON.parse(text) as Netlist;
}

type Ports = Netlist['modules'][string]['ports'];
type Cells = Netlist['modules'][string]['cells'];

function portsOf(ports: Ports): unknown {
  return Object.entries(ports)
    .map(([name, { direction, bits }]) => `${direction} ${name} ${bits.length}`)
    .sort();
}

function instancesOf({ modules }: Netlist, module: string): unknown {
  return Object.entries(modules[module]?.cells ?? {})
    .filter(([, { type }]) => !type.startsWith('$'))
    .map(([name, { type, connections }]) => `${name} ${type} ${Object.keys(connections).sort().join()}`)
    .sort();
}

/** Names of registers with their widths. */
function registersOf(cells: Cells): (readonly [string, number])[] {
  return Object.values(cells).flatMap(({ attributes, connections }) =>
    attributes.register === undefined ? [] : [[attributes.register, connections.Q?.length ?? 0] as const],
  );
}

/** Bits that come from flip-flops. */
function flopBits(cells: Cells): unknown[] {
  return Object.values(cells)
    .filter(({ type }) => /^\$(dff|adff|sdff|dffe|adffe|sdffe)$/.test(type))
    .flatMap(({ connections }) => connections.Q ?? []);
}
