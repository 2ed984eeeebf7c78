/** Phrases that the families of decisions share: what is seen and done, and the time of the simulator. */
import { counted, plain } from '../../brief/facts.js'
import { secondsPer } from '../../brief/units.js'
import type { TensorRow } from '../../proposal.js'
import type { DecisionProblem } from './problem.js'

export const observationRow = ({ observation }: DecisionProblem): TensorRow =>
  observation.kind === 'vector'
    ? {
        name: 'observation',
        shape: [observation.features],
        meaning: 'what is known when the decision is made, scaled by running mean and deviation',
      }
    : {
        name: 'observation',
        shape: [observation.size, observation.size, observation.channels],
        meaning: `the last ${observation.channels} pictures in grey, resized to ${observation.size} x ${observation.size}`,
      }

/** What a rule or a tree reads: in its own units, so that a threshold can be read. */
export const measuredRow = (problem: DecisionProblem): TensorRow =>
  problem.observation.kind === 'vector'
    ? { ...observationRow(problem), meaning: 'what is known when the decision is made, in its own units' }
    : observationRow(problem)

/** `24 numbers`, `4 pictures of 84 x 84`. */
export const seenWords = ({ observation }: DecisionProblem): string =>
  observation.kind === 'vector'
    ? counted(observation.features, 'number')
    : `${observation.channels} pictures of ${observation.size} x ${observation.size}`

/** `6 continuous actions`, `8 actions`. */
export const actionWords = ({ actions }: DecisionProblem): string =>
  actions.kind === 'continuous'
    ? counted(actions.count, 'continuous action')
    : counted(actions.count, 'action')

/** The period of the control loop: `10 ms`. */
export const periodMs = (hz: number): string => `${plain(Number((1000 / hz).toPrecision(3)))} ms`

/** Rates of simulators that a run is said for where none was stated, slow and fast: steps a second of all together. */
const rates = [1_000, 100_000] as const

/** The simulator's own time, which no figure has: `147,456,000 environment steps: 41 h at 1,000 a second …`. */
export function simulatorWords({ brief }: DecisionProblem, steps: number): string {
  const known = brief.targets.throughputPerSecond?.value
  const said = (known ? [known] : rates).map(
    (rate) => `${hoursWords(steps / rate / 3600)} at ${counted(rate, 'step')} a second`,
  )
  return `the simulator: ${counted(steps, 'environment step')} take ${said.join(', ')}`
}

function hoursWords(hours: number): string {
  const [size, unit] = hours >= 1 ? [hours, 'h'] : hours >= 1 / 60 ? [hours * 60, 'min'] : [hours * 3600, 's']
  return `${plain(Number(size.toPrecision(2)))} ${unit}`
}

/** What of a simulator differs outside: bodies and motors where actions are forces, flows and failures elsewhere. */
export const simulatorSettings = ({ actions }: DecisionProblem): string =>
  actions.kind === 'continuous'
    ? 'mass, friction, motor strength, sensor noise and delay of actions'
    : 'rates of arrival, travel and processing times, failures and delays of what is seen'

/** What the return discounts by where nothing else is known, as in the papers of all the methods here. */
export const gamma = 0.99

/** `gamma 0.99: it looks about 100 decisions ahead (8.3 h)`: 1 / (1 - gamma) of them, in time where their step is known. */
export function gammaWords({ brief, controlHz }: DecisionProblem): string {
  const ahead = Math.round(1 / (1 - gamma))
  const every = brief.data.frequency?.value
  const timed = every && every.unit !== 'step' ? every.value * secondsPer[every.unit] : undefined
  const stepSeconds = timed ?? (controlHz ? 1 / controlHz : undefined)
  const time = stepSeconds ? ` (${hoursWords((ahead * stepSeconds) / 3600)})` : ''
  return `gamma ${gamma}: it looks about ${ahead} decisions ahead${time}; raised where what matters comes later`
}

/** `64-64`. */
export const widths = (hidden: readonly number[]): string => hidden.join('-')

/** ` of the 10 ms that 100 Hz leave`, or nothing where no rate was said. */
export const ofPeriod = ({ controlHz }: DecisionProblem): string =>
  controlHz ? ` of the ${periodMs(controlHz)} that ${plain(controlHz)} Hz leave` : ''
