import { describeFaults } from './describe-faults.js';

describeFaults(['flip', 'pair', 'plane', 'array', 'noisy']);
