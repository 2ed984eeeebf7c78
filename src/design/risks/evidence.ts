/** C30 and C36: tests too small, records that say too little, and thresholds that nobody checked against their alarms. */
import { counted, grouped, sayStep } from '../brief/facts.js'
import type { Flag } from '../brief/flag.js'
import { allOf } from '../catalog/words.js'
import { askedShare } from './asked-metric.js'
import { flagOf, severityOf } from './flagging.js'
import { quantityNear, type Reading, secondsOf } from './reading.js'
import { duration, number, numbered, percent } from './say.js'
import { beyondSigmas, errorMargin, ruleOfThree, testShare } from './statistics.js'

/** Positives in a test under which its rates say little. */
const enoughInTest = 30

const learnsFromNormal = /^(unsupervised|visual|audio)\b.*anomaly detection$/

/** So few positives in the test that its figures are noise. */
export function tooFewToTest(reading: Reading): Flag[] {
  const { data } = reading.brief
  const rows = data.labelled?.value ?? (data.labels?.value === 'none' ? undefined : data.rows?.value)
  const rate = data.positiveRate?.value
  const positives =
    data.positives?.value ?? (rows && rate !== undefined ? rows * Math.min(rate, 1 - rate) : undefined)
  if (positives === undefined) return coarseTest(reading)
  // What learns from normal data alone needs none of them: all are there for the test.
  const all = learnsFromNormal.test(reading.brief.task?.value ?? '')
  const inTest = all ? positives : positives * testShare
  if (inTest >= enoughInTest) return coarseTest(reading)
  const n = Math.max(1, Math.round(inTest))
  const held = all ? `All ${n} are for the test` : `A test of ${percent(testShare)} holds about ${n} of them`
  const enough = Math.ceil(enoughInTest / (all ? 1 : testShare))
  return [
    flagOf(reading, {
      id: 'C30',
      severity: 'warn',
      conflict: `You have ${counted(Math.round(positives), 'positive example')}.`,
      arithmetic: `${held}: a recall of 80% is known to within +-${percent(Math.min(1, errorMargin(0.8, n)))}${n > 3 ? `, and not one miss still allows ${percent(ruleOfThree(n))}` : ''} (95% confidence).`,
      ways: [
        ...(positives >= enoughInTest
          ? [
              {
                say: `Cross-validate and pool the folds: all ${counted(Math.round(positives), 'positive')} are tested once.`,
              },
            ]
          : []),
        {
          say: `Collect ${grouped(enough)} positives, e.g. over a longer time: ${enoughInTest} in the test.`,
        },
        ...(positives < enoughInTest && !all
          ? [{ say: 'Use the positives to check an unsupervised detector or rules, not to train.' }]
          : []),
      ],
    }),
  ]
}

/** Cases of a class in the test from which one error moves its recall by less than a fifth. */
const enoughOfClassInTest = 5

/** So few examples of each class that its test is a toss-up; under ten of each C07 speaks. */
export function tooFewOfEachToTest(reading: Reading): Flag[] {
  const { classes, labelled, examplesPerClass } = reading.brief.data
  if (!classes || classes.value < 2) return []
  const each = examplesPerClass?.value ?? (labelled ? labelled.value / classes.value : 0)
  const inTest = each * testShare
  if (each < 10 || inTest >= enoughOfClassInTest) return []
  const n = Math.max(1, Math.round(inTest))
  const enough = Math.ceil(enoughOfClassInTest / testShare)
  return [
    flagOf(reading, {
      id: 'C30',
      severity: 'warn',
      conflict: `You have ${numbered(each, 'example')} of each of ${counted(classes.value, 'class', 'classes')}, ${grouped(Math.round(each * classes.value))} in all.`,
      arithmetic: `A test of ${percent(testShare)} holds about ${n} of a class: one miss moves its recall by ${percent(1 / n)}, and 80% is known to within +-${percent(Math.min(1, errorMargin(0.8, n)))}.`,
      ways: [
        { say: 'Cross-validate and pool the folds: every example is tested once.' },
        { say: `Label ${enough} examples of each class: ${enoughOfClassInTest} in the test.` },
        { say: 'Judge classes together, or merge the rare ones.' },
      ],
    }),
  ]
}

