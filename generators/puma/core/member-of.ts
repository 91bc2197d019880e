import type { EnumType } from '../../../hdl-dsl/index.js';

/** The members of an enumeration. */
export type MemberOf<T> = T extends EnumType<infer M> ? M : never;
