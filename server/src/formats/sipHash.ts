/**
 * SipHash-1-3 under the key 0 in 64 bits, which Rust's `DefaultHasher` is (Aumasson and Bernstein, "SipHash: a fast
 * short-input PRF"). Halves of 32 bits, since BigInt is slow and files are long.
 */
export function sipHash13(bytes: Uint8Array): bigint {
  const state = new State();
  const whole = bytes.length - (bytes.length % 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < whole; at += 8)
    state.compress(view.getUint32(at, true), view.getUint32(at + 4, true));
  const last = new Uint8Array(8);
  last.set(bytes.subarray(whole));
  last[7] = bytes.length & 0xff;
  const end = new DataView(last.buffer);
  state.compress(end.getUint32(0, true), end.getUint32(4, true));
  return state.finish();
}

/** Four words v0 … v3 of 64 bits, each as its lower and its upper half. */
class State {
  readonly #low = Uint32Array.of(0x70736575, 0x6e646f6d, 0x6e657261, 0x79746573);
  readonly #high = Uint32Array.of(0x736f6d65, 0x646f7261, 0x6c796765, 0x74656462);

  compress(low: number, high: number): void {
    this.#xorInto(3, low, high);
    this.#round();
    this.#xorInto(0, low, high);
  }

  finish(): bigint {
    this.#xorInto(2, 0xff, 0);
    for (let round = 0; round < 3; round++) this.#round();
    let result = 0n;
    for (let word = 0; word < 4; word++)
      result ^= (BigInt(this.#high[word] ?? 0) << 32n) | BigInt(this.#low[word] ?? 0);
    return result;
  }

  #round(): void {
    this.#add(0, 1);
    this.#mix(1, 13, 0);
    this.#rotate(0, 32);
    this.#add(2, 3);
    this.#mix(3, 16, 2);
    this.#add(0, 3);
    this.#mix(3, 21, 0);
    this.#add(2, 1);
    this.#mix(1, 17, 2);
    this.#rotate(2, 32);
  }

  #add(word: number, other: number): void {
    const low = (this.#low[word] ?? 0) + (this.#low[other] ?? 0);
    this.#low[word] = low;
    this.#high[word] = (this.#high[word] ?? 0) + (this.#high[other] ?? 0) + (low > 0xffffffff ? 1 : 0);
  }

  #mix(word: number, bits: number, other: number): void {
    this.#rotate(word, bits);
    this.#xorInto(word, this.#low[other] ?? 0, this.#high[other] ?? 0);
  }

  #xorInto(word: number, low: number, high: number): void {
    this.#low[word] = (this.#low[word] ?? 0) ^ low;
    this.#high[word] = (this.#high[word] ?? 0) ^ high;
  }

  #rotate(word: number, bits: number): void {
    const [low, high] = [this.#low[word] ?? 0, this.#high[word] ?? 0];
    this.#low[word] = bits === 32 ? high : (low << bits) | (high >>> (32 - bits));
    this.#high[word] = bits === 32 ? low : (high << bits) | (low >>> (32 - bits));
  }
}
