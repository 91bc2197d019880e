// Random choices of the training scripts: same seed, same choices.

/** Uniform numbers in [0, 1) from a 32-bit counter hashed by the murmur3 finaliser. */
export function generator(start) {
  let counter = start;
  return () => {
    counter = (counter + 0x9e3779b9) | 0;
    let x = counter ^ (counter >>> 16);
    x = Math.imul(x, 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
  };
}

/** Fisher-Yates, on a copy. */
export function shuffled(items, random) {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}
