import { describe, expect, it } from 'vitest';
import { prepareBench } from '../support/run-cosim.js';
import { editText, faultFile, type UnitName, units } from './fault.js';
import { faults } from './fault-list.js';

describe('the faults', () => {
  it('are at least twenty in every run', () => {
    const all = Object.values(faults).flat();
    expect(all.filter((fault) => fault.long === undefined).length).toBeGreaterThanOrEqual(20);
  });

  it.each(Object.keys(units) as UnitName[])('fit the RTL of %s, those of the long run too', async (name) => {
    const { design } = await prepareBench(units[name]);
    for (const fault of faults[name]) {
      const source = design.rtl.find((file) => file.path === `rtl/${faultFile(name, fault)}`);
      expect(() => editText(source?.text ?? '', fault)).not.toThrow();
    }
  });

  it('that fit no place, two places, or change nothing are errors', () => {
    const edit = (from: string, to: string) => () =>
      editText('a b a', { name: 'fault', edits: [[from, to]] });
    expect(edit('c', 'd')).toThrow('fault: c fits 0 places');
    expect(edit('a', 'd')).toThrow('fault: a fits 2 places');
    expect(edit('b', 'b')).toThrow('fault: b changes nothing');
    expect(edit('b', 'c')()).toBe('a c a');
  });
});