/** A test whose margin of error is as large as the errors that are allowed. */
function coarseTest(reading: Reading): Flag[] {
  const { labelled } = reading.brief.data
  const asked = askedShare(reading, 'accuracy') ?? askedShare(reading, 'recall')
  if (!labelled || asked === undefined || asked <= 0.5 || asked >= 1) return []
  const n = Math.floor(labelled.value * testShare)
  const margin = errorMargin(asked, Math.max(1, n))
  if (margin <= 1 - asked) return []
  const enough = Math.ceil(errorMargin(asked, 1) ** 2 / (1 - asked) ** 2)
  return [
    flagOf(reading, {
      id: 'C30',
      severity: 'warn',
      conflict: `You asked for ${percent(asked)} and have ${counted(labelled.value, 'labelled example')}.`,
      arithmetic: `A test of ${percent(testShare)} has ${counted(n, 'example')}: ${percent(asked)} is known to within +-1.96 x sqrt(p (1 - p) / n) = ${percent(margin)}, more than the ${percent(1 - asked)} of errors that you allow.`,
      ways: [
        {
          say: `Cross-validate: ${allOf(labelled.value, 'example')} ${labelled.value === 1 ? 'is' : 'are'} tested once.`,
        },
        {
          say: `Label ${counted(Math.ceil(enough / testShare), 'example')}: ${grouped(enough)} in the test.`,
        },
      ],
    }),
  ]
}

/** Runs from which a spread can be told (Henderson et al., 2018; Agarwal et al., 2021). */
const leastSeeds = 5

/** One run of a method whose runs differ. */
export function oneSeed(reading: Reading): Flag[] {
  if (reading.brief.domain?.value !== 'reinforcement_learning' || !reading.says('oneSeed')) return []
  return [
    flagOf(reading, {
      id: 'C30',
      severity: 'warn',
      conflict: 'You want to judge by one run.',
      arithmetic: `1 run has no spread; ${leastSeeds} to 10 seeds are what differences between methods are told by (Henderson et al., 2018).`,
      ways: [
        { say: `Run at least ${leastSeeds} seeds, and report the interquartile mean with its interval.` },
      ],
    }),
  ]
}

/** The value of a policy from records that do not say how likely each action was. */
export function unknownPropensities(reading: Reading): Flag[] {
  if (!reading.says('withoutPropensities') || !reading.says('offPolicyValue')) return []
  const logged = reading.brief.data.loggedDecisions?.value
  return [
    flagOf(reading, {
      id: 'C30',
      severity: 'warn',
      conflict: 'You want to value a policy from records without propensities.',
      arithmetic: `These estimators divide by the chance of each recorded action, which is known for 0 of ${logged ? number(logged) : 'the'} records.`,
      ways: [
        {
          say: 'Record the chance of each action from now on, with some randomness in the choice.',
          needs: 'exploring',
        },
        {
          say: 'Estimate the chances by a model of the old policy, and show how far they overlap with the new one.',
        },
        { say: 'Value it by a fitted model of outcomes (FQE), and trust it only where records are dense.' },
      ],
    }),
  ]
}

/** False alarms that have to be seen before their rate is known. */
const alarmsToSee = 30
const daySeconds = 86_400

