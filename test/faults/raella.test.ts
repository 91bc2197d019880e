import { describeFaults } from './describe-faults.js';

describeFaults(['spec', 'steps']);
