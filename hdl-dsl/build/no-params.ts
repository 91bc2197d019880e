import type { z } from 'zod';

export type NoParams = z.ZodObject<Record<never, never>>;

/** The schema of modules without parameters: whatever is given counts as none. Not one of zod's own objects, so that
 *  a design without parameters does not load zod, which takes longer than the rest of the language. */
export const noParams = Object.freeze({
  safeParse: () => ({ success: true, data: {} }),
}) as unknown as NoParams;