/** A budget of alarms so small that the history holds too few of them to set it by. */
export function alarmsTooRare(reading: Reading): Flag[] {
  const { data, targets } = reading.brief
  const budget = targets.alertsPerDay?.value
  const seconds = data.historyLength && secondsOf(data.historyLength.value)
  if (!budget || !seconds) return []
  const days = seconds / daySeconds
  const needed = alarmsToSee / budget
  if (days >= needed) return []
  return [
    flagOf(reading, {
      id: 'C30',
      severity: 'warn',
      conflict: `You allow ${counted(budget, 'alarm')} a day and have ${duration(seconds)} of data.`,
      arithmetic: `${number(budget)} x ${number(days)} = ${numbered(budget * days, 'alarm')} would be in them; about ${alarmsToSee} have to be seen to set a threshold by counting: ${counted(Math.ceil(needed), 'day')}.`,
      ways: [
        { say: 'Fit the tail of the scores (extreme values), and set the threshold from it.' },
        { say: `Keep ${counted(Math.ceil(needed), 'day')} of clean data.` },
        {
          say: `Begin with ${numbered(Math.ceil(alarmsToSee / days), 'alarm')} a day, and tighten as data come in.`,
          moves: true,
        },
      ],
    }),
  ]
}

/** C36: a threshold in standard deviations that raises more alarms than are allowed. */
export function tooManyAlarms(reading: Reading): Flag[] {
  const { data, targets } = reading.brief
  const budget = targets.alertsPerDay?.value
  const every = data.frequency && secondsOf(data.frequency.value)
  const sigmas = sigmasSaid(reading)
  if (!budget || !data.frequency || !every || !data.seriesCount || sigmas === undefined) return []
  const values = data.seriesCount.value * (data.channels?.value ?? data.featureCount?.value ?? 1)
  const checks = (values * daySeconds) / every
  const alarms = checks * beyondSigmas(sigmas)
  if (alarms <= budget) return []
  return [
    flagOf(reading, {
      id: 'C36',
      severity: severityOf(alarms, budget),
      conflict: `You asked for a threshold of ${number(sigmas)} standard deviations and at most ${counted(budget, 'alarm')} a day.`,
      arithmetic: `${number(values)} values ${sayStep(data.frequency.value)} are ${numbered(checks, 'check')} a day; ${percent(beyondSigmas(sigmas))} of a normal distribution lie beyond ${number(sigmas)}: ${numbered(alarms, 'alarm')} a day, and real data have heavier tails.`,
      ways: [
        {
          say: `Set the threshold from the budget: ${number(budget)} / ${number(checks)} = ${number(budget / checks)} of all checks, by the tail of clean data.`,
        },
        {
          say: 'Score a unit by all its values at once, ask for k of n checks in a row, and join alarms of one cause.',
        },
      ],
    }),
  ]
}

/** C36: fewer alarms can be looked at than there are cases: whatever finds them, most are not looked at. */
export function fewerAlarmsThanCases(reading: Reading): Flag[] {
  const { data, targets } = reading.brief
  const budget = targets.alertsPerDay?.value
  const rate = data.positiveRate?.value
  const perSecond = targets.throughputPerSecond?.value
  if (!budget || !rate || !perSecond) return []
  const rows = perSecond * daySeconds
  const cases = rows * rate
  if (cases <= budget) return []
  return [
    flagOf(reading, {
      id: 'C36',
      severity: 'warn',
      conflict: `You can look at ${counted(budget, 'alert')} a day, and there are more cases than that.`,
      arithmetic: `${number(rows)} a day x ${percent(rate)} = ${numbered(cases, 'case')} a day: even if every alert is right, ${number(budget)} / ${number(cases)} = ${percent(budget / cases)} of them are found at most.`,
      ways: [
        { say: 'Rank by what a case costs (score x amount), so that those looked at are the dearest.' },
        { say: `Look at ${numbered(Math.ceil(cases), 'alert')} a day, or more.`, moves: true },
        { say: 'Let the surest scores act by themselves (hold, ask again), and people look at the rest.' },
      ],
    }),
  ]
}

/** "3 sigma", "three standard deviations". */
function sigmasSaid(reading: Reading): number | undefined {
  const near = reading
    .mentions('sigmas')
    .flatMap((mention) => quantityNear(reading, mention, 'count', 3) ?? [])
  return near.map(({ value }) => value).find((value) => value >= 1 && value <= 10)
}
