/** The order of x in GF(2)[x] modulo the polynomial with these exponents and 1, if it is a divisor of 2^width - 1 reached from
 *  above by its prime factors; 0 if x^(2^width - 1) is not 1. It is 2^width - 1 just for primitive polynomials. */
export function orderOfX(width: number, taps: readonly number[]): bigint {
  const polynomial = taps.reduce((sum, tap) => sum | (1n << BigInt(tap)), 1n);
  const all = (1n << BigInt(width)) - 1n;
  if (powerOfX(all, polynomial, width) !== 1n) return 0n;
  let order = all;
  for (const p of primeFactors(all)) {
    while (order % p === 0n && powerOfX(order / p, polynomial, width) === 1n) order /= p;
  }
  return order;
}

/** Distinct prime factors, smallest first: by trial up to 2^10, then by Pollard's rho. */
export function primeFactors(n: bigint): bigint[] {
  const found = new Set<bigint>();
  let rest = n;
  for (let p = 2n; p < 1024n; p++) {
    while (rest % p === 0n) {
      found.add(p);
      rest /= p;
    }
  }
  const split = (m: bigint): void => {
    if (m === 1n) return;
    if (isPrime(m)) {
      found.add(m);
      return;
    }
    const d = divisorOf(m);
    split(d);
    split(m / d);
  };
  split(rest);
  return [...found].sort((a, b) => (a < b ? -1 : 1));
}

function powerOfX(exponent: bigint, polynomial: bigint, width: number): bigint {
  let result = 1n;
  let base = width === 1 ? 1n : 2n;
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = product(result, base, polynomial, width);
    base = product(base, base, polynomial, width);
  }
  return result;
}

function product(a: bigint, b: bigint, polynomial: bigint, width: number): bigint {
  let sum = 0n;
  let shifted = a;
  for (let rest = b; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum ^= shifted;
    shifted <<= 1n;
    if ((shifted >> BigInt(width)) & 1n) shifted ^= polynomial;
  }
  return sum;
}

/** Miller and Rabin, with bases that decide every number below 2^64. */
function isPrime(n: bigint): boolean {
  let odd = n - 1n;
  let twos = 0;
  while (odd % 2n === 0n) {
    odd /= 2n;
    twos++;
  }
  return [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n].every((a) => {
    let x = power(a % n, odd, n);
    if (x === 1n || x === n - 1n) return true;
    for (let i = 1; i < twos; i++) {
      x = (x * x) % n;
      if (x === n - 1n) return true;
    }
    return false;
  });
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function divisorOf(n: bigint): bigint {
  for (let c = 1n; ; c++) {
    const f = (x: bigint): bigint => (x * x + c) % n;
    let [slow, fast, d] = [2n, 2n, 1n];
    while (d === 1n) {
      slow = f(slow);
      fast = f(f(fast));
      d = gcd(slow > fast ? slow - fast : fast - slow, n);
    }
    if (d !== n) return d;
  }
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
