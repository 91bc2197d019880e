import { expect, test } from 'vitest';
import { netlistOf } from '../../../hdl-dsl/netlist/index.js';
import { renderReport } from '../../../systems/report/index.js';
import { netlistBlocks } from '../../../systems/report/netlist-blocks.js';
import { netlistDiagram } from '../../../systems/report/netlist-diagram.js';
import { everything } from '../../hdl-dsl/netlist/designs.js';
import { matchSample } from './samples.js';

const netlist = netlistOf(everything());

test('blocks are the instances, the ports and the logic of the top module, with the bits between them', () => {
  const { name, parts, bundles } = netlistBlocks(netlist);
  expect(name).toBe('everything');
  expect(parts.find(({ kind }) => kind === 'instance')).toMatchObject({
    title: 'half',
    subtitle: 'half',
    count: 1,
  });
  const bitsBetween = (from: string, to: string) =>
    bundles.find((bundle) => bundle.from === from && bundle.to === to)?.bits;
  expect(bitsBetween('input b', 'half half')).toBe(6);
  expect(bitsBetween('half half', 'output product')).toBe(10);
  expect(bundles.some(({ from }) => /clk|rst/.test(from))).toBe(false);
});

test('the report shows the diagram, drawn inside the page and in its colours', async () => {
  const diagram = await netlistDiagram(netlist);
  expect(diagram.text).toMatch(/^<svg class="diagram netlist" viewBox="0 0 [\d.]+ [\d.]+" role="img"/);
  expect(diagram.text).toContain('<text class="title"');
  expect(diagram.text).not.toMatch(/fill="|stroke="|style=/);
  const page = renderReport({ ...matchSample, modules: diagram });
  expect(page).toContain(diagram.text);
  expect(page).toContain('Its modules, from the netlist');
  expect(renderReport(matchSample)).not.toContain('Its modules');
  expect((await netlistDiagram(netlist)).text).toBe(diagram.text);
});

test('a state machine is told in the report', () => {
  const machines = [{ name: 'unit_control', text: 'stateDiagram-v2\n  Off --> On\n' }];
  const page = renderReport({ ...matchSample, machines });
  expect(page).toContain('<code>unit_control</code>');
  expect(page).toContain('Off --&gt; On');
});
