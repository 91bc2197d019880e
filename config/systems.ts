import type { z } from 'zod';
import type { MixedSignalArrayConfig } from './mixed-signal-array.js';
import { mixedSignalArrayRules } from './mixed-signal-array-rules.js';
import { mixedSignalArraySchema } from './mixed-signal-array-schema.js';
import type { PumaCoreConfig, PumaMachineConfig, PumaTileConfig } from './puma-machine.js';
import { pumaMachineRules } from './puma-machine-rules.js';
import { pumaCoreSchema, pumaTileSchema } from './puma-machine-schema.js';
import type { PumaMvmuConfig } from './puma-mvmu.js';
import { pumaMvmuSchema } from './puma-mvmu-schema.js';
import type { RaellaArrayConfig } from './raella-crossbar.js';
import { raellaCrossbarRules, raellaLayerRules } from './raella-crossbar-rules.js';
import { raellaCrossbarSchema } from './raella-crossbar-schema.js';
import type { RaellaImaConfig, RaellaTileConfig } from './raella-machine.js';
import { raellaImaSchema, raellaTileSchema } from './raella-machine-schema.js';
import { pumaMvmuRules, type Rule, signedArrayRules } from './rule.js';
import type { SignedArrayConfig } from './signed-array.js';
import { signedArraySchema } from './signed-array-schema.js';

/** The configuration of an array that multiplies vectors by one matrix. */
export type ArrayConfig =
  | PumaMvmuConfig
  | SignedArrayConfig
  | RaellaArrayConfig
  | RaellaImaConfig
  | MixedSignalArrayConfig;

/** The configuration of a system that runs workloads phase by phase. */
export type PhasedConfig = ArrayConfig | RaellaTileConfig;

/** The configuration of any system, every default filled in. */
export type Config = PhasedConfig | PumaMachineConfig;

/** Schema and rules of one system's configuration. */
export interface ConfigKind<C extends Config> {
  readonly system: C['system'];
  readonly schema: z.ZodType<C>;
  readonly rules: readonly Rule<C>[];
}

export const pumaMvmuKind: ConfigKind<PumaMvmuConfig> = {
  system: 'puma-mvmu',
  schema: pumaMvmuSchema,
  rules: pumaMvmuRules,
};

export const signedArrayKind: ConfigKind<SignedArrayConfig> = {
  system: 'signed-array',
  schema: signedArraySchema,
  rules: signedArrayRules,
};

export const raellaCrossbarKind: ConfigKind<RaellaArrayConfig> = {
  system: 'raella-crossbar',
  schema: raellaCrossbarSchema,
  rules: [...raellaCrossbarRules, ...raellaLayerRules],
};

export const mixedSignalArrayKind: ConfigKind<MixedSignalArrayConfig> = {
  system: 'mixed-signal-array',
  schema: mixedSignalArraySchema,
  rules: mixedSignalArrayRules,
};

export const pumaCoreKind: ConfigKind<PumaCoreConfig> = {
  system: 'puma-core',
  schema: pumaCoreSchema,
  rules: pumaMachineRules,
};

export const raellaImaKind: ConfigKind<RaellaImaConfig> = {
  system: 'raella-ima',
  schema: raellaImaSchema,
  rules: [...raellaCrossbarRules, ...raellaLayerRules],
};

export const raellaTileKind: ConfigKind<RaellaTileConfig> = {
  system: 'raella-tile',
  schema: raellaTileSchema,
  rules: raellaCrossbarRules,
};

export const pumaTileKind: ConfigKind<PumaTileConfig> = {
  system: 'puma-tile',
  schema: pumaTileSchema,
  rules: pumaMachineRules,
};

/** Every kind of configuration. */
export const configKinds = [
  pumaMvmuKind,
  signedArrayKind,
  raellaCrossbarKind,
  raellaImaKind,
  raellaTileKind,
  mixedSignalArrayKind,
  pumaCoreKind,
  pumaTileKind,
] as const;

/** Names of the systems that a configuration may ask for. */
export const systemNames: readonly Config['system'][] = configKinds.map(({ system }) => system);

/** The schema of a system's configuration; that of `puma-mvmu` for any other name. */
export function schemaOf(system: unknown): z.ZodType {
  return (configKinds.find((kind) => kind.system === system) ?? pumaMvmuKind).schema;
}

/** Whether a configuration is of a programmable machine. */
export function isMachine(config: Config): config is PumaMachineConfig {
  return config.system === 'puma-core' || config.system === 'puma-tile';
}
