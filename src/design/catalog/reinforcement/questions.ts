/** What can be asked of a problem of decisions: where a policy may learn, what it does, what was logged. */

import { type Askable, answered, usualIf, withData } from '../../asking/askable.js'
import { explanation } from '../../asking/limits.js'
import { counted } from '../../brief/facts.js'
import { defaultEnvironments, defaultLogged, situationOf } from './complete.js'

const sequential: Askable = {
  id: 'sequential',
  text: 'Does a decision change what can be decided later, or does each stand alone?',
  isKnown: ({ data, task }) => data.sequential !== undefined || task !== undefined,
  choices: (brief) => {
    const alone = situationOf(brief) === 'bandit'
    return [
      {
        id: 'later',
        label: 'decisions depend on earlier ones',
        ...usualIf(!alone),
        apply: (said) => withData(said, { sequential: answered(true, 'decisions depend on earlier ones') }),
      },
      {
        id: 'one-shot',
        label: 'one-shot: each decision stands alone',
        aliases: ['alone', 'bandit'],
        ...usualIf(alone),
        apply: (said) => withData(said, { sequential: answered(false, 'each decision stands alone') }),
      },
    ]
  },
}

const simulator: Askable = {
  id: 'simulator',
  text: 'Where may a policy try things out: in a simulator, on the real thing, or nowhere (logs only)?',
  isKnown: ({ data, task }) =>
    data.simulator !== undefined ||
    data.mayExplore !== undefined ||
    data.environments !== undefined ||
    task?.value === 'bandit' ||
    task?.value === 'behaviour cloning' ||
    task?.value === 'offline reinforcement learning',
  choices: () => [
    {
      id: 'simulator',
      label: 'in a simulator',
      usual: true,
      aliases: ['yes'],
      apply: (brief) => withData(brief, { simulator: answered(true, 'in a simulator') }),
    },
    {
      id: 'live',
      label: 'on the real thing, within limits: it may explore',
      aliases: ['real'],
      apply: (brief) =>
        withData(brief, {
          simulator: answered(false, 'on the real thing'),
          mayExplore: answered(true, 'it may explore'),
        }),
    },
    {
      id: 'logs',
      label: 'nowhere: logs only',
      aliases: ['nowhere', 'logs only', 'no'],
      apply: (brief) =>
        withData(brief, {
          simulator: answered(false, 'logs only'),
          mayExplore: answered(false, 'logs only'),
        }),
    },
  ],
}

const exploration: Askable = {
  id: 'exploration',
  text: 'May a few percent of the decisions be explored at random?',
  isKnown: (brief) => situationOf(brief) !== 'bandit' || brief.data.mayExplore !== undefined,
  choices: (brief) =>
    situationOf(brief) !== 'bandit'
      ? []
      : [
          {
            id: 'allowed',
            label: 'yes, it may explore on a few percent',
            usual: true,
            aliases: ['yes'],
            apply: (said) => withData(said, { mayExplore: answered(true, 'it may explore') }),
          },
          {
            id: 'none',
            label: 'no exploration: logs only',
            aliases: ['no'],
            apply: (said) => withData(said, { mayExplore: answered(false, 'no exploration') }),
          },
        ],
}

const actions: Askable = {
  id: 'actions',
  text: 'Is an action one of a list, or numbers such as torques and prices?',
  isKnown: ({ data }) => data.actions !== undefined || data.actionCount !== undefined,
  choices: ({ data }) =>
    (
      [
        ['discrete', 'discrete: one of a list'],
        ['continuous', 'continuous: numbers within limits'],
      ] as const
    ).map(([id, label]) => ({
      id,
      label,
      ...usualIf(data.actions?.value === id),
      apply: (brief) => withData(brief, { actions: answered(id, label) }),
    })),
}

const environments: Askable = {
  id: 'environments',
  text: 'How many copies of the simulator run side by side?',
  isKnown: (brief) => situationOf(brief) !== 'simulator' || brief.data.environments !== undefined,
  choices: (brief) =>
    situationOf(brief) !== 'simulator'
      ? []
      : [defaultEnvironments, 4096].map((count) => {
          const label =
            count === defaultEnvironments
              ? `${count} environments, on CPU cores`
              : `${counted(count, 'environment')}, on a GPU`
          return {
            id: `n${count}`,
            label,
            ...usualIf(count === defaultEnvironments),
            apply: (said) => withData(said, { environments: answered(count, label) }),
          }
        }),
}

const logged: Askable = {
  id: 'decisions',
  text: 'How many decisions were logged with their outcome?',
  isKnown: ({ data, ...brief }) =>
    data.loggedDecisions !== undefined ||
    data.rows !== undefined ||
    ['simulator', 'live'].includes(situationOf({ data, ...brief })),
  choices: (brief) =>
    ['simulator', 'live'].includes(situationOf(brief))
      ? []
      : [5_000, defaultLogged, 10_000_000].map((count) => {
          const label = `about ${counted(count, 'logged decision')}`
          return {
            id: `n${count}`,
            label,
            ...usualIf(count === defaultLogged),
            apply: (said) => withData(said, { loggedDecisions: answered(count, label) }),
          }
        }),
}

/** Asked only where a person has to agree with single decisions: a controller in a loop explains nothing. */
const explained: Askable = {
  ...explanation,
  text: 'Must a single decision be explained to somebody who can overrule it?',
  isKnown: (brief) => explanation.isKnown(brief) || ['simulator', 'live'].includes(situationOf(brief)),
}

/** In the order in which they are asked where their answers change equally much. */
export const decisionAskables: readonly Askable[] = [
  sequential,
  simulator,
  exploration,
  actions,
  logged,
  environments,
  explained,
]
