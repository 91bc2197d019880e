import { test } from 'vitest';
import { generateSignedArray } from '../../../generators/signed-array/index.js';
import { Simulator } from '../../../hdl-dsl/sim/simulator.js';
import { plainCrossbar } from '../../generators/support/plain-crossbar.js';
import { parseConfig } from '../../../config/index.js';
test('x', () => {
  const config: any = parseConfig({"system":"signed-array","name":"arr","rows":1,"columns":1,"cellBits":1,"dacBits":1,"adcs":1,"adcBits":1});
  const u = generateSignedArray(config);
  const sim = new Simulator(u.top, { models: { arr_xbar: plainCrossbar(config) } });
  sim.poke('start_i', 1);
  for (let c = 0; c < 6; c++) { console.log(c, sim.signals().map((s) => `${s.path}=${sim.peekSignal(s.path)}`).join(' ')); sim.step(); sim.poke('start_i', 0); if (sim.failedAssertion) { console.log(sim.failedAssertion); break; } }
});
