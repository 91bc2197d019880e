import type { z } from 'zod';
import type { PumaMvmuConfig } from './puma-mvmu.js';
import { pumaMvmuSchema } from './puma-mvmu-schema.js';
import { pumaMvmuRules, type Rule, signedArrayRules } from './rule.js';
import type { SignedArrayConfig } from './signed-array.js';
import { signedArraySchema } from './signed-array-schema.js';

/** The configuration of any system, every default filled in. */
export type Config = PumaMvmuConfig | SignedArrayConfig;

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

/** Names of the systems that a configuration may ask for. */
export const systemNames: readonly Config['system'][] = [pumaMvmuKind.system, signedArrayKind.system];
