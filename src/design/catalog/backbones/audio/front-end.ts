/**
 * From sound to numbers: a window of the wave is turned into energies of bands, as wide as the ear hears them (mel),
 * many times a second. What a network was trained on it must be given again, to the millisecond.
 */
export interface FrontEnd {
  readonly sampleRateHz: number
  readonly windowMs: number
  readonly hopMs: number
  /** Bands of a frame. */
  readonly mels: number
}

/** Frames of a clip: one each hop. */
export const framesOf = (seconds: number, { hopMs }: FrontEnd): number =>
  Math.max(1, Math.round((seconds * 1000) / hopMs))

/** The front end in words: `16 kHz, windows of 25 ms each 10 ms, 64 mel bands`. */
export const frontEndWords = ({ sampleRateHz, windowMs, hopMs, mels }: FrontEnd): string =>
  `${sampleRateHz / 1000} kHz, windows of ${windowMs} ms each ${hopMs} ms, ${mels} mel bands`
