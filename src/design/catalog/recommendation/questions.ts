/** What can be asked of a recommender: how much was recorded, of whom, what is known of an item, how soon it must answer. */
import {
  type Askable,
  type AskableChoice,
  answered,
  usualIf,
  withConstraints,
  withData,
  withTargets,
} from '../../asking/askable.js'
import { explanation } from '../../asking/limits.js'
import type { Brief } from '../../brief/brief.js'
import { counted, plain } from '../../brief/facts.js'
import { defaultOnlineMs } from '../defaults.js'
import { defaultColdShare, defaultColumns, defaultImpressions, defaultItems, ranksGiven } from './complete.js'

const ranks = (brief: Brief) => ranksGiven(brief.task?.value)
const notFor = (_brief: Brief) => []

const items: Askable = {
  id: 'items',
  text: 'How many items are there to choose from?',
  isKnown: (brief) => ranks(brief) || brief.data.items !== undefined,
  choices: () =>
    [2_000, defaultItems, 1_000_000].map((count) => {
      const label = `about ${counted(count, 'item')}`
      return {
        id: `n${count}`,
        label,
        ...usualIf(count === defaultItems),
        apply: (brief) => withData(brief, { items: answered(count, label) }),
      }
    }),
}

/** Events for each visitor stay as assumed where only their number is said: fewer events are fewer visitors. */
const interactions: Askable = {
  id: 'interactions',
  text: 'How many clicks, views or purchases were recorded, and of how many users?',
  isKnown: (brief) => ranks(brief) || brief.data.interactions !== undefined || brief.data.users !== undefined,
  choices({ data }) {
    const usual = data.interactions?.value
    if (!usual) return []
    const counts = [100_000, 2_000_000, usual, 200_000_000].filter(
      (count, i, all) =>
        count === usual || (all.indexOf(count) === i && Math.abs(Math.log10(count / usual)) > 0.4),
    )
    return [...new Set(counts)]
      .sort((a, b) => a - b)
      .map((count) => {
        const label = `about ${counted(count, 'interaction')}`
        return {
          id: `n${count}`,
          label,
          ...usualIf(count === usual),
          apply: (brief) => withData(brief, { interactions: answered(count, label) }),
        }
      })
  },
}

const visitors: Askable = {
  id: 'visitors',
  text: 'Are users known when they come back, or is each session anonymous?',
  isKnown: (brief) =>
    ranks(brief) ||
    brief.data.users !== undefined ||
    brief.data.sessionsPerMonth !== undefined ||
    brief.task?.value === 'session-based recommendation',
  choices: () => [
    {
      id: 'known',
      label: 'users are known',
      usual: true,
      aliases: ['identified', 'logged in'],
      apply: (brief) => brief,
    },
    {
      id: 'anonymous',
      label: 'sessions are anonymous',
      apply: (brief) => ({
        ...brief,
        task: answered('session-based recommendation' as const, 'sessions are anonymous'),
      }),
    },
  ],
}

const content: Askable = {
  id: 'content',
  text: 'What is known of an item besides its id: title, category, price, pictures?',
  isKnown: (brief) => ranks(brief) || brief.data.contentFeatures !== undefined,
  choices: () => [
    {
      id: 'described',
      label: 'items have features: title, category, price',
      usual: true,
      aliases: ['yes', 'text', 'title'],
      apply: (brief) => withData(brief, { contentFeatures: answered(true, 'items have features') }),
    },
    {
      id: 'ids',
      label: 'nothing but ids',
      aliases: ['no', 'none', 'nothing'],
      apply: (brief) => withData(brief, { contentFeatures: answered(false, 'nothing but ids') }),
    },
  ],
}

const coldStart: Askable = {
  id: 'cold-start',
  text: 'What share of the items is new or hardly clicked (fewer than five events)?',
  isKnown: (brief) => ranks(brief) || brief.data.coldShare !== undefined,
  choices: () =>
    [0.02, defaultColdShare, 0.5].map((share) => {
      const label = `about ${plain(share * 100)}% of the items`
      return {
        id: `p${share * 100}`,
        label,
        ...usualIf(share === defaultColdShare),
        apply: (brief) => withData(brief, { coldShare: answered(share, label) }),
      }
    }),
}

const feedback: Askable = {
  id: 'feedback',
  text: 'Do users rate items, or is it what they click and buy?',
  isKnown: (brief) => ranks(brief) || brief.data.feedback !== undefined,
  choices: () => [
    {
      id: 'implicit',
      label: 'implicit: clicks and purchases',
      usual: true,
      aliases: ['clicks', 'purchases'],
      apply: (brief) => withData(brief, { feedback: answered('implicit' as const, 'clicks and purchases') }),
    },
    {
      id: 'explicit',
      label: 'explicit: ratings',
      aliases: ['ratings', 'stars'],
      apply: (brief) => withData(brief, { feedback: answered('explicit' as const, 'ratings') }),
    },
  ],
}

const rows: Askable = {
  id: 'rows',
  text: 'How many impressions (shown, taken or not) were logged?',
  isKnown: (brief) => !ranks(brief) || brief.data.rows !== undefined || brief.data.interactions !== undefined,
  choices: (brief) =>
    !ranks(brief)
      ? notFor(brief)
      : [500_000, defaultImpressions, 2_000_000_000].map((count) => {
          const label = `about ${counted(count, 'row')}`
          return {
            id: `n${count}`,
            label,
            ...usualIf(count === defaultImpressions),
            apply: (said) => withData(said, { rows: answered(count, label) }),
          }
        }),
}

const features: Askable = {
  id: 'features',
  text: 'How many columns describe an impression?',
  isKnown: (brief) => !ranks(brief) || brief.data.featureCount !== undefined,
  choices: (brief) =>
    !ranks(brief)
      ? notFor(brief)
      : [10, defaultColumns, 200].map((count) => {
          const label = `${count} features`
          return {
            id: `n${count}`,
            label,
            ...usualIf(count === defaultColumns),
            apply: (said) => withData(said, { featureCount: answered(count, label) }),
          }
        }),
}

const latency: Askable = {
  id: 'latency',
  text: 'Must a list be there while the user waits, or is a nightly run enough?',
  isKnown: ({ targets, constraints }) =>
    targets.latency !== undefined || constraints.deployment !== undefined,
  choices: () => [
    ...[defaultOnlineMs, 20].map((ms): AskableChoice => {
      const label = `online, within ${ms} ms at p99`
      return {
        id: `${ms}-ms`,
        label,
        ...usualIf(ms === defaultOnlineMs),
        apply: (brief) =>
          withTargets(withConstraints(brief, { deployment: answered('online' as const, label) }), {
            latency: answered({ ms, percentile: 99 }, label),
          }),
      }
    }),
    {
      id: 'batch',
      label: 'a nightly batch run',
      aliases: ['batch', 'nightly'],
      apply: (brief) => withConstraints(brief, { deployment: answered('batch' as const, 'a batch run') }),
    },
  ],
}

/** A reason beside a list is a wish that people state; what decides the design is asked instead. */
const reasons: Askable = { ...explanation, isKnown: () => true }

/** In the order in which they are asked where their answers change equally much. */
export const recommendAskables: readonly Askable[] = [
  items,
  interactions,
  rows,
  visitors,
  content,
  coldStart,
  features,
  latency,
  feedback,
  reasons,
]
