import { describe, expect, it } from 'vitest';
import { isMachine, loadConfig, presetNames } from '../../config/index.js';
import { checkDesign } from '../../hdl-dsl/index.js';
import { withPhasedSystem } from '../../systems/registry.js';

describe('the hardware of every preset', () => {
  const arrays = presetNames().flatMap((name) => {
    const { config } = loadConfig(name);
    return isMachine(config) ? [] : [{ name, config }];
  });

  it.each(arrays)('$name passes all checks without a warning', async ({ config }) => {
    const warnings: unknown[] = [];
    const onWarning = (finding: unknown) => warnings.push(finding);
    const top = await withPhasedSystem(config, (system, typed) => system.elaborate(typed, { onWarning }).top);
    expect([...warnings, ...checkDesign(top)]).toEqual([]);
  });
});
