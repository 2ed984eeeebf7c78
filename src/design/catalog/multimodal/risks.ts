/** What threatens every model of several inputs, and licences that limit the use of weights. */
import { counted } from '../../brief/facts.js'
import { isPermissive } from '../language/risks.js'
import { listed } from '../words.js'
import type { ModalityEncoder } from './encoders.js'
import type { MixedProblem } from './problem.js'
import { modalityWords } from './words.js'

export function fusionRisks(problem: MixedProblem): string[] {
  return [
    `One input can be ignored: watch the loss of ${modalityWords(problem)}, each alone, while it trains.`,
    ...(problem.modalities.includes('table')
      ? [
          'Trees often read columns better than a network does (Grinsztajn et al., 2022): gradient-boosted trees over the columns alone are the single input to beat.',
        ]
      : []),
    'Pairs can be misaligned (the wrong image at a text): look at 100 of them first.',
    ...(problem.amount === 'little'
      ? [
          `${counted(problem.examples, `${problem.example.one} is`, `${problem.example.many} are`)} few for a joint model: the best single input may win.`,
        ]
      : []),
  ]
}

/** Networks of a proposal with the licences of their weights, in one sentence. */
export function licenceRisks(
  parts: readonly { readonly name: string; readonly licence?: string | undefined }[],
): string[] {
  const known = parts.flatMap(({ name, licence }) => (licence ? [{ name, licence }] : []))
  if (known.length === 0) return []
  const said = listed(known.map(({ name, licence }) => `${name}: ${licence}`))
  return known.every(({ licence }) => isPermissive(licence))
    ? [`Licences of the weights: ${said}, which allow products.`]
    : [`Licences of the weights: ${said}. Read them with your counsel before it ships.`]
}

export const encoderLicences = (encoders: readonly ModalityEncoder[]): string[] =>
  licenceRisks(encoders.map(({ name, licence }) => ({ name, licence })))

/** Hosted services where nothing may leave. */
export const localRisks = ({ airGapped }: MixedProblem): string[] =>
  airGapped
    ? [
        'Nothing leaves the network: OCR, weights and containers come in as files with checksums; no hosted service, no telemetry.',
      ]
    : []

/** Text in a picture is data too. */
export const injectionRisk =
  'A picture can carry written instructions: what is read from it is data, never a command.'
