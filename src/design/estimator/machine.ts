/**
 * What a CPU core does in an instant: the constants that the estimators' times rest on. Ranges are wide on purpose:
 * they cover caches that hit and caches that miss.
 */

/** Cycles of one dependent load: first-level cache, second-level cache, third-level cache. */
export const loadCycles = { low: 5, typical: 14, high: 50 } as const
export const loadSource =
  'Intel 64 and IA-32 Optimization Reference Manual: load-to-use latency of L1, L2 and L3'
/** A server core under load. */
export const clockHz = 3e9
/** Seconds a dependent load takes. */
export const loadSeconds = {
  low: loadCycles.low / clockHz,
  typical: loadCycles.typical / clockHz,
  high: loadCycles.high / clockHz,
} as const

/** Milliseconds of a call from a Python service into a native library: argument checks, a small array, the result. */
export const callMs = { low: 0.02, typical: 0.1, high: 0.5 } as const
export const callSource =
  'working default for one call from Python into a native library; measure on the target'
export const bytesPerFloat = 4

/** The terms of a formula in words: `14 cycles / 3 GHz`, `0.1 ms call`. */
export const loadTerm = `${loadCycles.typical} cycles / ${clockHz / 1e9} GHz`
export const callTerm = `${callMs.typical} ms call`
