import type { ArrayConfig } from '../../config/systems.js';

/** Arrays with one analog macro. */
export type MacroArrayConfig = Exclude<ArrayConfig, { readonly system: 'raella-ima' }>;
