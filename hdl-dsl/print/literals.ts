/** Sized SystemVerilog literals; `value` is the number meant, inside the range of the width. */
export function literalText(value: bigint, width: number, signed: boolean): string {
  return signed ? signedText(value, width) : unsignedText(value, width);
}

function unsignedText(value: bigint, width: number): string {
  if (width === 1) return `1'b${value}`;
  return value < 65536n ? `${width}'d${value}` : `${width}'h${groupedHex(value)}`;
}

function signedText(value: bigint, width: number): string {
  if (width === 1) return `1'sb${BigInt.asUintN(1, value)}`;
  // The minimum has no positive counterpart of its width.
  if (value === -(1n << BigInt(width - 1))) return `${width}'sh${groupedHex(BigInt.asUintN(width, value))}`;
  const size = value < 0n ? -value : value;
  const digits = size < 65536n ? `d${size}` : `h${groupedHex(size)}`;
  return `${value < 0n ? '-' : ''}${width}'s${digits}`;
}

function groupedHex(value: bigint): string {
  return value
    .toString(16)
    .toUpperCase()
    .replace(/(?<=.)(?=(?:.{4})+$)/g, '_');
}
