import { describeFaults } from './describe-faults.js';

describeFaults(['binary', 'multi', 'serial', 'ramp', 'noisy_ramp']);
