/** Published sizes of models that people name without saying how large they are. */
import type { Reading } from './reading.js'

/**
 * Parameters as papers and repositories state them: Radford et al., 2019 and 2022; Devlin et al., 2019; Sanh et al.,
 * 2019; Liu et al., 2019; Raffel et al., 2020; He et al., 2016; Tan and Le, 2019; Howard et al., 2019; Dosovitskiy et
 * al., 2021; Liu et al., 2022; Baevski et al., 2020; Brown et al., 2020; Rombach et al., 2022.
 */
const sizes: readonly (readonly [name: RegExp, params: number])[] = [
  [/\bwhisper[-_ ]*tiny/i, 39e6],
  [/\bwhisper[-_ ]*base/i, 74e6],
  [/\bwhisper[-_ ]*small/i, 244e6],
  [/\bwhisper[-_ ]*medium/i, 769e6],
  [/\bwhisper[-_ ]*large/i, 1.55e9],
  [/\bdistilbert/i, 66e6],
  [/\bbert[-_ ]*large/i, 340e6],
  [/\bbert[-_ ]*base/i, 110e6],
  [/\broberta[-_ ]*large/i, 355e6],
  [/\broberta[-_ ]*base/i, 125e6],
  [/\bt5[-_ ]*small/i, 60e6],
  [/\bt5[-_ ]*base/i, 220e6],
  [/\bt5[-_ ]*large/i, 770e6],
  [/\bresnet[-_ ]*18\b/i, 11.7e6],
  [/\bresnet[-_ ]*50\b/i, 25.6e6],
  [/\bresnet[-_ ]*101\b/i, 44.5e6],
  [/\befficientnet[-_ ]*b0\b/i, 5.3e6],
  [/\befficientnet[-_ ]*b7\b/i, 66e6],
  [/\bmobilenet[-_ ]*v2\b/i, 3.5e6],
  [/\bmobilenet[-_ ]*v3[-_ ]*large/i, 5.4e6],
  [/\bvit[-_ ]*b\b/i, 86e6],
  [/\bvit[-_ ]*l\b/i, 304e6],
  [/\bconvnext[-_ ]*t(?:iny)?\b/i, 28.6e6],
  [/\bwav2vec[-_ ]*2(?:\.0)?[-_ ]*base/i, 95e6],
  [/\bgpt[-_ ]*2[-_ ]*xl/i, 1.5e9],
  [/\bgpt[-_ ]*3\b/i, 175e9],
  [/\bstable[-_ ]*diffusion\b/i, 860e6],
]

/** Parameters of the named model: as stated, else as published under that name. */
export function paramsOf({ brief }: Reading): number | undefined {
  return brief.data.modelParams?.value || sizes.find(([name]) => name.test(brief.request))?.[1]
}
