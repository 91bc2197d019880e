import { isaacConfig } from '../../compiler/raella/isaac-network.js';
import type { PumaMvmuConfig } from '../../config/puma-mvmu.js';
import { addActivities, type CrossbarActivity } from '../../sim-models/cost/crossbar/index.js';
import type { LayerWork } from './layer-work.js';
import { mvmuActivity } from './mvmu-activity.js';
import { layerPhases } from './mvmu-layer.js';

/** What units of ISAAC would do for a layer. */
export function isaacActivity(work: LayerWork): CrossbarActivity {
  return layerActivity({ ...isaacConfig, signedInputs: work.layer.signedInputs }, work);
}

/** What units of 8-bit offset weights do for a layer, outputs and activations included. */
export function layerActivity(config: PumaMvmuConfig, work: LayerWork): CrossbarActivity {
  const phases = layerPhases(config, work);
  const outputs = (work.inputs.length / work.layer.rows) * work.layer.outputs;
  return {
    ...addActivities(phases.map((phase) => mvmuActivity(config, phase, phase.used))),
    outputs,
    activationBytes: work.fetchedBytes + outputs,
    networkBytes: outputs,
  };
}
