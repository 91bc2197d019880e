import type { z } from 'zod';
import type { PumaCoreConfig, PumaMachineConfig, PumaTileConfig } from './puma-machine.js';
import { pumaMachineRules } from './puma-machine-rules.js';
import { pumaCoreSchema, pumaTileSchema } from './puma-machine-schema.js';
import type { PumaMvmuConfig } from './puma-mvmu.js';
import { pumaMvmuSchema } from './puma-mvmu-schema.js';
import { pumaMvmuRules, type Rule, signedArrayRules } from './rule.js';
import type { SignedArrayConfig } from './signed-array.js';
import { signedArraySchema } from './signed-array-schema.js';

/** The configuration of an array that multiplies vectors by one matrix. */
export type ArrayConfig = PumaMvmuConfig | SignedArrayConfig;

/** The configuration of any system, every default filled in. */
export type Config = ArrayConfig | PumaMachineConfig;

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

export const pumaCoreKind: ConfigKind<PumaCoreConfig> = {
  system: 'puma-core',
  schema: pumaCoreSchema,
  rules: pumaMachineRules,
};

export const pumaTileKind: ConfigKind<PumaTileConfig> = {
  system: 'puma-tile',
  schema: pumaTileSchema,
  rules: pumaMachineRules,
};

/** Every kind of configuration. */
export const configKinds = [pumaMvmuKind, signedArrayKind, pumaCoreKind, pumaTileKind] as const;

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
