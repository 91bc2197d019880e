/** `CROSSWEAVE_LONG` asks for long runs; `CROSSWEAVE_SEED` for other programs. */
export const long = Number(process.env.CROSSWEAVE_LONG ?? 0) > 0;
export const firstSeed = Number(process.env.CROSSWEAVE_SEED ?? 0);

/** Time for a test that does `programs` programs. */
export const timeFor = (programs: number): number => 300_000 + 2_000 * programs;
