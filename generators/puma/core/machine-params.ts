import { z } from 'zod';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';

/** Parameters of the parts of a core: the machine's configuration, checked by `config/`. */
export const machineParams = z.custom<PumaMachineConfig>(
  (config) => typeof config === 'object' && config !== null,
);
