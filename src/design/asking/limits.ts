/** What can be asked of the limits in every field: latency, training device, explanations. */
import { cpuCore, defaultCores } from '../brief/devices.js'
import { defaultTrainingDevice } from '../catalog/defaults.js'
import {
  type Askable,
  type AskableChoice,
  answered,
  usualIf,
  withConstraints,
  withTargets,
} from './askable.js'

const limitsMs = [100, 10] as const

export const latency: Askable = {
  id: 'latency',
  text: 'How soon must an answer be there?',
  isKnown: ({ targets, constraints }) =>
    targets.latency !== undefined || constraints.deployment !== undefined,
  choices({ targets }) {
    // What the field assumes is the usual one: a batch run, or a limit.
    const assumed = targets.latency?.value.ms
    const usual = assumed === undefined ? undefined : (limitsMs.find((ms) => ms <= assumed) ?? limitsMs[0])
    return [
      {
        id: 'batch',
        label: 'a batch run is enough',
        ...usualIf(usual === undefined),
        apply: (brief) => withConstraints(brief, { deployment: answered('batch' as const, 'a batch run') }),
      },
      ...limitsMs.map((ms): AskableChoice => {
        const label = `online, within ${ms} ms at p99`
        return {
          id: `${ms}-ms`,
          label,
          ...usualIf(usual === ms),
          apply: (brief) =>
            withTargets(withConstraints(brief, { deployment: answered('online' as const, label) }), {
              latency: answered({ ms, percentile: 99 }, label),
            }),
        }
      }),
    ]
  },
}

export const device: Askable = {
  id: 'device',
  text: 'What can the model be trained on?',
  isKnown: ({ constraints }) => constraints.trainingDevice !== undefined,
  choices: () =>
    (
      [
        ['l4', 'train on one L4', defaultTrainingDevice],
        ['t4', 'train on one T4', { id: 't4', count: 1 }],
        ['a100', 'train on one A100', { id: 'a100-80-sxm', count: 1 }],
        ['cpu', `train on ${defaultCores} CPU cores`, { id: cpuCore, count: defaultCores }],
      ] as const
    ).map(([id, label, choice]) => ({
      id,
      label,
      ...usualIf(choice === defaultTrainingDevice),
      apply: (brief) => withConstraints(brief, { trainingDevice: answered({ ...choice }, label) }),
    })),
}

export const explanation: Askable = {
  id: 'explanation',
  text: 'Must a single answer be explained to somebody?',
  isKnown: ({ constraints }) => constraints.interpretability !== undefined,
  choices: () => [
    { id: 'no', label: 'no', usual: true, apply: (brief) => brief },
    {
      id: 'must',
      label: 'yes, it must be explainable',
      aliases: ['yes'],
      apply: (brief) =>
        withConstraints(brief, { interpretability: answered('must' as const, 'must be explainable') }),
    },
  ],
}
