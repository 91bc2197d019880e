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
export { type CoreProfile, instructionClasses, type MachineProfile, type ProgramProfile } from './profile.js';
export { type RunOptions, runMachine } from './run-machine.js';
