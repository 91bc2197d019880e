/** How a narrowing drops low bits. `half-*` name the treatment of ties. */
export const roundings = ['truncate', 'half-up', 'half-even', 'half-away'] as const;
export type Rounding = (typeof roundings)[number];

/** What a narrowing does with values out of range. */
export const overflows = ['wrap', 'saturate'] as const;
export type Overflow = (typeof overflows)[number];
