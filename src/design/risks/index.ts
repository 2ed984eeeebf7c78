/**
 * What in a brief cannot be true together, or will not work, each with its arithmetic and the smallest change that
 * resolves it. Ids are those of the check list in docs/architecture.md. What only a built model can show (a latency
 * below every model's, a budget below every training) is added by propose.
 */
import type { Brief } from '../brief/brief.js'
import type { Flag } from '../brief/flag.js'
import { fewerThanClasses, tooLittleToLearn } from './data.js'
import { cannotTry, nothingToLearnFrom, oneShot, uncountableActions } from './decisions.js'
import { fartherThanTheLimit, slowerThanItsPeriod, waitsForTheFuture } from './delays.js'
import { namedButBanned, oneDevice, slowLink } from './devices.js'
import { tooFewCycles, windowTooLarge } from './edge.js'
import {
  alarmsTooRare,
  fewerAlarmsThanCases,
  oneSeed,
  tooFewOfEachToTest,
  tooFewToTest,
  tooManyAlarms,
  unknownPropensities,
} from './evidence.js'
import { graphTooLarge, tooManyPairs, unknownNodes } from './graphs.js'
import { historyTooShort } from './history.js'
import {
  aboveTheSampleRate,
  feedsOnItself,
  largerThanItReads,
  learnsFromNothing,
  longerThanItReads,
  readsTheSeriesAlone,
  sharesOfMany,
  weatherTooFar,
} from './inputs.js'
import { rulesOfLaw } from './law.js'
import { soonerThanItsStep } from './lead-time.js'
import { licenceMisfit } from './licences.js'
import { addedAsTheyAre, spoiltProbabilities } from './losses.js'
import { metricMisfit } from './metrics.js'
import { stateTooLarge, weightsTooLarge } from './model-memory.js'
import { moreThanTheyServe, slowerThanArithmetic, slowerThanMemory } from './model-time.js'
import { fromScratch } from './pretraining.js'
import { belowMajority, noErrorAtAll } from './promises.js'
import { type Reading, readingOf } from './reading.js'
import { exactSearchTooSlow } from './search.js'
import { dealtByChance, learnedBefore, leavesLastOut, testedOnTraining } from './splits.js'
import { excludedFramework, formatMissing, hostedButClosed, wrongMaker } from './stack.js'
import { itemMatrix, tableTooLarge } from './tables.js'
import { completeOnly, noSequences, seesFromScratch, selectedOnly, silentOnNew } from './thin.js'
import { labelsTooLate, longerThanTheDeadline, moreThanTheTeamRuns, noReasons } from './upkeep.js'
import { aboveItsLimit, twoValues } from './values.js'

type Check = (reading: Reading) => Flag[]

/** In the order in which they are told: what was said, what can run, what can be learned, how it is judged, the law. */
const checks: readonly Check[] = [
  twoValues,
  aboveItsLimit,
  formatMissing,
  excludedFramework,
  hostedButClosed,
  wrongMaker,
  stateTooLarge,
  weightsTooLarge,
  slowerThanMemory,
  slowerThanArithmetic,
  exactSearchTooSlow,
  moreThanTheyServe,
  fromScratch,
  tableTooLarge,
  itemMatrix,
  windowTooLarge,
  tooFewCycles,
  waitsForTheFuture,
  fartherThanTheLimit,
  slowerThanItsPeriod,
  oneDevice,
  namedButBanned,
  slowLink,
  fewerThanClasses,
  tooLittleToLearn,
  historyTooShort,
  cannotTry,
  nothingToLearnFrom,
  oneShot,
  uncountableActions,
  unknownNodes,
  longerThanItReads,
  largerThanItReads,
  readsTheSeriesAlone,
  sharesOfMany,
  learnsFromNothing,
  feedsOnItself,
  weatherTooFar,
  aboveTheSampleRate,
  soonerThanItsStep,
  graphTooLarge,
  tooManyPairs,
  noSequences,
  silentOnNew,
  seesFromScratch,
  selectedOnly,
  completeOnly,
  dealtByChance,
  testedOnTraining,
  learnedBefore,
  leavesLastOut,
  spoiltProbabilities,
  addedAsTheyAre,
  metricMisfit,
  belowMajority,
  noErrorAtAll,
  tooFewToTest,
  tooFewOfEachToTest,
  tooManyAlarms,
  fewerAlarmsThanCases,
  alarmsTooRare,
  oneSeed,
  unknownPropensities,
  longerThanTheDeadline,
  noReasons,
  labelsTooLate,
  moreThanTheTeamRuns,
  licenceMisfit,
  rulesOfLaw,
]

/** What blocks comes before what only warns. */
export function risks(brief: Brief): Flag[] {
  const reading = readingOf(brief)
  const found = checks.flatMap((check) => check(reading))
  return [
    ...found.filter(({ severity }) => severity === 'block'),
    ...found.filter(({ severity }) => severity === 'warn'),
  ]
}
