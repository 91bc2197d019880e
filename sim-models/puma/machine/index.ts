export type {
  CoreEnd,
  MachineEnd,
  MachineRun,
  MemoryEnd,
  TileEnd,
  Trap,
  Unconsumed,
  UnitState,
  UnitWait,
  WordState,
} from './machine-run.js';
export { mvmCycles } from './matrix-units.js';
export type { CoreProfile, MachineProfile, ProgramProfile } from './profile.js';
export { type RunOptions, runMachine } from './run-machine.js';
